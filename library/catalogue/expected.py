"""What ought to be public at this moment, worked out from the database alone; the door compares it with the catalogue.

One walk in path order, six or seven queries whatever the number of pages. It reads no text: an approval carries the
slug of its content, and a fingerprint of facts tells whether an item has to be described again.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site

from library.approval.models import Approval
from library.catalogue import describe, rivals
from library.catalogue.models import BuildFailure
from library.models.terms import term_models
from library.plugin import kind_of_model

PAGE_COLUMNS = (
    "pk", "path", "depth", "live", "live_revision_id", "translation_key", "locale_id", "alias_of_id", "go_live_at",
    "expire_at", "content_type_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """One item that ought to be public, and what it is to be made from."""

    source: str
    record_id: str
    work: str
    lang: str
    path: str
    model: type[Any]
    revision_id: int
    approval_id: int
    visible_from: dt.datetime | None
    visible_until: dt.datetime | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What a page hands down to those below it."""

    path: str
    visible_from: dt.datetime | None
    visible_until: dt.datetime | None
    is_tree: bool = False


@dataclass(slots=True)
class _Facts:
    """All that the walk looks up, read before it begins."""

    tags: dict[int, str]
    models: dict[int, type[Any] | None]
    versions: dict[int, str]
    roots: set[str]
    restricted: set[int]
    approvals: dict[int, tuple[int, str, str, dt.datetime]]
    """By revision: approval id, digest, slug, when the revision was saved."""
    broken: set[int]
    """Revisions that a deep pass found to differ from what was approved."""
    failed: set[tuple[str, str]]
    """Pairs of source and fingerprint that could not be described; they, and what is below them, are not public."""
    now: dt.datetime
    refused: dict[int, int] = field(default_factory=dict)
    """Pages whose address another page has, each with that one; they, and what is below them, are not public."""


def expected_pages(
    paths: Iterable[str] | None = None, *, below: bool = True, deep: bool = False
) -> dict[str, Expected]:
    """Return what ought to be public, by source: of all pages, of the pages at `paths`, or of all `below` them too."""
    wanted = None if paths is None else sorted(set(paths))
    rows = _rows(wanted, below=below)
    facts = _facts([row[4] for row in rows if row[4]] if wanted is not None else None, deep=deep)
    found = {item.source: item for item in _settled(rows, facts)}
    if wanted is None:
        return found
    prefixes = tuple(wanted)
    inside = {f"page:{row[0]}" for row in rows if (row[1].startswith(prefixes) if below else row[1] in wanted)}
    return {source: item for source, item in found.items() if source in inside}


def refused_pages(paths: Iterable[str]) -> dict[int, int]:
    """Return which of the pages at these places, or above them, another page keeps from their address; and which."""
    rows = _rows(sorted(set(paths)), below=False)
    facts = _facts([row[4] for row in rows if row[4]], deep=False)
    _settled(rows, facts)
    return facts.refused


def _rows(wanted: list[str] | None, *, below: bool) -> list[tuple[Any, ...]]:
    """Return the pages to walk: all, or those that are wanted, with what lies above them and who else may be there."""
    pages = Page.objects.order_by("path")
    if wanted is None:
        return list(pages.values_list(*PAGE_COLUMNS))
    rows = list(pages.filter(_scope(wanted, below=below)).values_list(*PAGE_COLUMNS))
    while others := rivals.rival_paths(rows):
        rows += pages.filter(path__in=others).values_list(*PAGE_COLUMNS)
    return sorted(rows, key=lambda row: row[1])


def _scope(paths: list[str], *, below: bool) -> Q:
    ancestors = {path[:end] for path in paths for end in range(Page.steplen, len(path), Page.steplen)}
    scope = Q(path__in={*paths, *ancestors})
    for path in paths if below else ():
        scope |= Q(path__startswith=path)
    return scope


def expected_terms(sources: Iterable[str] | None = None, *, deep: bool = False) -> dict[str, Expected]:
    """Return the terms that ought to be public, by source."""
    wanted: dict[str, set[str]] | None = None
    if sources is not None:
        wanted = {}
        for source in sources:
            label, _, pk = source.partition(":")
            wanted.setdefault(label, set()).add(pk)
    found = {}
    for model in term_models():
        label = model._meta.label_lower
        terms = model.objects.filter(live=True, live_revision__isnull=False)
        if wanted is not None:
            if label not in wanted:
                continue
            terms = terms.filter(pk__in=wanted[label])
        columns = ("pk", "live_revision_id", "translation_key", "locale_id", "go_live_at", "expire_at")
        rows = list(terms.values_list(*columns))
        facts = _facts([row[1] for row in rows], deep=deep)
        for row in rows:
            item = _term(model, row, facts)
            if item is not None:
                found[item.source] = item
    return found


def _settled(rows: list[tuple[Any, ...]], facts: _Facts) -> list[Expected]:
    """Walk until no two pages claim one address; a second time only where two did."""
    while True:
        found = list(_walk(rows, facts))
        losers = rivals.losers(found)
        if not losers:
            return found
        facts.refused.update(losers)


