"""What answers cost: the number of queries is pinned, and does not grow with records or kinds."""

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from tests.api.shelf import picture, put

pytestmark = pytest.mark.django_db


def fill() -> list[str]:
    topic, village = put("Water", kind="topic", slug="water"), put("Village", kind="community", slug="village")
    named = [
        {"role": "topic", "work": topic.work, "detail": ""},
        {"role": "community", "work": village.work, "detail": ""},
    ]
    facets = {"topic": [topic.work], "community": [village.work]}
    kinds = ("resource", "profile", "webinar", "page") * 5
    made = [
        put(f"R {number}", kind=kind, facets=facets, references=named, media=[picture()])
        for number, kind in enumerate(kinds)
    ]
    for there in made:
        put("F", lang="fr", work=there.work, original_lang="en", kind=there.row.kind)
    return [there.id for there in made]


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("records?limit=20", 4),
        ("records?limit=20&works=true&lang=fr", 4),
        ("records?limit=20&topic=water&kind=resource&kind=profile&lang=en", 5),
        ("records?limit=2", 4),
        ("changes", 5),
        ("kinds", 1),
        ("docs", 1),
        ("openapi.json", 1),
    ],
)
def test_queries_of_a_list(ask: Any, django_assert_num_queries: Any, path: str, queries: int) -> None:
    fill()
    with django_assert_num_queries(queries):
        ask(path)


def test_queries_of_one_record(ask: Any, django_assert_num_queries: Any) -> None:
    there = fill()[0]
    with django_assert_num_queries(4):
        ask(f"records/{there}")


def test_an_answer_that_is_known_costs_one_query(ask: Any, django_assert_num_queries: Any) -> None:
    fill()
    mark = ask("records")["ETag"]
    with django_assert_num_queries(1):
        ask("records", status=304, headers={"If-None-Match": mark})


def test_no_list_reads_what_only_the_item_shows(ask: Any, django_assert_max_num_queries: Any) -> None:
    fill()
    with django_assert_max_num_queries(6) as context:
        ask("records")
    assert isinstance(context, CaptureQueriesContext)
    assert not any('"content"' in query["sql"] for query in context.captured_queries)
