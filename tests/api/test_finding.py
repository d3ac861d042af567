"""What the API's search says besides its list, and the feed of a search that somebody follows."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings as site
from django.test import Client
from pydantic import TypeAdapter

from api.build import build_api, built_in, installed
from api.description import document
from api.shapes_by_kind import shapes_for
from library.catalogue.models import RecordRow
from search import services
from tests.api.shelf import NOON, put, take_back

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def index(settings: Any, tmp_path: Path) -> Callable[[], Any]:
    """Give each test an index of its own; call it to bring it up to date."""
    settings.VAR_DIR = tmp_path
    return services.catch_up


def recording(title: str, *cues: tuple[int, str]) -> Any:
    """Put a recording on the shelf with what was said in it."""
    there = put(title, kind="webinar")
    marks, text = [], ""
    for start, words in cues:
        marks.append([len(text), start])
        text += f"{words}\n"
    said = {"field": "transcript", "lang": "en", "text": text, "marks": marks}
    row = RecordRow.objects.get(pk=there.id)
    row.content = {**row.content, "search": [said]}
    row.save()
    return there


def answer(ask: Any, query: str) -> Any:
    """Return an answer that holds against its shape."""
    response = ask(f"search?{query}")
    TypeAdapter(shapes_for(installed()).search).validate_json(response.content)
    return response.json()


def test_a_moment_has_milliseconds_words_and_an_address(ask: Any, index: Any) -> None:
    there = recording("Evening", (0, "Good evening."), (761_300, "Of the <drought>"), (766_000, "stories told here."))
    index()
    (hit,) = answer(ask, "q=%22drought+stories%22")["items"]
    (moment,) = hit["moments"]
    assert moment["milliseconds"] == 761_300
    assert moment["html"] == "Of the &lt;<mark>drought&gt; stories</mark>"
    assert moment["url"] == f"{ask(f'records/{there.id}').json()['url']}?t=761&transcript=en#t761"
    assert hit["matched_in"] == ["transcript"]
    assert hit["why"] == ["in the transcript"]


def test_repairs_are_said_and_can_be_refused(ask: Any, index: Any) -> None:
    put("Drought in the valley")
    index()
    assert answer(ask, "q=drougth")["repaired"] == "drought"
    exact = answer(ask, "q=drougth&verbatim=true")
    assert (exact["repaired"], exact["total"]) == ("", 0)
    assert answer(ask, "q=drought")["repaired"] == ""


def test_works_in_other_languages_are_no_part_of_the_total(ask: Any, index: Any) -> None:
    put("Agua del valle", lang="es")
    put("Agua de lluvia")
    put("Agua cerrada", lang="es", uses={"api_feeds": "no"})
    index()
    found = answer(ask, "q=agua&lang=en")
    assert (found["total"], [hit["record"]["title"] for hit in found["elsewhere"]]) == (1, ["Agua del valle"])
    assert found["elsewhere"][0]["snippet"]["lang"] == "es"
    assert answer(ask, "q=agua&lang=en&page=2")["elsewhere"] == []
    spanish = answer(ask, "q=agua&lang=en&language=es")
    assert [hit["record"]["lang"] for hit in spanish["items"]] == ["es"]


def test_what_was_taken_back_is_in_no_block(ask: Any, index: Any, client: Client) -> None:
    spanish, said = put("Agua del valle", lang="es"), recording("Evening", (0, "Agua of the evening"))
    index()
    assert answer(ask, "q=agua")["elsewhere"]
    take_back(spanish)
    take_back(said)
    found = answer(ask, "q=agua")
    assert (found["total"], found["elsewhere"]) == (0, [])
    for path in ("/en/search/?q=agua", "/en/search/suggest/?q=agua", "/en/search/feed/?q=agua"):
        text = client.get(path).content.decode()
        assert "valle" not in text
        assert "evening" not in text.lower()


def test_why_is_said_in_the_language_of_the_reader(ask: Any, index: Any) -> None:
    topic = put("Water", kind="topic", slug="water")
    named = [{"role": "topic", "work": topic.work, "detail": ""}]
    put("Rain", references=named, facets={"topic": [topic.work]}, summary="", lang="en")
    index()
    (hit,) = answer(ask, "q=water")["items"]
    assert hit["why"] == ["it is about the topic “Water”"]
    assert hit["matched_in"] == ["topic"]


def test_every_field_of_a_search_is_described() -> None:
    """All but the kinds' own parts, which their kinds describe as a whole."""
    told = document(build_api(built_in()))
    shapes = told["components"]["schemas"]
    wanted = {"SearchResult", "SearchHit", "Snippet", "MomentShape", "FacetShape", "FacetValueShape", "WebinarItem"}
    wanted |= {"SuggestionShape", "SuggestionList", "Term", "File", "Size", "LanguageVersion", "ProblemShape"}
    for name in wanted:
        bare = [field for field, shape in shapes[name]["properties"].items() if "description" not in shape]
        assert (name, bare) == (name, [])
    for path in ("search", "suggest"):
        operation = next(here["get"] for address, here in told["paths"].items() if address.endswith(f"/{path}"))
        assert operation["description"]
        assert [one["name"] for one in operation["parameters"] if not one.get("description")] == []


