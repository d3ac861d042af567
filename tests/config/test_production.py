"""Checks the strict settings as production loads them, in a process of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "config.settings.base",
    "CEJN_SECRET_KEY": "production-production-production-0123456789-abcdefghij",
    "CEJN_HOSTS": "library.example.org",
    "CEJN_BASE_URL": "https://library.example.org",
    "CEJN_MAIL_URL": "smtp://ed:secret@mail.example.org",
    "CEJN_MAIL_FROM": "library@example.org",
}
QUESTION = """
import json, sys
sys.path.insert(0, "site")
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}))
"""


def settings_in_production(*names: str, **variables: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", QUESTION, *names],
        cwd=ROOT,
        env={**ENVIRONMENT, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def test_django_finds_nothing_to_say_about_a_deployment(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**ENVIRONMENT, "CEJN_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_transport_and_cookies_are_strict() -> None:
    found = settings_in_production(
        "DEBUG",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_HTTPONLY",
        "DEMO_ALLOWED",
        "EMAIL_USE_TLS",
    )
    assert found == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 730 * 24 * 3600,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "DEMO_ALLOWED": False,
        "EMAIL_USE_TLS": True,
    }


@pytest.mark.parametrize(("proxies", "believed"), [("0", None), ("1", ["HTTP_X_FORWARDED_PROTO", "https"])])
def test_the_word_of_a_proxy_on_tls_counts_only_where_there_is_one(proxies: str, believed: list[str] | None) -> None:
    found = settings_in_production("SECURE_PROXY_SSL_HEADER", CEJN_PROXIES=proxies)
    assert found["SECURE_PROXY_SSL_HEADER"] == believed


def test_postgresql_keeps_its_connections_and_looks_after_them() -> None:
    found = settings_in_production("DATABASES", CEJN_VAR="/nowhere", DATABASE_URL="postgresql://cejn:x@db/cejn")
    database = found["DATABASES"]["default"]  # type: ignore[index]  # a dictionary, as JSON gave it back
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert "ATOMIC_REQUESTS" not in database


def test_the_debug_page_cannot_be_had_in_production() -> None:
    assert settings_in_production("DEBUG", CEJN_DEBUG="1") == {"DEBUG": False}
