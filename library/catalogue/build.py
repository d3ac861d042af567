"""From what ought to be public to the rows of the catalogue: a batch is read, described and written at once.

Called by the door, inside a turn; the number of queries does not grow with the number of items.
"""

import datetime as dt
import json
import logging
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Min
from django.utils import timezone
from wagtail.models import Revision

from library.approval.digest import content_digest
from library.approval.models import Approval
from library.catalogue import beside, places
from library.catalogue.content import Content
from library.catalogue.describe import Described, describe, existing_files, own_addresses, resolve
from library.catalogue.expected import Expected
from library.catalogue.kind_answer import SlowDescribe
from library.catalogue.models import (
    BuildFailure,
    RecordFacet,
    RecordRow,
    TombstoneRow,
)
from library.catalogue.targets import is_file, targets
from library.catalogue.turn import Numbers
from library.catalogue.uses import ended, permitted

logger = logging.getLogger("cejn.catalogue")

SLOW_ENOUGH = 2
"""So many slow items of a kind are borne in one turn: takedowns of others wait while a kind takes its time."""
CARD_FIELDS = ("summary", "date", "media", "references", "facets", "part")
CONTENT_FIELDS = ("body", "text", "search")
LONGEST_RANK = RecordRow._meta.get_field("rank").max_length or 0


@dataclass(frozen=True, slots=True)
class Built:
    """One item described, with what it shows from outside."""

    expected: Expected
    described: Described
    inputs: frozenset[str]
    row: RecordRow
    """What is written; it lacks only its number."""


class NotAsApproved(RuntimeError):
    """The revision differs from what was approved."""


def build(items: Sequence[Expected]) -> tuple[list[Built], dict[str, str]]:
    """Describe a batch; return what was built and, by source, why the rest could not be."""
    revisions = dict(Revision.objects.filter(pk__in=[item.revision_id for item in items]).values_list("pk", "content"))
    approvals = Approval.objects.in_bulk([item.approval_id for item in items])
    firsts = _first_approved(approvals.values())
    failed: dict[str, str] = {}
    wanted, addresses = _pointed_to(items, revisions, failed)
    works = resolve(set().union(*wanted.values(), *addresses.values()))
    files = existing_files(set().union(*wanted.values()))
    built = []
    slow: Counter[type[Any]] = Counter()
    for item in items:
        if slow[item.model] >= SLOW_ENOUGH:
            failed[item.source] = f"not tried: {SLOW_ENOUGH} items of {item.model.__name__} were too slow before it"
        if item.source in failed:
            continue
        with _alone(item, failed, slow):
            approval, data = _as_approved(approvals.get(item.approval_id), revisions.get(item.revision_id))
            kept = {key: facts for key, facts in approval.files.items() if key in files}
            described = describe(Content(item.model, data, lang=item.lang, files=kept, works=works))
            first = firsts.get((approval.content_type_id, approval.object_id), approval.at)
            shown = frozenset(one for one in wanted[item.source] if one in files or not is_file(one))
            built.append(Built(item, described, shown, _row(item, described, published=first, changed=approval.at)))
    return built, failed


