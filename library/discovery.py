"""Which kinds there are, found before Django is set up; read by the settings and by `manage.py kinds`.

Built-in kinds are listed by hand; kinds from outside announce themselves by the entry-point group `cejn.kinds`
(`slug = package.apps:ConfigClass`). No code of theirs is imported here: a kind that cannot be imported is then
reported by `start_failure`, with its package and the remedy, when Django loads its apps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata

GROUP = "cejn.kinds"
ORIGIN_BUILT_IN = "built in"
API_LEVEL = 1
BUILT_IN: tuple[tuple[str, str], ...] = (
    ("profile", "library.kinds.profile.apps:ProfileKind"),
    ("resource", "library.kinds.resource.apps:ResourceKind"),
    ("webinar", "library.kinds.webinar.apps:WebinarKind"),
    ("event", "library.kinds.event.apps:EventKind"),
    ("series", "library.kinds.series.apps:SeriesKind"),
    ("project", "library.kinds.project.apps:ProjectKind"),
    ("knowledge", "library.kinds.knowledge.apps:KnowledgeKind"),
    ("governance", "library.kinds.governance.apps:GovernanceKind"),
    ("grant", "library.kinds.grant.apps:GrantKind"),
)


class KindProblem(Exception):
    """A kind is not sound; the message is the one line that a start which refuses prints."""


@dataclass(frozen=True, slots=True)
class Found:
    """A kind that is installed: its slug, where its AppConfig is, and the distribution that brought it."""

    slug: str
    target: str
    origin: str

    @property
    def app(self) -> str:
        """Return the dotted path that INSTALLED_APPS expects."""
        return self.target.replace(":", ".")

    @property
    def is_built_in(self) -> bool:
        """Tell whether it comes with the library."""
        return self.origin == ORIGIN_BUILT_IN

    @property
    def package(self) -> str:
        """Return the Python package that holds the kind."""
        return self.target.partition(":")[0].removesuffix(".apps")


_considered: list[Found] | None = None


def consider_only(outside: Iterable[Found]) -> None:
    """Leave aside, in this process, all kinds from outside but these: `manage.py kinds` looks at each on its own."""
    global _considered  # noqa: PLW0603 - the settings ask without an argument, before anything could carry one
    _considered = list(outside)


def found_kinds() -> tuple[Found, ...]:
    """Return the built-in kinds and those from outside, in a stable order."""
    built_in = [Found(slug, target, ORIGIN_BUILT_IN) for slug, target in BUILT_IN]
    return (*built_in, *(outside_kinds() if _considered is None else _considered))


def outside_kinds() -> tuple[Found, ...]:
    """Return the kinds that installed packages announce."""
    found = [
        Found(point.name, point.value, f"{point.dist.name} {point.dist.version}" if point.dist else "unknown")
        for point in metadata.entry_points(group=GROUP)
    ]
    return tuple(sorted(found, key=lambda one: (one.slug, one.target)))


def kind_apps() -> list[str]:
    """Return what INSTALLED_APPS needs for every kind, to stand before Wagtail's own apps."""
    return [found.app for found in sound_kinds()]


def sound_kinds() -> tuple[Found, ...]:
    """Return the kinds, or refuse where two packages own one slug."""
    owners: dict[str, Found] = {}
    for found in found_kinds():
        first = owners.setdefault(found.slug, found)
        if first is not found:
            raise KindProblem(
                f'Two packages own the kind "{found.slug}": {first.package} ({first.origin}) and '
                f"{found.package} ({found.origin}). Uninstall one of them."
            )
    return tuple(owners.values())


def start_failure(error: BaseException) -> str | None:
    """Return one line that names the kind's package and the remedy when `error` came from loading a kind."""
    if isinstance(error, KindProblem):
        return str(error)
    for found in found_kinds():
        if not found.is_built_in and _comes_from(error, found.package):
            return (
                f'The kind "{found.slug}" from {found.origin} cannot be loaded ({type(error).__name__}: {error}). '
                f"Mend or uninstall that package, then start again; `manage.py kinds check` says more."
            )
    return None


def _comes_from(error: BaseException, package: str) -> bool:
    root = package.partition(".")[0]
    if isinstance(error, ImportError) and (error.name or "").partition(".")[0] == root:
        return True
    trace = error.__traceback__
    while trace is not None:
        if str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == root:
            return True
        trace = trace.tb_next
    return error.__cause__ is not None and _comes_from(error.__cause__, package)
