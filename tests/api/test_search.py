"""The API's search: the same index, results and facets as the page has, as JSON."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from api.build import installed
from api.schemas import SuggestionList
from api.shapes_by_kind import shapes_for
from search import services
from search.embedded.engine import EmbeddedEngine
from search.engine import IndexUnusable
from tests.api.shelf import NOON, put, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index(settings: Any, tmp_path: Path) -> Callable[[], Any]:
    """Give each test an index of its own; call it to bring it up to date."""
    settings.VAR_DIR = tmp_path
    return services.catch_up


def rows() -> dict[str, Any]:
    water = put("Water", kind="topic", slug="water")
    facets = {"topic": [water.work], "country": ["MX"], "form": ["guide"], "kind": ["resource"]}
    barrels = put("Rain barrels & <b>roofs</b>", summary="Harvesting rain", facets=facets, date="2024")
    put("Barils de pluie", lang="fr", work=barrels.work, original_lang="en", facets=facets)
    put("Harvesting village", kind="profile")
    drum = put("Drum song", kind="webinar", facets={"country": ["CA"], "spoken": ["es"], "kind": ["webinar"]})
    return {"water": water, "barrels": barrels, "drum": drum}


def test_what_is_found_holds_against_its_shape(ask: Any, index: Any) -> None:
    made = rows()
    index()
    response = ask("search?q=harvest&lang=en")
    answer = response.json()
    TypeAdapter(shapes_for(installed()).search).validate_json(response.content)
    assert answer["total"] == 2
    barrels = next(hit for hit in answer["items"] if hit["record"]["id"] == made["barrels"].id)
    assert "<mark>Harvesting</mark>" in barrels["snippet"]["html"]
    assert (answer["page"], answer["per_page"]) == (1, 20)


def test_an_answer_by_title_alone_is_not_kept_for_that_of_the_index(
    ask: Any, index: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One question that met a busy file must not decide what all the others are told until the next change."""
    put("Plain", summary="A word in the summary alone: harvesting")
    index()
    with monkeypatch.context() as patched:
        patched.setattr(EmbeddedEngine, "view", unusable)
        stood_in = ask("search?q=harvesting")
    assert (stood_in.json()["total"], stood_in.headers.get("ETag")) == (0, None)
    answer = ask("search?q=harvesting")
    assert answer.json()["total"] == 1
    assert answer["ETag"]


def unusable(_engine: EmbeddedEngine) -> Any:
    """Stand in for a file that cannot be read at the moment."""
    raise IndexUnusable("the file is busy")


def test_a_snippet_holds_no_markup_but_marks(ask: Any, index: Any) -> None:
    put("Plain", summary='A <script>alert("x")</script> about harvesting & rain')
    index()
    html = ask("search?q=harvesting").json()["items"][0]["snippet"]["html"]
    assert "<mark>harvesting</mark>" in html
    assert "<script" not in html
    assert "&amp; rain" in html


def test_facets_have_labels_counts_and_what_is_chosen(ask: Any, index: Any) -> None:
    made = rows()
    index()
    facets = {facet["name"]: facet for facet in ask("search?lang=fr&country=MX").json()["facets"]}
    countries = {value["value"]: value for value in facets["country"]["values"]}
    assert (countries["MX"]["count"], countries["MX"]["selected"]) == (1, True)
    assert (countries["CA"]["count"], countries["CA"]["selected"]) == (1, False)
    assert countries["MX"]["label"]
    topic = facets["topic"]["values"][0]
    assert (topic["value"], topic["label"]) == (made["water"].work, "Water")


def test_without_words_everything_is_found_and_narrowed(ask: Any, index: Any) -> None:
    rows()
    index()
    assert ask("search").json()["total"] == 3
    assert ask("search?kind=webinar").json()["total"] == 1
    assert ask("search?topic=water&lang=fr").json()["items"][0]["record"]["lang"] == "fr"
    assert ask("search?language=fr").json()["total"] == 1
    assert ask("search?spoken=es").json()["total"] == 1
    assert ask("search?per_page=1&page=3&sort=title").json()["items"][0]["record"]["title"].startswith("Rain")
    assert ask("search?page=400").json()["items"] == []


