"""From an approved content to a record: the one function that the door and the preview share.

`describe` is pure: it runs under a guard that forbids queries. What it needs from outside is gathered before, for a
whole batch, by `resolve`.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from library.catalogue import kind_answer
from library.catalogue.address import TERM_FOLDERS, TERM_LAYOUT, place_of, term_at
from library.catalogue.content import Content, own_address
from library.catalogue.record import Media, Provenance, Reference, SearchText, Shelf
from library.catalogue.rich_text import plain
from library.catalogue.targets import targets
from library.catalogue.uses import DEFAULT_USES
from library.plugin import Description, KindConfig, kind_of_model

VERSION = 4
"""Raise it when this module changes what a record holds, so that every item is described again."""


class QueryInDescribe(RuntimeError):
    """A kind asked the database while it described an item."""


@dataclass(frozen=True, slots=True)
class Described:
    """All of a record that comes from its content."""

    shelf: Shelf
    kind: str
    layout: str
    title: str
    summary: str
    date: str
    original_lang: str
    provenance: Provenance
    body: tuple[dict[str, Any], ...] = ()
    text: str = ""
    media: tuple[Media, ...] = ()
    references: tuple[Reference, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    part: Mapping[str, Any] = field(default_factory=dict)
    search: tuple[SearchText, ...] = ()
    rank: str = ""
    page_only: tuple[str, ...] = ()
    """Fields of the part that lists do not carry."""
    uses: Mapping[str, str] = field(default_factory=dict)


def media_references(model: type[models.Model], content: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the files a content shows as pairs (`image` or `document`, primary key), for approvals to freeze."""
    split = (target.split(":", 1) for target in sorted(targets(model, content)))
    return [(label, int(pk)) for label, pk in split if label in {"image", "document"}]


def describe(content: Content) -> Described:
    """Describe one item from its approved content, without a query."""
    from library.models import PublicPage, Term

    with forbid_queries():
        if issubclass(content.model, Term):
            return _describe_term(content, content.model.term_kind)
        if not issubclass(content.model, PublicPage):
            raise TypeError(f"{content.model.__name__} is no page that can become public")
        config = kind_of_model(content.model)
        return _describe_item(content, config) if config else _describe_page(content, content.model)


def resolve(wanted: Iterable[str]) -> dict[str, str]:
    """Return the works of targets (`page:3`, `library.topic:4`, `address:en/library/x/`), a query for each model."""
    from library.catalogue.models import RecordRow

    groups: dict[str, set[str]] = {}
    for target in wanted:
        label, _, key = target.partition(":")
        groups.setdefault(label, set()).add(key)
    found: dict[str, str] = {}
    for label, keys in groups.items():
        if label == "address":
            places = {key.partition("/")[2] for key in keys}
            slugs = {term[1] for term in map(term_at, places) if term}
            rows = RecordRow.objects.filter(path__in=places | slugs).defer("card", "content")
            found.update(
                {f"address:{row.lang}/{place}": row.work for row in rows if (place := place_of(row)) is not None}
            )
        elif label not in {"image", "document"}:
            model: Any = Page if label == "page" else apps.get_model(label)
            rows = model._default_manager.filter(pk__in=keys).values_list("pk", "translation_key")
            found.update({f"{label}:{pk}": str(work) for pk, work in rows})
    return found


def existing_files(wanted: Iterable[str]) -> set[str]:
    """Return those of the targets of files that still exist: what an editor deleted is no longer shown."""
    by_label: dict[str, set[str]] = {"image": set(), "document": set()}
    for target in wanted:
        label, _, key = target.partition(":")
        if label in by_label:
            by_label[label].add(key)
    kept: set[str] = set()
    for label, model in (("image", get_image_model()), ("document", get_document_model())):
        if by_label[label]:
            kept.update(
                f"{label}:{pk}" for pk in model.objects.filter(pk__in=by_label[label]).values_list("pk", flat=True)
            )
    return kept


def own_addresses(data: Mapping[str, Any]) -> set[str]:
    """Return the addresses of our own that stand in a content, as targets."""
    found = set()
    for piece in json.dumps(data, ensure_ascii=False).replace("\\", "").split('"'):
        if piece.startswith(("http://", "https://", "/")) and len(piece) < 2000:
            key = own_address(piece)
            if key:
                found.add(key)
    return found


