"""Turns records into the plain values of an answer: what a list gives, and what one record gives on its own.

Called by the endpoints of records, changes and search. All that records name is resolved for a whole answer in one
query, and what is not public, or may not be given out here, is left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from api.addresses import file_url, page_url, size_urls
from api.permission import USE
from library.catalogue import selectors
from library.catalogue.inner_links import names_others, resolved
from library.catalogue.record import Media, Record, Tombstone, Use, Version
from library.catalogue.uses import permits
from library.plugin import page_only

Json = dict[str, Any]
Links = dict[str, dict[str, str]]
Naming = Sequence[tuple[str, str]]


class Named:
    """What the records of one answer name: the languages of their works, and the works they point to.

    The same topics and communities come back in most records of a list; each is worked out once.
    """

    def __init__(self, versions: Mapping[str, tuple[Version, ...]]) -> None:
        self._versions = versions
        self._best: dict[tuple[str, str], Version | None] = {}
        self._urls: dict[str, str | None] = {}
        self._terms: dict[str, Json] = {}

    @classmethod
    def by(cls, records: Sequence[Record], also: Iterable[str] = ()) -> "Named":
        """Resolve all that these records name, and other works besides, in one query."""
        works = {record.work for record in records} | set(also)
        works.update(reference.work for record in records for reference in record.references)
        return cls(selectors.versions(works, use=USE))

    def versions(self, work: str) -> tuple[Version, ...]:
        """Return the public languages of a work, none where it is not public."""
        return self._versions.get(work, ())

    def best(self, work: str, lang: str) -> Version | None:
        """Return the version for a reader of `lang`, or nothing where the work is not public."""
        key = work, lang
        if key not in self._best:
            versions = self._versions.get(work)
            self._best[key] = selectors.best(versions, lang) if versions else None
        return self._best[key]

    def url(self, version: Version | Record) -> str | None:
        """Return the address of a record's page; most terms have none."""
        if version.id not in self._urls:
            self._urls[version.id] = page_url(version)
        return self._urls[version.id]

    def term(self, work: str, lang: str) -> Json | None:
        """Return a term as answers name it, or nothing where it is not public."""
        version = self.best(work, lang)
        if version is None:
            return None
        if version.id not in self._terms:
            self._terms[version.id] = {
                "work": version.work,
                "slug": version.path,
                "title": version.title,
                "lang": version.lang,
                "url": self.url(version),
            }
        return self._terms[version.id]


def item(record: Record, named: Named, lang: str = "") -> Json:
    """Return a record as lists give it; terms are named in `lang`, or else in the record's own language."""
    reader = lang or record.lang
    image = record.image
    heavy = page_only(record.kind)
    communities = terms(record, "community", named, reader)
    return {
        "id": record.id,
        "work": record.work,
        "sequence": record.sequence,
        "kind": record.kind,
        "title": record.title,
        "summary": record.summary,
        "lang": record.lang,
        "original_lang": record.original_lang,
        "provenance": record.provenance.value,
        "url": named.url(record),
        "date": record.date,
        "published": record.published,
        "changed": record.changed,
        "topics": terms(record, "topic", named, reader),
        "countries": list(record.facets.get("country", ())),
        "community": communities[0] if communities else None,
        "image": file(image) if image else None,
        "languages": [language(version, named) for version in named.versions(record.work)],
        "part": own_part({name: value for name, value in record.part.items() if name not in heavy}, record, named),
    }


def detail(record: Record, named: Named, naming: Naming = ()) -> Json:
    """Return a record with all that it holds, and who names it, as pairs of role and work."""
    links = shown_links(record, named)
    return {
        **item(record, named),
        "part": own_part(record.part, record, named),
        "body": [block(each, links) for each in record.body],
        "media": [file(media) for media in record.media],
        "relations": [*relations(record, named), *inverse_relations(record, naming, named)],
        "uses": {use.value: permits(record, use) for use in Use},
    }


def terms(record: Record, role: str, named: Named, lang: str) -> list[Json]:
    """Return the public terms that a record names in one role."""
    found = (named.term(work, lang) for work in record.facets.get(role, ()))
    return [term for term in found if term is not None]


def own_part(part: Mapping[str, Any], record: Record, named: Named) -> Any:
    """Return what only the record's kind has; most parts name nothing, and stand as they are."""
    if not part:
        return None
    return resolved(part, **shown_links(record, named)) if names_others(part) else part


def language(version: Version, named: Named) -> Json:
    """Return one language of a work."""
    return {
        "id": version.id,
        "lang": version.lang,
        "url": named.url(version),
        "provenance": version.provenance.value,
    }


def relations(record: Record, named: Named) -> list[Json]:
    """Return the public records that a record names."""
    ends = ((named.best(each.work, record.lang), each) for each in record.references)
    return [_end(version, "to", each.role, each.detail, named) for version, each in ends if version is not None]


def inverse_relations(record: Record, naming: Naming, named: Named) -> list[Json]:
    """Return the public records that name a record."""
    ends = ((named.best(work, record.lang), role) for role, work in naming)
    return [_end(version, "from", role, "", named) for version, role in ends if version is not None]


def _end(version: Version, direction: str, role: str, detail: str, named: Named) -> Json:
    return {
        "role": role,
        "direction": direction,
        "detail": detail,
        "id": version.id,
        "work": version.work,
        "kind": version.kind,
        "title": version.title,
        "lang": version.lang,
        "url": named.url(version),
    }


def file(media: Media) -> Json:
    """Return a file with its address, its sizes and its words."""
    return {
        "hash": media.hash,
        "url": file_url(media),
        "type": media.type,
        "size": media.size,
        "name": media.name,
        "role": media.role,
        "title": media.title,
        "lang": media.lang,
        "width": media.width,
        "height": media.height,
        "colour": media.colour,
        "alt": media.alt,
        "caption": media.caption,
        "credit": media.credit,
        "sizes": [{"url": url, "width": width} for url, width in size_urls(media)],
    }


def tombstone(stone: Tombstone) -> Json:
    """Return what may be said of a record that is gone."""
    return {
        "id": stone.id,
        "work": stone.work,
        "lang": stone.lang,
        "sequence": stone.sequence,
        "at": stone.at,
    }


def block(raw: Mapping[str, Any], links: Links) -> Json:
    """Return a block of the body; where it shows a file, with the address of that file."""
    value = resolved(raw["value"], **links)
    if isinstance(value, dict) and "hash" in value:
        value["url"] = links["files"].get(value["hash"]) or value.get("url") or None
    return {"type": raw["type"], "id": raw.get("id"), "value": value}


def shown_links(record: Record, named: Named) -> Links:
    """Return the addresses of what a record points to: of the works that are public, and of its own files."""
    public = ((each.work, named.best(each.work, record.lang)) for each in record.references)
    works = {work: named.url(version) or "" for work, version in public if version is not None}
    return {"works": works, "files": {media.hash: file_url(media) for media in record.media}}