def _pointed_to(
    items: Sequence[Expected], revisions: Mapping[int, Any], failed: dict[str, str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return, by source, the targets that each text names and the addresses of our own that stand in it."""
    wanted: dict[str, set[str]] = {}
    addresses: dict[str, set[str]] = {}
    for item in items:
        with _alone(item, failed):
            data = revisions.get(item.revision_id, {})
            wanted[item.source], addresses[item.source] = targets(item.model, data), own_addresses(data)
    return wanted, addresses


@contextmanager
def _alone(item: Expected, failed: dict[str, str], slow: Counter[type[Any]] | None = None) -> Iterator[None]:
    """Let nothing that one text or its kind raises reach the rest of the batch: that would stop the door for all."""
    try:
        yield
    except (Exception, SystemExit) as error:  # a kind may raise anything; its item stays out, the site stays up
        if slow is not None and isinstance(error, SlowDescribe):
            slow[item.model] += 1
        logger.exception("%s cannot be described and is kept out of the public side", item.source)
        failed[item.source] = f"{type(error).__name__}: {error}"


def _as_approved(approval: Approval | None, data: Any) -> tuple[Approval, dict[str, Any]]:
    if approval is None or data is None or content_digest(data) != approval.digest:
        raise NotAsApproved("the revision is not what was approved")
    return approval, data


def write(built: Iterable[Built], numbers: Numbers) -> dict[str, str]:
    """Write a batch as records with the next numbers; return, by source, what another record stands in the way of."""
    items = list(built)
    before = {row.source: row for row in RecordRow.objects.filter(source__in=[item.expected.source for item in items])}
    taken = _taken([item.expected for item in items])
    refused: dict[str, str] = {}
    rows: list[RecordRow] = []
    for item in items:
        owner = taken.get((item.expected.lang, item.expected.path), item.expected.source)
        if owner != item.expected.source and item.described.shelf != "term":
            refused[item.expected.source] = f"its address belongs to {owner}"
            continue
        taken[item.expected.lang, item.expected.path] = item.expected.source
        item.row.sequence = numbers.next()
        rows.append(item.row)
        old = before.get(item.expected.source)
        if old is not None:
            item.row.ended = ended(
                permitted_before=old.permitted, ended_before=old.ended, permitted_now=item.row.permitted
            )
    places.settle(rows, before)
    places.note_moves(rows, before, numbers)
    _store(rows, [item for item in items if item.expected.source not in refused])
    return refused


def note_failures(failed: Mapping[str, str], items: Iterable[Expected]) -> None:
    """Write down what could not be built, so that it alarms and is not tried again until something changes."""
    now = timezone.now()
    by_source = {item.source: item for item in items}
    BuildFailure.objects.filter(source__in=[source for source in by_source if source not in failed]).delete()
    BuildFailure.objects.bulk_create(
        [
            BuildFailure(source=source, fingerprint=by_source[source].fingerprint, reason=reason, at=now)
            for source, reason in failed.items()
        ],
        update_conflicts=True,
        update_fields=["fingerprint", "reason", "at"],
        unique_fields=["source"],
    )


def _store(rows: list[RecordRow], items: list[Built]) -> None:
    ids = [row.pk for row in rows]
    # An id or a source may have changed hands (a page re-created, a locale corrected): the old row goes first.
    RecordRow.objects.filter(source__in=[row.source for row in rows]).exclude(pk__in=ids).delete()
    columns = [field.name for field in RecordRow._meta.fields if not field.primary_key]
    RecordRow.objects.bulk_create(rows, update_conflicts=True, update_fields=columns, unique_fields=["id"])
    beside.write({item.expected.record_id: beside.rows_of(item.described, item.inputs) for item in items})
    TombstoneRow.objects.filter(record_id__in=ids, superseded=False).update(superseded=True)


def _row(expected: Expected, described: Described, *, published: dt.datetime, changed: dt.datetime) -> RecordRow:
    """Return the row that a described item becomes, still without a number."""
    _refuse_odd_values(described)
    facts = asdict(described)
    card = _plain({name: facts[name] for name in CARD_FIELDS})
    heavy = {name: card["part"].pop(name) for name in described.page_only if name in card["part"]}
    return RecordRow(
        id=expected.record_id,
        source=expected.source,
        work=expected.work,
        lang=expected.lang,
        shelf=described.shelf.value,
        kind=described.kind,
        layout=described.layout,
        path=expected.path,
        title=described.title,
        sort_title=sort_key(described.title),
        sort_date=described.date,
        rank=described.rank,
        original_lang=described.original_lang,
        is_original=described.original_lang == expected.lang,
        provenance=described.provenance.value,
        published=published,
        changed=changed,
        visible_from=expected.visible_from,
        visible_until=expected.visible_until,
        fingerprint=expected.fingerprint,
        uses=dict(described.uses),
        permitted=permitted(described.uses),
        card=card,
        content={**_plain({name: facts[name] for name in CONTENT_FIELDS}), "part": heavy},
    )


def _refuse_odd_values(described: Described) -> None:
    """Refuse what a kind says that no column takes, before it stops the turn that writes it."""
    if not isinstance(described.rank, str) or len(described.rank) > LONGEST_RANK:
        raise ValueError(f"the rank is no text of up to {LONGEST_RANK} characters")
    longest = RecordFacet._meta.get_field("value").max_length or 0
    for name, values in described.facets.items():
        for value in values:
            if not isinstance(value, str) or len(value) > longest:
                raise ValueError(f"the facet “{name}” has a value that is no text of up to {longest} characters")


def sort_key(title: str) -> str:
    """Return a title as it is sorted: accents and case set aside, so that both databases agree."""
    decomposed = unicodedata.normalize("NFKD", title.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))[:500]


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _taken(items: list[Expected]) -> dict[tuple[str, str], str]:
    """Return who holds the addresses that a batch wants; those of the batch itself may change hands within it."""
    rows = RecordRow.objects.filter(path__in={item.path for item in items}).exclude(shelf="term")
    rows = rows.exclude(source__in=[item.source for item in items])
    return {(lang, path): source for lang, path, source in rows.values_list("lang", "path", "source")}


def _first_approved(approvals: Iterable[Approval]) -> dict[tuple[int, str], dt.datetime]:
    objects = {(approval.content_type_id, approval.object_id) for approval in approvals}
    rows = (
        Approval.objects.filter(object_id__in={pk for _type, pk in objects})
        .order_by()
        .values_list("content_type_id", "object_id")
        .annotate(first=Min("at"))
    )
    return {(content_type, pk): first for content_type, pk, first in rows}