@contextmanager
def forbid_queries() -> Iterator[None]:
    """Raise where the database is asked inside."""

    def refuse(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
        raise QueryInDescribe(f"describe asked the database: {sql[:200]}")

    with connection.execute_wrapper(refuse):
        yield


def _describe_term(content: Content, term_kind: str) -> Described:
    description = content.text("description")
    return Described(
        shelf=Shelf.TERM,
        kind=term_kind,
        layout=TERM_LAYOUT if term_kind in TERM_FOLDERS and content.raw("has_page") else "",
        title=content.text("name"),
        summary=description,
        date="",
        original_lang=content.lang,
        provenance=Provenance.ORIGINAL,
        text=description,
        uses=_uses(None),
    )


def _describe_page(content: Content, model: Any) -> Described:
    extra: Description = model.describe(content)
    body = content.blocks(model.body_field) if getattr(model, "body_field", "") else ()
    return _assemble(content, Shelf.PAGE, model.record_kind, model.record_layout, extra, body, "", {}, None)


def _describe_item(content: Content, config: KindConfig) -> Described:
    extra = kind_answer.ask(config, content)
    content.media(
        "image", content.raw("cover"), role="cover", alt=content.text("cover_alt"), credit=content.text("cover_credit")
    )
    date = content.text("date")
    community = content.work_of("community", role="community")
    content.values("related")
    base = {
        "kind": (config.slug,),
        "topic": content.works_of("topics", role="topic"),
        "community": (community,) if community else (),
        "country": content.strings("countries"),
        "year": (date[:4],) if date else (),
    }
    return _assemble(content, Shelf.ITEM, config.slug, "", extra, content.blocks("body"), date, base, config)


def _assemble(
    content: Content,
    shelf: Shelf,
    kind: str,
    layout: str,
    extra: Description,
    body: tuple[dict[str, Any], ...],
    date: str,
    facets: Mapping[str, tuple[str, ...]],
    config: KindConfig | None,
) -> Described:
    original = content.text("original_language") or content.lang
    provenance = Provenance(content.text("translation_kind") or Provenance.HUMAN)
    if provenance != Provenance.AUTHENTIC and original == content.lang:
        # Of equally authentic versions none is the original, whichever was written first.
        provenance = Provenance.ORIGINAL
    return Described(
        shelf=shelf,
        kind=kind,
        layout=layout,
        title=content.text("title"),
        summary=content.text("summary"),
        date=date,
        original_lang=original,
        provenance=provenance,
        body=body,
        text=block_text(body),
        media=content.shown_media,
        references=content.references,
        facets={**extra.facets, **facets},
        part=part_json(extra.part),
        search=extra.search,
        rank=extra.rank,
        page_only=tuple(config.page_only if config else getattr(content.model, "page_only", ())),
        uses=_uses(config),
    )


def part_json(part: Any) -> dict[str, Any]:
    """Return a kind's part as plain JSON values."""
    return json.loads(json.dumps(asdict(part))) if is_dataclass(part) and not isinstance(part, type) else {}


def block_text(body: Iterable[Mapping[str, Any]]) -> str:
    """Return the words of typed blocks, a line for each: those that a reader is shown whatever becomes of others.

    The words of a link to a work of ours are mostly the other's title, and go from the page with it; the search would
    still find this item by them, and show them.
    """
    pieces: list[str] = []
    for block in body:
        value = block["value"]
        pieces.append(plain(value["html"]) if "html" in value else "")
        pieces.extend(str(value.get(name) or "") for name in ("text", "person", "role", "caption", "title"))
        pieces.extend(str(item.get("title") or "") for item in value.get("items", ()) if not item.get("work"))
    return unicodedata.normalize("NFC", "\n".join(piece for piece in pieces if piece))


def _uses(config: KindConfig | None) -> dict[str, str]:
    merged = {**DEFAULT_USES, **(config.default_uses if config else {})}
    return {use.value: answer for use, answer in merged.items()}
