"""Search, suggestions and feeds of searches: what was approved is found by them, and nothing else is even counted."""

from django.conf import settings

from tests.laws.oracle import Public
from tests.laws.walker.pages import shown_words
from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import INTERFACES, Visit, address_of

API = "/api/v1/"
MOST = 3


def is_there() -> bool:
    """Tell whether the search is installed."""
    return "search" in settings.INSTALLED_APPS


def check(visit: Visit) -> None:
    """Look for words that must not be found, for words that must, and hold the counts against the oracle."""
    if not is_there():
        return
    from search.services import catch_up

    secrets = _secrets(visit)
    for word in secrets:
        _must_not(visit, word)
    _counts(visit, is_late=True)
    # Up to here no worker has run; within a second of the change it does.
    catch_up()
    for word in secrets[:1] if not visit.everything else secrets:
        _must_not(visit, word)
    public = [item for item in visit.world.public.values() if item.is_item or item.is_page]
    changed = [item for item in public if item.id in visit.changed] or public[:1]
    for item in public if visit.everything else changed[:MOST]:
        _must(visit, item)
    _counts(visit, is_late=False)


def _secrets(visit: Visit) -> list[str]:
    """Return words that may not be found: those written last, and those of what has just gone."""
    gone = [word for key in visit.changed if key in visit.before for word in found_in(visit.before[key].words())]
    last = list(visit.world.written)[-6:]
    if visit.everything:
        last = list(visit.world.written)[-40:]
    closed = [word for word in (*gone[:4], *last) if word and word not in visit.open]
    return closed if visit.everything else closed[:MOST]


def _must_not(visit: Visit, word: str) -> None:
    """Ask for a hidden word everywhere; the visit itself reads every answer for words that nobody may read."""
    said = visit.world.written.get(word)
    # A word that looks mistyped is put right where that is not refused, and may then find what is open.
    visit.get("API search", f"{API}search?q={word}&lang=en")
    answer = visit.get("API search", f"{API}search?q={word}&lang=en&verbatim=true")
    if answer.status == 200:
        if answer.json["total"]:
            visit.note("API search", f"finds something by {word} ({said})")
        if answer.json["elsewhere"]:
            visit.note("API search", f"finds something in other languages by {word} ({said})")
    for surface, path in (
        ("API suggest", f"{API}suggest?q={word[:8]}&lang=en"),
        ("suggestions", _suggest("en", word[:8])),
    ):
        suggested = visit.get(surface, path)
        if suggested.status == 200 and word in suggested.words:
            visit.note(surface, f"suggests {word}")
    visit.get("search page", f"/en/search/?q={word}", status=None)
    followed = visit.get("feed of a search", _feed("en", word))
    if "<entry>" in followed.text:
        visit.note("feed of a search", f"has an entry for {word} ({said})")


def _suggest(lang: str, beginning: str) -> str:
    return f"/{lang}/search/suggest/?q={beginning}"


def _feed(lang: str, word: str) -> str:
    return f"/{lang}/search/feed/?q={word}&exactly=1"


def _must(visit: Visit, item: Public) -> None:
    words = sorted(shown_words(visit, item))
    for word in words[:2] if visit.everything else words[:1]:
        answer = visit.get("API search", f"{API}search?q={word}&lang={item.lang}")
        hits = answer.json["items"] if answer.status == 200 else []
        if item.work not in {hit["record"]["work"] for hit in hits}:
            visit.note("API search", f"{word} ({visit.world.written.get(word)}) does not find {item.id}")
        _elsewhere(visit, item, word)
    for word in words:
        if visit.world.written[word].startswith("cue by"):
            _moment(visit, item, word)
    for word in found_in(item.title):
        if item.lang in INTERFACES and item.is_item:
            answer = visit.get("search page", f"/{item.lang}/search/?q={word}")
            if f'href="{address_of(item)}"' not in answer.text:
                visit.note("search page", f"{answer.path} does not lead to {item.id}")
            visit.must(visit.get("feed of a search", _feed(item.lang, word)), "feed of a search", {word}, item.id)
            visit.must(visit.get("suggestions", _suggest(item.lang, word[:9])), "suggestions", {word}, item.id)
        answer = visit.get("API suggest", f"{API}suggest?q={word[:9]}&lang={item.lang}")
        visit.must(answer, "API suggest", {word}, item.id)


