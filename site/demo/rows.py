"""Writes pages as publishing leaves them, many at a time, for the records that `demo.bulk` makes for measurements.

Straight into the tables: ten thousand reviews one by one would take an hour. Only the door turns them into records.
"""

import json
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.models import Page, Revision

from demo.studio import ORIGIN, Studio
from library.approval.digest import content_digest
from library.approval.files import freeze
from library.approval.models import Approval
from library.models import ResourcePage


class NewPage(NamedTuple):
    """A page that is in no table yet, with the topics it is to have."""

    page: Any
    topics: list[int]


def write_published(work: Studio, new: list[NewPage], frozen: dict[int, dict[str, Any]]) -> None:
    """Write new pages, their revisions and approvals as publishing leaves them.

    `frozen` keeps what approvals say of each cover from one call to the next.
    """
    now = timezone.now()
    pages = [one.page for one in new]
    for lang in {page.locale.language_code for page in pages}:
        _place(work, lang, [page for page in pages if page.locale.language_code == lang], now)
    rows = Page.objects.bulk_create(Page(**_columns(page, Page)) for page in pages)
    through = ResourcePage.topics.through
    links = []
    for (page, topics), row in zip(new, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = page.resourcepage_ptr_id = row.pk
        links += [through(resourcepage_id=row.pk, topic_id=topic) for topic in topics]
        # Raw: a row of this table alone, for the table above it has been written.
        ResourcePage(page_ptr_id=row.pk, **_columns(page, ResourcePage)).save_base(raw=True, force_insert=True)
        page.save_base(raw=True, force_insert=True)
    through.objects.bulk_create(links)
    revisions = _approve(work, pages, frozen, now)
    for row, revision in zip(rows, revisions, strict=True):
        row.live_revision = row.latest_revision = revision
    Page.objects.bulk_update(rows, ["live_revision", "latest_revision"])


def _place(work: Studio, lang: str, pages: list[Any], now: datetime) -> None:
    """Give new pages their places below the library of their language, after all that are there."""
    library = Page.objects.get(pk=work.libraries[lang].pk)
    last = library.get_children().order_by("path").last()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for page in pages:
        step += 1
        page.depth, page.path = library.depth + 1, Page._get_path(library.path, library.depth + 1, step)
        page.url_path = f"{library.url_path}{page.slug}/"
        page.content_type = ContentType.objects.get_for_model(type(page))
        page.live, page.has_unpublished_changes = True, False
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
    Page.objects.filter(pk=library.pk).update(numchild=library.numchild + len(pages))


def _approve(work: Studio, pages: list[Any], frozen: dict[int, dict[str, Any]], now: datetime) -> list[Revision]:
    base = ContentType.objects.get_for_model(Page)
    revisions = []
    for page in pages:
        # What is hashed is what the database will give back.
        content = json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
        revisions.append(
            Revision(
                content_type=page.content_type,
                base_content_type=base,
                object_id=str(page.pk),
                object_str=page.title,
                created_at=now,
                user=work.author,
                content=content,
            )
        )
    revisions = Revision.objects.bulk_create(revisions)
    Approval.objects.bulk_create(
        Approval(
            revision=revision,
            content_type=base,
            object_id=revision.object_id,
            digest=content_digest(revision.content),
            slug=page.slug,
            files=_files(page, revision.content, frozen),
            approver=work.reviewer,
            origin=ORIGIN,
            at=now,
        )
        for page, revision in zip(pages, revisions, strict=True)
    )
    return revisions


def _columns(page: Any, model: type[Page]) -> dict[str, Any]:
    """Return the values that stand in one table of a page, without its keys."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    return {field.attname: getattr(page, field.attname) for field in fields}


def _files(page: Any, content: dict[str, Any], frozen: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Return what the approval keeps of the cover, which is all that these pages show."""
    if not page.cover_id:
        return {}
    if page.cover_id not in frozen:
        frozen[page.cover_id] = freeze(type(page), content)
    return frozen[page.cover_id]
