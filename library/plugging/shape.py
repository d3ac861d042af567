"""Looks at a kind's AppConfig class without Django: is all there, of the right sort, under a name that is free?

The probe calls it before Django is set up; `library.plugin` asks two of its questions when a kind registers.
"""

import inspect
import re
from dataclasses import fields, is_dataclass
from typing import Any

from library.discovery import API_LEVEL, Found

SLUG = re.compile(r"[a-z][a-z0-9_]{1,29}")
RESERVED = frozenset(
    {"all", "api", "community", "image", "document", "item", "kind", "organisation", "page", "person", "search", "term"}
    | {"topic"}
)
"""Words that already say something where a kind's slug stands: in records, in addresses of the API, in targets."""
NEEDED = ("slug", "model_name", "api_level", "label_one", "label_many")


def name_problem(slug: str, where: str) -> str | None:
    """Return what is wrong with a slug, or nothing."""
    if slug in RESERVED:
        return f'The slug "{slug}" ({where}) already means something else to the library; choose another one.'
    if not SLUG.fullmatch(slug):
        return (
            f'The slug "{slug}" ({where}) cannot be used; write 2 to 30 small letters, digits or underscores, '
            f"a letter first."
        )
    return None


def problems(config: Any, found: Found) -> list[str]:
    """Return what is wrong with a class, a sentence each."""
    from library.plugin import KindConfig

    where = found.package
    if not (inspect.isclass(config) and issubclass(config, KindConfig)):
        return [f"{found.target} is no subclass of library.plugin.KindConfig; name the kind's AppConfig there."]
    missing = [name for name in NEEDED if getattr(config, name, None) is None]
    if missing:
        return [f"The kind in {where} lacks {', '.join(missing)}; set them on its AppConfig."]
    said = [name_problem(str(config.slug), where), signature_problem(config, where)]
    return [sentence for sentence in (*said, *_identity(config, found), *_part(config, where)) if sentence]


def _identity(config: Any, found: Found) -> list[str]:
    said = []
    if config.api_level != API_LEVEL:
        said.append(
            f"{found.package} speaks plugin API level {config.api_level}, this library {API_LEVEL}; "
            f"install the release of {found.origin} that is made for level {API_LEVEL}."
        )
    if config.slug != found.slug:
        said.append(
            f'The entry point is called "{found.slug}" and the kind "{config.slug}"; '
            f"give both the same name in pyproject.toml and in {found.package}."
        )
    if getattr(config, "label", "") != f"kind_{config.slug}":
        said.append(f'The app label must be "kind_{config.slug}"; set `label` on the AppConfig of {found.package}.')
    return said


def signature_problem(config: Any, where: str) -> str | None:
    """Return what is wrong with the arguments of a class's `describe`, or nothing."""
    try:
        inspect.signature(config.describe).bind(None, None)
        fits = not inspect.iscoroutinefunction(config.describe)
    except TypeError:
        fits = False
    return None if fits else f"`describe` in {where} must read `def describe(self, content)`; change its arguments."


def _part(config: Any, where: str) -> list[str]:
    from library.plugin import KindConfig

    part = config.part_type
    if part is None:
        return []
    if not (inspect.isclass(part) and is_dataclass(part)):
        return [f"`part_type` in {where} must be a dataclass; the record is made of its fields."]
    names = {one.name for one in fields(part)}
    said = []
    if config.describe is KindConfig.describe:
        said.append(f"{where} has a `part_type` and no `describe` that fills it; write one.")
    strange = sorted(set(getattr(config, "page_only", ())) - names)
    if strange:
        said.append(f"`page_only` in {where} names {strange[0]}, which is no field of {part.__name__}; correct it.")
    return said


def declared(config: Any) -> dict[str, dict[str, list[str]]]:
    """Return what a class declares that others may not declare otherwise."""
    return {
        "facet": {one.name: [str(one.label), str(one.term)] for one in config.facets},
        "order": {one.key: [str(one.label), *one.columns] for one in config.sorts},
        "relation": {one.role: [str(one.label), str(one.inverse)] for one in getattr(config, "relations", ())},
    }