def _elsewhere(visit: Visit, item: Public, word: str) -> None:
    """A reader of another language finds the work apart from the list, or in it where it can be read."""
    languages = {one.lang for one in visit.world.public.values() if one.work == item.work}
    for lang in INTERFACES:
        answer = visit.get("API search", f"{API}search?q={word}&lang={lang}")
        told = answer.json if answer.status == 200 else {"items": [], "elsewhere": []}
        listed, apart = ({hit["record"]["work"] for hit in told[name]} for name in ("items", "elsewhere"))
        if item.work not in (listed if lang in languages else apart):
            visit.note("API search", f"{answer.path} has {item.id} in the wrong block or in none")
        if listed & apart:
            visit.note("API search", f"{answer.path} has a work in both blocks")


def _moment(visit: Visit, item: Public, word: str) -> None:
    """A word that is said in a recording leads to the cue in which it is said."""
    answer = visit.get("API search", f"{API}search?q={word}&lang={item.lang}")
    hits = answer.json["items"] if answer.status == 200 else []
    moments = [one for hit in hits if hit["record"]["work"] == item.work for one in hit["moments"]]
    if not moments:
        visit.note("API search", f"{word} ({visit.world.written.get(word)}) has no moment in {item.id}")
    for moment in moments:
        path, _, anchor = moment["url"].removeprefix(settings.BASE_URL.rstrip("/")).partition("#")
        page = visit.get("page at a moment", path)
        _before, _found, cue = page.text.partition(f'<li id="{anchor}" class="matched">')
        if word not in cue.partition("</li>")[0]:
            visit.note("page at a moment", f"{moment['url']} does not lead to {word}")


def _counts(visit: Visit, *, is_late: bool) -> None:
    """Hold what a search without words finds and counts against the oracle; a late index knows less, never more."""
    answer = visit.get("API search", f"{API}search?q=&lang=en&per_page=100")
    if answer.status != 200:
        return
    told = answer.json
    found = {hit["record"]["work"] for hit in told["items"]}
    works = {item.work for item in visit.world.public.values() if not item.is_term}
    visit.equal("API search", "total without words", told["total"], len(found))
    if is_late:
        visit.equal("late API search", "works found without words", found & works, found)
        return
    visit.equal("API search", "works found without words", found, works)
    wanted = expected_counts(visit)
    for facet in told["facets"]:
        if facet["name"] in wanted:
            got = {value["value"]: value["count"] for value in facet["values"] if value["count"]}
            visit.equal("API search", f"counts of {facet['name']}", got, wanted[facet["name"]])


def expected_counts(visit: Visit, *, with_pages: bool = True) -> dict[str, dict[str, int]]:
    """Count the works that have each value of the facets which every item has."""
    works: dict[str, dict[str, set[str]]] = {"kind": {}, "country": {}, "year": {}, "topic": {}, "language": {}}
    names = _topics(visit)
    for item in visit.world.public.values():
        if item.is_term or (item.is_page and not with_pages):
            continue
        values = {
            "kind": [item.kind],
            "country": item.content.get("countries") or [],
            "year": [str(item.content["date"])[:4]] if item.content.get("date") else [],
            "topic": [names[pk] for pk in item.content.get("topics") or [] if pk in names],
            "language": [item.lang],
        }
        for name, found in values.items():
            for value in found:
                works[name].setdefault(value, set()).add(item.work)
    return {name: {value: len(found) for value, found in values.items()} for name, values in works.items()}


def _topics(visit: Visit) -> dict[int, str]:
    """Return the works of the topics that are public, by their key."""
    from library.models import Topic

    public = {item.work for item in visit.world.public.values() if item.is_term}
    keys = dict(Topic.objects.values_list("pk", "translation_key"))
    return {pk: str(work) for pk, work in keys.items() if str(work) in public}
