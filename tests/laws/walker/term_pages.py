"""Pages of people, organisations and communities: who is public and has one stands there, with what names them."""

from library.models import Community, Organisation, Person
from tests.laws.oracle import FOLDERS, Public
from tests.laws.walker.lists import shown_versions
from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import INTERFACES, Visit, address, address_of

SURFACE = "page of a term"


def check(visit: Visit) -> None:
    """Look at every page of a term: whatever has changed among the items may have to come on it, or go."""
    communities = {str(one.pk): str(one.translation_key) for one in Community.objects.all()}
    for item in visit.world.public.values():
        if item.is_term and item.place is not None:
            _stands(visit, item, communities)
    for path in _drafts(visit):
        visit.get("draft address", path, status=404)


def _stands(visit: Visit, item: Public, communities: dict[str, str]) -> None:
    answer = visit.get(SURFACE, address_of(item))
    visit.must(answer, SURFACE, found_in(item.title) | found_in(item.content["description"]), item.id)
    if answer.headers.get("ETag"):
        visit.world.marks[answer.path] = answer.headers["ETag"]
    if item.kind != "community":
        return
    reader = item.lang if item.lang in INTERFACES else INTERFACES[0]
    for naming in shown_versions(visit.world.public.values(), reader):
        if communities.get(str(naming.content.get("community"))) == item.work:
            visit.must(answer, SURFACE, found_in(naming.title), naming.id)


def _drafts(visit: Visit) -> list[str]:
    """Return the addresses at which terms that never were public would stand."""
    found = []
    for model in (Community, Organisation, Person):
        for term in model.objects.filter(has_page=True).select_related("locale"):
            place = (term.locale.language_code, f"{FOLDERS[model.term_kind]}/{term.slug}/")
            if place not in visit.world.addresses:
                found.append(address(*place, "en"))
    return found
