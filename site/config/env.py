"""Reads the environment: the one place where a variable becomes a typed value. The settings modules call it.

A missing, malformed or unknown variable stops the start with one line that names it. `VARIABLES` is the whole list; a
test compares it with the table in the README.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

T = TypeVar("T")
PREFIX = "CEJN_"


class EnvironmentProblem(SystemExit):
    """Stops the start with one line on what is wrong in the environment."""


@dataclass(frozen=True)
class Variable(Generic[T]):
    """One variable: its name, how its text is read, and what holds when it is not set (None: it must be set)."""

    name: str
    read: Callable[[str], T]
    default: str | None


def text(value: str) -> str:
    """Return the text without surrounding blanks."""
    return value.strip()


def words(value: str) -> list[str]:
    """Return the words of a list that is separated by commas."""
    return [word.strip() for word in value.split(",") if word.strip()]


def flag(value: str) -> bool:
    """Return a yes or no."""
    known = {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}
    if value.strip().lower() not in known:
        raise ValueError("write 1 or 0")
    return known[value.strip().lower()]


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return a reader of whole numbers within bounds."""

    def read(value: str) -> int:
        if not value.strip().isascii() or not value.strip().isdigit() or not low <= int(value) <= high:
            raise ValueError(f"write a whole number from {low} to {high}")
        return int(value)

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    """Return a reader of one of some words."""

    def read(value: str) -> str:
        if value.strip().lower() not in choices:
            raise ValueError(f"write one of {', '.join(choices)}")
        return value.strip().lower()

    return read


def secret(value: str) -> str:
    """Return a secret that is long enough to be one."""
    if len(value) < 50:
        raise ValueError("write at least 50 random characters")
    return value


def web_address(value: str) -> str:
    """Return the address of a site without the slash at its end."""
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("write an address such as https://library.example.org")
    return value.strip().rstrip("/")


def folder(value: str) -> Path:
    """Return a folder; one that is not absolute lies in the project's own folder."""
    return Path(value.strip()).expanduser()


def database(value: str) -> dict[str, Any] | None:
    """Return Django's settings for a PostgreSQL address, or None for the SQLite file that is the default."""
    if not value.strip():
        return None
    parts = urlsplit(value.strip())
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ValueError("write postgresql://user:password@host:5432/name, or leave it out for SQLite")
    options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder cannot stand where a host name stands, so libpq's own ?host= is honoured.
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def mail(value: str) -> dict[str, Any]:
    """Return Django's mail settings for smtp://, smtps:// (TLS from the first byte), console: or none:."""
    parts = urlsplit(value.strip())
    backend = "django.core.mail.backends."
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": backend + "console.EmailBackend"}
    if parts.scheme == "none":
        return {"EMAIL_BACKEND": backend + "dummy.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("write smtp://user:password@host:587, smtps://…, console: or none:")
    return {
        "EMAIL_BACKEND": backend + "smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        # Credentials never travel in the clear.
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 10,
    }


def server(value: str) -> str:
    """Return the address of a search server, with the user and password that it may hold; empty where there is none."""
    parts = urlsplit(value.strip())
    has_port = bool(parts.port) or parts.scheme == "https"
    if value.strip() and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or not has_port):
        raise ValueError("write http://127.0.0.1:9200 or https://user:password@search.example.org, or leave it out")
    return value.strip().rstrip("/")


def index_name(value: str) -> str:
    """Return the beginning of the names of indices, which servers want in lower case."""
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,60}", value.strip()):
        raise ValueError("write lower-case letters, digits and hyphens, a letter first")
    return value.strip()


SECRET_KEY = Variable("CEJN_SECRET_KEY", secret, None)
SECRET_KEY_FALLBACKS = Variable("CEJN_SECRET_KEY_FALLBACKS", words, "")
HOSTS = Variable("CEJN_HOSTS", words, None)
BASE_URL = Variable("CEJN_BASE_URL", web_address, None)
VAR = Variable("CEJN_VAR", folder, "var")
DATABASE_URL = Variable("DATABASE_URL", database, "")
MAIL_URL = Variable("CEJN_MAIL_URL", mail, None)
MAIL_FROM = Variable("CEJN_MAIL_FROM", text, None)
ADDRESS = Variable("CEJN_ADDRESS", text, "127.0.0.1")
PORT = Variable("PORT", whole(1, 65535), "8000")
WORKERS = Variable("CEJN_WORKERS", whole(1, 64), "2")
PROXIES = Variable("CEJN_PROXIES", whole(0, 5), "0")
SEARCH_URL = Variable("CEJN_SEARCH_URL", server, "")
SEARCH_INDEX = Variable("CEJN_SEARCH_INDEX", index_name, "cejn")
SEARCH_LEVELS = Variable("CEJN_SEARCH_LEVELS", one_of("0", "1", "2", "auto"), "0")
LOG_LEVEL = Variable("CEJN_LOG_LEVEL", text, "INFO")
DEBUG = Variable("CEJN_DEBUG", flag, "0")

VARIABLES: tuple[Variable[Any], ...] = (
    SECRET_KEY,
    SECRET_KEY_FALLBACKS,
    HOSTS,
    BASE_URL,
    VAR,
    DATABASE_URL,
    MAIL_URL,
    MAIL_FROM,
    ADDRESS,
    PORT,
    WORKERS,
    PROXIES,
    SEARCH_URL,
    SEARCH_INDEX,
    SEARCH_LEVELS,
    LOG_LEVEL,
    DEBUG,
)

_relaxed: dict[str, str] = {}


def relax(defaults: Mapping[Variable[Any], str]) -> None:
    """Give defaults for this process: dev and test call it before they read the strict base."""
    _relaxed.update({variable.name: value for variable, value in defaults.items()})


def get(variable: Variable[T]) -> T:
    """Return the typed value of a variable, or stop the start with its name."""
    raw = os.environ.get(variable.name, _relaxed.get(variable.name, variable.default))
    if raw is None:
        raise EnvironmentProblem(f"{variable.name} is not set. The README has a table of all settings.")
    try:
        return variable.read(raw)
    except ValueError as problem:
        raise EnvironmentProblem(f"{variable.name} cannot be read: {problem}.") from problem


def refuse_closed(state: Path) -> None:
    """Stop the start where the folder of the state cannot be looked into: Wagtail does so while it is being loaded."""
    try:
        # A folder that is not there yet is made later; what is in its way, or kept from us, shows here.
        (state / "static" / "staticfiles.json").stat()
    except FileNotFoundError:
        return
    except OSError as problem:
        raise EnvironmentProblem(
            f"The folder {state} cannot be read ({problem.strerror}): give yourself the right to it, "
            f"or name another folder with {VAR.name}."
        ) from problem


FOR_TESTS = {"CEJN_TEST_OPENSEARCH", "CEJN_TEST_ELASTICSEARCH", "CEJN_TEST_STATES"}
"""What the tests alone read: addresses of search servers, and how much is asked of them."""


def refuse_unknown(names: Iterable[str]) -> None:
    """Stop the start on a variable with our prefix that nobody reads: it is a typing mistake."""
    known = {variable.name for variable in VARIABLES} | FOR_TESTS
    for name in sorted(names):
        if name.startswith(PREFIX) and name not in known:
            raise EnvironmentProblem(f"{name} is no setting of ours. The README has a table of all settings.")