def feed(client: Client, query: str = "", status: int = 200, **headers: str) -> Any:
    response = client.get(f"/en/search/feed/{query}", headers=headers)
    assert response.status_code == status, response.content[:300]
    return response


def entries(response: Any) -> list[Any]:
    return ET.fromstring(response.content).findall(f"{ATOM}entry")


def titles(response: Any) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in entries(response)]


def test_a_feed_has_what_the_search_finds_the_newest_first(client: Client, index: Any) -> None:
    put("Drum lessons", changed=NOON + dt.timedelta(days=3))
    put("Drum song", changed=NOON, facets={"country": ["CA"]})
    put("Drum for two", uses={"api_feeds": "no"})
    put("Tambour", lang="fr", summary="drum")
    index()
    response = feed(client, "?q=drum&utm_source=letter")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles(response) == ["Drum lessons", "Drum song"]
    assert titles(feed(client, "?q=drum&country=CA")) == ["Drum song"]
    tree = ET.fromstring(response.content)
    assert tree.findtext(f"{ATOM}updated") == (NOON + dt.timedelta(days=3)).isoformat()
    assert tree.findtext(f"{ATOM}title") == "Search: drum"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links["self"] == f"{site.BASE_URL.rstrip('/')}/en/search/feed/?q=drum" == tree.findtext(f"{ATOM}id")
    assert links["alternate"] == f"{site.BASE_URL.rstrip('/')}/en/search/?q=drum"


def test_an_entry_keeps_its_identity_when_it_changes_and_moves(client: Client, index: Any) -> None:
    there = put("Drum song")
    index()
    before = entries(feed(client, "?q=drum"))[0].findtext(f"{ATOM}id")
    put("Drum songs", work=there.work, slug="elsewhere", changed=NOON + dt.timedelta(days=1))
    index()
    (after,) = entries(feed(client, "?q=drum"))
    assert (after.findtext(f"{ATOM}id"), after.findtext(f"{ATOM}title")) == (before, "Drum songs")


def test_a_feed_that_has_not_changed_is_not_sent_again(client: Client, index: Any) -> None:
    there = put("Drum song")
    index()
    mark = feed(client, "?q=drum")["ETag"]
    assert feed(client, "?q=drum", 304, **{"If-None-Match": mark}).content == b""
    take_back(there)
    assert titles(feed(client, "?q=drum", **{"If-None-Match": mark})) == []


@pytest.mark.parametrize(
    "query",
    ["?kind=zzz", "?q=a&page=2", "?q=a&sort=title", "?kidn=profile", "?q=a&q=b", "?exactly=2", f"?q={'x' * 400}"],
)
def test_what_a_feed_does_not_know_is_refused_in_words(client: Client, index: Any, query: str) -> None:
    index()
    assert "text/html" in feed(client, query, 400)["Content-Type"]


def test_a_feed_of_a_language_that_is_not_ours_is_not_there(client: Client) -> None:
    assert client.get("/xx/search/feed/?q=a").status_code == 404


def test_a_feed_escapes_what_was_typed(client: Client, index: Any) -> None:
    put("Drum song")
    index()
    response = feed(client, "?q=%3Cdrum%3E%22%26")
    assert ET.fromstring(response.content).findtext(f"{ATOM}title") == 'Search: <drum>"&'


def test_queries_of_a_feed(client: Client, index: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        put(f"Drum {number}")
    index()
    with django_assert_max_num_queries(6):
        feed(client, "?q=drum")
