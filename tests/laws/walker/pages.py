"""HTML by address: what is public stands there, what moved leads on, what is gone says so and no more."""

from tests.laws.oracle import Public
from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import INTERFACES, Visit, address, address_of

SHOWN = (
    "title",
    "summary",
    "body",
    "quote",
    "heading",
    "challenge",
    "solution",
    "author",
    "town",
    "chapter",
    "cue",
    "role",
)
"""What the page of an item must say; other words may be there."""


def check(visit: Visit) -> None:
    """Look at the pages of what has changed, or at all."""
    world = visit.world
    standing = [item for key, item in world.public.items() if visit.everything or key in visit.changed]
    for item in standing:
        if not item.is_term:
            _stands(visit, item)
    present = {(item.lang, item.place): item.id for item in world.public.values() if item.place is not None}
    for place, key in world.addresses.items():
        if place not in present and (visit.everything or key in visit.changed):
            _no_longer(visit, place, key)
    for path in _drafts(visit):
        visit.get("draft address", path, status=404)


def shown_words(visit: Visit, item: Public) -> set[str]:
    """Return the words that must be said of an item wherever it is shown whole."""
    kinds = visit.world.written
    return {
        word for word in found_in(item.words()) if any(kinds.get(word, "").startswith(f"{name} by") for name in SHOWN)
    }


def _stands(visit: Visit, item: Public) -> None:
    answer = visit.get("page", address_of(item))
    if not item.path and item.lang not in INTERFACES:
        # The room of a language is headed by the language's own name.
        return
    layout = not item.path or (item.path.count("/") == 1 and "library" in item.path)
    wanted = found_in(item.title) if layout else shown_words(visit, item)
    visit.must(answer, "page", wanted, item.id)
    if answer.headers.get("ETag"):
        visit.world.marks[answer.path] = answer.headers["ETag"]
    if visit.everything:
        for reader in INTERFACES:
            visit.get("page in another interface", address_of(item, reader))


def _no_longer(visit: Visit, place: tuple[str, str], key: str) -> None:
    """Ask for an address at which something once was."""
    lang, path = place
    asked = address(lang, path, lang if lang in INTERFACES else INTERFACES[0])
    mark = visit.world.marks.get(asked)
    answer = visit.get("former address", asked, status=None, **({"If-None-Match": mark} if mark else {}))
    item = visit.world.public.get(key)
    if item is not None and answer.status == 301:
        visit.equal("former address", f"{asked} leads", answer.headers.get("Location"), address_of(item))
    elif key in visit.world.late and answer.status == 404:
        # Its time is over and no worker has been by to put up the stone.
        return
    elif answer.status != 410 and not (lang not in INTERFACES and not path):
        visit.note("former address", f"{asked} answers {answer.status}, not 410" + (" or 301" if item else ""))


def _drafts(visit: Visit) -> list[str]:
    """Return the addresses at which drafts and hidden pages would stand if they were public."""
    from wagtail.models import Page

    known = set(visit.world.addresses)
    found = []
    for page in Page.objects.filter(depth__gte=3).select_related("locale"):
        if not visit.everything and f"page:{page.pk}" not in visit.world.touched:
            continue
        path = "/".join(page.url_path.split("/")[2:])
        if (page.locale.language_code, path) not in known:
            found.append(address(page.locale.language_code, path, "en"))
    return found
