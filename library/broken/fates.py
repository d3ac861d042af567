"""What has become of the things that texts point to: which of them no reader can open, and why. Asked by `finding`.

Targets are written as in `library.catalogue.targets`, and `address:en/library/x/` for an address of our own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import Resolver404, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from library.approval.status import Status, statuses_of
from library.catalogue import selectors
from library.catalogue.address import address_hash, is_interface, place_of, term_at
from library.catalogue.describe import existing_files
from library.catalogue.models import FormerAddress, RecordRow, TombstoneRow
from library.catalogue.record import Use
from library.catalogue.uses import permitting

ADDRESS = "address"
Place = tuple[str, str]
"""Language and path."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What a pointer leads to, as editors know it, and why readers get nothing there."""

    title: str
    why: str
    url: str = ""
    """Where editors open it."""


def fates(wanted: Iterable[str]) -> dict[str, Fate]:
    """Return what became of those of the targets that no reader can open; as many queries for many as for few."""
    groups: dict[str, set[str]] = {}
    for target in wanted:
        label, _colon, key = target.partition(":")
        groups.setdefault(label, set()).add(key)
    addresses = groups.pop(ADDRESS, set())
    files = {f"{label}:{key}" for label in ("image", "document") for key in groups.pop(label, set())}
    gone = files - existing_files(files)
    return {**{one: _deleted() for one in gone}, **_of_works(groups), **_of_addresses(addresses)}


def _of_works(groups: Mapping[str, set[str]]) -> dict[str, Fate]:
    things = {label: _rows(label, keys) for label, keys in groups.items()}
    works = {str(one.translation_key) for rows in things.values() for one in rows.values()}
    public = selectors.versions(works)
    found: dict[str, Fate] = {}
    for label, rows in things.items():
        hidden = [one for one in rows.values() if str(one.translation_key) not in public]
        statuses = statuses_of(hidden)
        found.update({f"{label}:{one.pk}": _hidden(one, statuses.get(one.pk)) for one in hidden})
        found.update({f"{label}:{key}": _deleted() for key in groups[label] - rows.keys()})
    return found


def _rows(label: str, keys: Iterable[str]) -> dict[str, Any]:
    model: Any = Page if label == "page" else apps.get_model(label)
    return {str(one.pk): one for one in model._default_manager.filter(pk__in=keys).select_related("locale")}


def _hidden(thing: Any, status: Status | None) -> Fate:
    title = thing.draft_title if isinstance(thing, Page) else str(thing)
    # Public and yet not to be opened: its people keep it from the web.
    reasons = (status.reasons if status else ()) or (_("it may not be shown on the web"),)
    return Fate(title, capfirst("; ".join(reasons)), _edited_at(thing))


def _edited_at(thing: Model) -> str:
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return AdminURLFinder().get_edit_url(thing) or ""


def _deleted() -> Fate:
    return Fate("", _("It was deleted"))


def _of_addresses(keys: Iterable[str]) -> dict[str, Fate]:
    wanted = {key: _places(key) for key in keys}
    places = {place for each in wanted.values() for place in each}
    standing = _standing(places) if places else set()
    dead = {key: each for key, each in wanted.items() if each and standing.isdisjoint(each)}
    stones = _stones(place for each in dead.values() for place in each) if dead else {}
    found = {}
    for key, each in dead.items():
        lang, path = each[0]
        fate = next((stones[place] for place in each if place in stones), None)
        found[f"{ADDRESS}:{key}"] = fate or Fate(f"/{lang}/{path}", _("Nothing stands at this address"))
    return found


def _places(key: str) -> tuple[Place, ...]:
    """Return where an address may lead, with and without its last stroke; nothing where another view answers it."""
    lang, _slash, path = key.partition("/")
    if not path:
        # The home page of a language, or its room.
        return ()
    try:
        if is_interface(lang) and resolve(f"/{lang}/{path}").url_name != "public":
            return ()
    except Resolver404:
        pass
    return ((lang, path),) if path.endswith("/") else ((lang, path), (lang, f"{path}/"))


def _standing(places: set[Place]) -> set[Place]:
    """Return the places at which something public stands, or from which a former address leads on."""
    paths = {path for _lang, path in places}
    slugs = {term[1] for term in map(term_at, paths) if term}
    rows = selectors.visible().filter(permitting(Use.WEB))
    standing = {
        (row.lang, place)
        for row in rows.filter(path__in=paths | slugs).defer("card", "content")
        if (place := place_of(row)) is not None
    }
    hashes = {address_hash(*place): place for place in places}
    former = dict(FormerAddress.objects.filter(address_hash__in=hashes).values_list("address_hash", "record_id"))
    there = {
        row.pk for row in rows.filter(pk__in=former.values()).defer("card", "content") if place_of(row) is not None
    }
    return standing | {hashes[digest] for digest, record in former.items() if record in there}


def _stones(places: Iterable[Place]) -> dict[Place, Fate]:
    """Return what once stood at places, where the page is still known to editors."""
    hashes = {address_hash(*place): place for place in places}
    stones = TombstoneRow.objects.filter(address_hash__in=hashes).order_by("sequence")
    gone = {(one.work, one.lang): hashes[one.address_hash] for one in stones}
    pages = Page.objects.filter(translation_key__in={work for work, _lang in gone}).select_related("locale")
    known = {(str(page.translation_key), page.locale.language_code): page for page in pages}
    hidden = [page for key, page in known.items() if key in gone]
    statuses = statuses_of(hidden)
    public = set(
        RecordRow.objects.filter(source__in=[f"page:{one.pk}" for one in hidden]).values_list("source", flat=True)
    )
    return {
        gone[key]: _hidden(page, statuses.get(page.pk))
        for key, page in known.items()
        if key in gone and f"page:{page.pk}" not in public
    }