def _walk(rows: list[tuple[Any, ...]], facts: _Facts) -> Iterator[Expected]:
    places: dict[str, _Place] = {}
    for row in rows:
        pk, path, depth, live, revision, work, locale, alias, go_live, expire, content_type = row
        if depth == 1:
            if pk not in facts.restricted:
                places[path] = _Place("", None, None, is_tree=True)
            continue
        above = places.get(path[: -Page.steplen])
        approval = facts.approvals.get(revision)
        if above is None or not live or alias or approval is None or pk in facts.restricted or revision in facts.broken:
            continue
        if pk in facts.refused:
            continue
        if above.is_tree and str(work) not in facts.roots:
            continue
        start, end = _later(above.visible_from, go_live), _earlier(above.visible_until, expire)
        if (start and start > facts.now) or (end and end <= facts.now):
            continue
        address = "" if above.is_tree else f"{above.path}{approval[2]}/"
        model = facts.models.get(content_type)
        if model is None or locale not in facts.tags:
            continue
        source = f"page:{pk}"
        item = _expected(source, model, str(work), locale, address, revision, start, end, content_type, facts)
        if (source, item.fingerprint) in facts.failed:
            continue
        places[path] = _Place(address, start, end)
        yield item


def _term(model: type[Any], row: tuple[Any, ...], facts: _Facts) -> Expected | None:
    pk, revision, work, locale, go_live, expire = row
    approval = facts.approvals.get(revision)
    if approval is None or revision in facts.broken or locale not in facts.tags:
        return None
    if (go_live and go_live > facts.now) or (expire and expire <= facts.now):
        return None
    source = f"{model._meta.label_lower}:{pk}"
    item = _expected(source, model, str(work), locale, approval[2], revision, go_live, expire, 0, facts)
    return None if (source, item.fingerprint) in facts.failed else item


def _expected(
    source: str,
    model: type[Any],
    work: str,
    locale: int,
    path: str,
    revision: int,
    start: dt.datetime | None,
    end: dt.datetime | None,
    content_type: int,
    facts: _Facts,
) -> Expected:
    approval, digest, _slug, saved = facts.approvals[revision]
    tag = facts.tags[locale]
    seen = (
        source, work, tag, path, revision, saved, approval, digest, start, end, content_type,
        describe.VERSION, facts.versions.get(content_type, ""),
    )  # fmt: skip
    fingerprint = hashlib.blake2b(repr(seen).encode(), digest_size=16).hexdigest()
    return Expected(source, f"{work}.{tag}", work, tag, path, model, revision, approval, start, end, fingerprint)


def _facts(revisions: list[int] | None, *, deep: bool) -> _Facts:
    by_revision = _approvals(revisions)
    types = {ct.pk: ct.model_class() for ct in ContentType.objects.get_for_models(*_page_models()).values()}
    kinds = {pk: kind_of_model(model) for pk, model in types.items() if model is not None}
    return _Facts(
        tags=dict(Locale.objects.values_list("pk", "language_code")),
        models=types,
        versions={pk: f"{kind.slug} {kind.version}" for pk, kind in kinds.items() if kind is not None},
        roots={str(key) for key in Site.objects.values_list("root_page__translation_key", flat=True)},
        restricted=set(PageViewRestriction.objects.values_list("page_id", flat=True)),
        approvals=by_revision,
        broken=_broken(by_revision) if deep else set(),
        failed=set(BuildFailure.objects.values_list("source", "fingerprint")),
        now=timezone.now(),
    )


def _approvals(revisions: list[int] | None) -> dict[int, tuple[int, str, str, dt.datetime]]:
    """Return, by revision, what is known of the approvals in force: id, digest, slug, when the revision was saved."""
    approvals = Approval.objects.in_force()
    approvals = approvals.filter(revision_id__in=revisions) if revisions is not None else approvals
    columns = ("revision_id", "pk", "digest", "slug", "revision__created_at")
    return {row[0]: row[1:] for row in approvals.values_list(*columns)}


def _page_models() -> list[type[Any]]:
    from wagtail.models import get_page_models

    from library.models import PublicPage

    return [model for model in get_page_models() if issubclass(model, PublicPage)]


def _broken(approvals: dict[int, tuple[int, str, str, dt.datetime]]) -> set[int]:
    """Hash every approved revision again; what was changed in place is no longer what was approved."""
    from library.approval.digest import content_digest

    live = Revision.objects.filter(pk__in=list(approvals)).values_list("pk", "content")
    return {pk for pk, content in live.iterator() if content_digest(content) != approvals[pk][1]}


def changed_in_place(sources: Iterable[str]) -> set[str]:
    """Return which of these items have a live text that is not the one that was approved."""
    wanted: dict[str, set[str]] = {}
    for source in sources:
        label, _, pk = source.partition(":")
        wanted.setdefault(label, set()).add(pk)
    models = {"page": Page, **{model._meta.label_lower: model for model in term_models()}}
    revisions = {
        f"{label}:{pk}": revision
        for label, keys in wanted.items()
        if label in models
        for pk, revision in models[label].objects.filter(pk__in=keys).values_list("pk", "live_revision_id")
    }
    broken = _broken(_approvals([one for one in revisions.values() if one]))
    return {source for source, revision in revisions.items() if revision in broken}


def _later(one: dt.datetime | None, other: dt.datetime | None) -> dt.datetime | None:
    return max(one, other) if one and other else one or other


def _earlier(one: dt.datetime | None, other: dt.datetime | None) -> dt.datetime | None:
    return min(one, other) if one and other else one or other
