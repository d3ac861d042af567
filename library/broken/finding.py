"""Finds, in what is public, the pointers that lead to nothing a reader can open. Called by the report of broken links.

An item names others by their keys and by addresses; what its kind makes of them is asked of the kind itself, with
the targets in the place of works and files, so that each is found in the role in which readers would be shown it.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy

from library.broken.fates import Fate, fates
from library.catalogue.content import Content
from library.catalogue.describe import describe, own_addresses
from library.catalogue.models import RecordRow
from library.catalogue.targets import targets
from library.plugin import Text, relations

logger = logging.getLogger("cejn.broken")

IN_TEXT: Text = _("Link in the text")
NAMED: Mapping[str, Text] = {
    "topic": _("Topic"),
    "community": _("Community"),
    "person": _("Person"),
    "organisation": _("Organisation"),
    "link": IN_TEXT,
}
SHOWN: Mapping[str, Text] = {"cover": _("Cover picture"), "body": _("Picture in the text"), "link": IN_TEXT}
FILE: Text = _("File")
POINTER: Text = _("Item or term named in a field")


@dataclass(frozen=True, slots=True)
class Broken:
    """One pointer of a public page that leads to nothing a reader can open."""

    page: int
    title: str
    lang: str
    kind: str
    """What the pointer is, in words."""
    fate: Fate


class _Itself(dict[str, Any]):
    """Gives for each target the target itself, so that what a kind makes of works shows which target it was."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return the key."""
        return key


class _FileItself(dict[str, Any]):
    """Gives for each file facts that carry its target as their hash."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return facts of a file that is named like its target."""
        return {"hash": key, "type": "application/octet-stream", "size": 0, "name": key}


def broken(user: User) -> list[Broken]:
    """Return every broken pointer on the public pages that a user may edit; as many queries for many as for few."""
    pages = _editable(user)
    rows = list(pages.values_list("pk", "draft_title", "locale__language_code", "live_revision_id", "content_type_id"))
    models = {key: kind.model_class() for key, kind in ContentType.objects.in_bulk({row[4] for row in rows}).items()}
    by_revision = {row[3]: row for row in rows}
    wanted = {
        revision: targets(model, content) | own_addresses(content)
        for revision, content in _contents(pages.values("live_revision_id"))
        if (model := models.get(by_revision[revision][4])) is not None
    }
    dead = fates(set().union(*wanted.values()))
    lost = [revision for revision, each in wanted.items() if not each.isdisjoint(dead)]
    found = {}
    for revision, content in _contents(lost) if lost else ():
        pk, title, lang, _revision, kind = by_revision[revision]
        pointers = _pointers(models[kind], content, lang, wanted[revision])
        found[pk] = [Broken(pk, title, lang, words, dead[one]) for words, one in pointers if one in dead]
    return [one for row in rows for one in found.get(row[0], ())]


def _editable(user: User) -> QuerySet[Page]:
    permitted = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    public = RecordRow.objects.filter(source=Concat(Value("page:"), Cast(OuterRef("pk"), CharField())))
    return Page.objects.filter(Exists(public), pk__in=permitted.values("pk")).order_by("draft_title", "pk")


def _contents(revisions: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    rows: Iterable[Any] = Revision.objects.filter(pk__in=revisions).values_list("pk", "content")
    return iter(rows)


def _pointers(model: Any, content: dict[str, Any], lang: str, wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Return pairs of words and target for all that a text points to, in the order in which it is read."""
    try:
        described = describe(Content(model, content, lang=lang, files=_FileItself(), works=_Itself()))
    except (
        Exception
    ):  # a kind may raise anything at targets that it never sees otherwise; the report names them plainly
        logger.exception("%s cannot be described for the report of broken links", model.__name__)
        return [(str(POINTER), target) for target in sorted(wanted)]
    named = [(_words_of(one.role, one.detail), one.work) for one in described.references]
    return named + [(str(SHOWN.get(one.role, FILE)), one.hash) for one in described.media]


def _words_of(role: str, detail: str) -> str:
    relation = relations().get(role)
    words = str(relation.label if relation else NAMED.get(role, POINTER))
    return f"{words} ({detail})" if detail else words
