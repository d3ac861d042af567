"""The OpenAPI document: kept beside the code, true of real answers, and made from whatever kinds are installed."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from pydantic import TypeAdapter, ValidationError

from api.build import build_api, built_in, installed
from api.description import SNAPSHOT, document, document_bytes
from api.schemas import KindList, ProblemShape
from api.shapes_by_kind import shapes_for
from library.plugin import Facet
from tests.api.shelf import picture, put, take_back


def holds(shape: Any, content: bytes) -> bool:
    """Hold an answer against its shape; pydantic raises where they differ."""
    TypeAdapter(shape).validate_json(content, strict=False)
    return True


def test_the_document_beside_the_code_is_up_to_date() -> None:
    """Run `manage.py openapi` after a change of the API, and look at what it changed."""
    assert SNAPSHOT.read_bytes() == document_bytes(build_api(built_in()))


def test_the_command_compares(capsys: Any) -> None:
    call_command("openapi", "--check")
    assert "up to date" in capsys.readouterr().out


def test_every_parameter_that_is_documented_is_taken_and_no_other() -> None:
    paths = document(build_api(built_in()))["paths"]
    names = {parameter["name"] for parameter in paths["/api/v1/records"]["get"]["parameters"]}
    wanted = "lang kind topic country community original_lang year changed_since works sort cursor limit"
    assert set(wanted.split()) <= names
    search = {parameter["name"] for parameter in paths["/api/v1/search"]["get"]["parameters"]}
    assert {"q", "lang", "page", "per_page"} <= search
    assert names - search == {"works", "cursor", "limit"}


@pytest.mark.django_db
def test_real_answers_hold_against_their_shapes(ask: Any) -> None:
    shapes = shapes_for(installed())
    topic = put("Water", kind="topic", slug="water")
    named = [{"role": "topic", "work": topic.work, "detail": ""}]
    for kind in ("resource", "profile", "webinar", "page", "community", "person"):
        there = put(kind=kind, facets={"topic": [topic.work]}, references=named, media=[picture()])
        assert holds(shapes.detail, ask(f"records/{there.id}").content)
    home = put("Home", kind="page", layout="home", path="", part={"lead": "In their own words."})
    assert holds(shapes.detail, ask(f"records/{home.id}").content)
    body: list[dict[str, Any]] = [
        {"type": "heading", "value": {"text": "How", "level": 2, "anchor": "how"}},
        {"type": "text", "value": {"html": "<p>Dig.</p>"}},
        {"type": "image", "value": {"hash": "a" * 64, "alt": "A barrel", "caption": "", "credit": ""}},
        {"type": "quote", "value": {"text": "Rain.", "person": "", "role": "A member", "lang": "zap"}},
        {"type": "file", "value": {"hash": "b" * 64, "title": "Plan", "lang": "en"}},
        {"type": "recording", "value": {"hash": "", "url": "https://v.example/", "host": "v.example", "title": ""}},
        {"type": "links", "value": {"items": [{"title": "Out", "url": "https://o.example/", "work": ""}]}},
    ]
    whole = put("Whole", body=[{"id": "1", **block} for block in body])
    assert holds(shapes.detail, ask(f"records/{whole.id}").content)
    assert holds(shapes.record_list, ask("records?limit=3").content)
    assert holds(shapes.record_list, ask("records?kind=topic").content)
    assert holds(KindList, ask("kinds?lang=fr").content)
    assert holds(ProblemShape, ask("records?limit=0", status=400).content)
    take_back(whole)
    assert holds(shapes.changes, ask("changes").content)
    assert holds(ProblemShape, ask(f"records/{whole.id}", status=410).content)


@dataclass(frozen=True)
class SeasonPart:
    """What a season has."""

    moons: tuple[str, ...]
    weeks: int


def test_a_kind_from_outside_appears_without_a_change_here() -> None:
    """Its own part, its filter and its order stand in the document as soon as it is installed."""
    season: Any = SimpleNamespace(
        slug="season",
        part_type=SeasonPart,
        verbose_name="Seasons",
        label_one="Season",
        label_many="Seasons",
        facets=(Facet("moon", "Moon"),),
        sorts=(),
        page_only=(),
    )
    now = built_in()
    more = replace(now, kinds=(*now.kinds, season), facets={**now.facets, "moon": season.facets[0]})
    schema = document(build_api(more))
    assert schema["components"]["schemas"]["SeasonItemPart"]["properties"]["weeks"]["type"] == "integer"
    kinds = schema["components"]["schemas"]["RecordList"]["properties"]["items"]["items"]["discriminator"]["mapping"]
    assert kinds["season"] == "#/components/schemas/SeasonItem"
    names = {parameter["name"] for parameter in schema["paths"]["/api/v1/records"]["get"]["parameters"]}
    assert "moon" in names
    item = TypeAdapter(shapes_for(more).item)
    with pytest.raises(ValidationError, match="season"):
        item.validate_python({"kind": "season", "part": {"moons": "none"}})


@pytest.mark.django_db
def test_kinds_are_named_in_the_readers_language(ask: Any) -> None:
    kinds = {kind["slug"]: kind for kind in ask("kinds").json()["items"]}
    assert kinds["resource"]["part"] == "ResourceRecordPart"
    assert [facet["name"] for facet in kinds["resource"]["facets"]] == ["form", "theme"]


@pytest.mark.django_db
def test_the_documentation_page_asks_nobody_and_runs_nothing(ask: Any) -> None:
    response = ask("docs")
    page = response.content.decode()
    assert response["Content-Type"].startswith("text/html")
    assert "<script" not in page
    assert "style=" not in page
    assert "//" not in page.replace("http://www.w3.org", "")
    for name in ("listRecords", "getRecord", "listChanges", "RecordList", "unknown-parameter"):
        assert f'id="{name}"' in page
    assert page.count("<h1") == 1