def test_only_what_changed_since_a_moment_is_found_and_counted(ask: Any, index: Any) -> None:
    rows()
    put("Late drum", changed=NOON + dt.timedelta(days=2, microseconds=1), facets={"country": ["CA"]})
    index()
    assert ask("search?changed_since=2026-03-01T12:00:00Z").json()["total"] == 4
    answer = ask("search?q=drum&changed_since=2026-03-03T12:00:00.000001Z").json()
    assert [hit["record"]["title"] for hit in answer["items"]] == ["Late drum"]
    countries = next(facet["values"] for facet in answer["facets"] if facet["name"] == "country")
    assert (answer["total"], [value["count"] for value in countries]) == (1, [1])
    assert ask("search?changed_since=2026-03-03T12:00:00.000002Z").json()["total"] == 0


def test_taken_back_is_gone_at_once_though_no_worker_ran(ask: Any, index: Any) -> None:
    made = rows()
    index()
    take_back(made["drum"])
    response = ask("search?q=drum")
    assert response.json()["total"] == 0
    assert "Drum" not in response.content.decode()
    assert "Drum" not in ask("suggest?q=dru").content.decode()


def test_the_mark_follows_the_index_too(ask: Any, index: Any) -> None:
    put("What the index knows")
    index()
    rows()
    mark = ask("search?q=drum")["ETag"]
    index()
    answer = ask("search?q=drum", headers={"If-None-Match": mark})
    assert answer.json()["total"] == 1
    assert ask("search?q=drum", status=304, headers={"If-None-Match": answer["ETag"]}).content == b""


def test_what_may_not_be_given_out_is_neither_shown_nor_counted(ask: Any, index: Any) -> None:
    put("Drum one", facets={"country": ["CA"]})
    put("Drum two", facets={"country": ["CA"]}, uses={"api_feeds": "no"})
    index()
    response = ask("search?q=drum")
    assert response.json()["total"] == 1
    facets = {facet["name"]: facet["values"] for facet in response.json()["facets"]}
    assert [value["count"] for value in facets["country"]] == [1]
    assert "two" not in response.content.decode()
    assert "two" not in ask("suggest?q=drum").content.decode()


def test_suggestions_hold_against_their_shape(ask: Any, index: Any) -> None:
    rows()
    index()
    response = ask("suggest?q=rai&lang=en")
    TypeAdapter(SuggestionList).validate_json(response.content)
    assert [one["text"] for one in response.json()["items"]] == ["Rain barrels & <b>roofs</b>"]


@pytest.mark.parametrize(
    "words", ['"', "*", "AND NOT (", "'; drop table", "-", "%25", "a" * 300, "NEAR(", "🙂", "\u0301", ": ^ ~", "ᐃᓄᒃᑎᑐᑦ"]
)
def test_hostile_words_are_answered(ask: Any, index: Any, words: str) -> None:
    rows()
    index()
    from urllib.parse import quote

    assert "total" in ask(f"search?q={quote(words)}").json()
    assert "items" in ask(f"suggest?q={quote(words)}").json()


def test_queries_of_a_search(ask: Any, index: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        put(f"Drum {number}", facets={"country": ["CA"], "kind": ["resource"]})
    index()
    with django_assert_max_num_queries(6):
        ask("search?q=drum")


def test_a_suggestion_leads_to_the_page_of_what_has_the_name(ask: Any, index: Any) -> None:
    put("Drum maker", kind="person", slug="maker", layout="page")
    put("Drum keeper", kind="person", slug="keeper")
    item = put("Drum lessons", slug="lessons")
    index()
    urls = {one["text"]: one["url"] for one in ask("suggest?q=drum&lang=en").json()["items"]}
    assert urls["Drum maker"].endswith("/en/people/maker/")
    assert urls["Drum keeper"] is None
    assert urls["Drum lessons"] == ask(f"records/{item.id}").json()["url"]
