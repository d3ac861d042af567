"""Lists: the facet rule, one version a work, orders, and the walk of the API."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from library.catalogue import selectors
from library.catalogue.models import RecordRow
from library.catalogue.query import Query
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

pytestmark = pytest.mark.usefixtures("tree")
FACETS = ("kind", "country", "language", "year")


def put(slug: str, country: str, year: str, *, tag: str = "en", **fields: Any) -> Any:
    """Approve a resource."""
    return approved(
        draft(ResourceItemPage, tag=tag, title=slug.title(), slug=slug, countries=[country], date=year, **fields)
    )


@pytest.fixture
def shelf(tree: Any) -> list[Any]:
    """Four works, one of them in two languages."""
    pages = [
        put("alpha", "CA", "2020"),
        put("beta", "CA", "2021"),
        put("gamma", "MX", "2021"),
        put("delta", "US", "2022", tag="es"),
    ]
    put("alpha-fr", "CA", "2020", tag="fr", translation_key=pages[0].translation_key, original_language="en")
    settle()
    return pages


def counts(result: Any, name: str) -> dict[str, int]:
    """Return the counts of a facet."""
    return {value.value: value.count for value in result.facets[name]}


@pytest.mark.usefixtures("shelf")
def test_each_work_once_in_the_readers_language() -> None:
    """A French reader gets the French version where there is one, else the original."""
    result = selectors.browse(Query(lang="fr", sort="title"), facets=FACETS)
    assert [(hit.record.title, hit.record.lang) for hit in result.hits] == [
        ("Alpha-Fr", "fr"), ("Beta", "en"), ("Delta", "es"), ("Gamma", "en"),
    ]  # fmt: skip
    assert result.total == 4


def test_only_works_that_changed_since_a_moment(shelf: list[Any]) -> None:
    """One changed version is enough, whichever is shown; the counts are of the same works."""
    moment = timezone.now() + dt.timedelta(hours=1)
    assert selectors.browse(Query(changed_since=moment), facets=FACETS).total == 0
    RecordRow.objects.filter(work=str(shelf[0].translation_key), lang="fr").update(changed=moment)
    result = selectors.browse(Query(changed_since=moment, filters={"country": ("MX",)}), facets=FACETS)
    assert (result.total, counts(result, "country")) == (0, {"CA": 1, "MX": 0})
    result = selectors.browse(Query(changed_since=moment), facets=FACETS)
    assert [hit.record.lang for hit in result.hits] == ["en"]
    assert counts(result, "language") == {"en": 1, "fr": 1}


@pytest.mark.usefixtures("shelf")
def test_facets_leave_their_own_selection_out() -> None:
    """Choosing a country keeps the counts of the other countries, and narrows the years."""
    result = selectors.browse(Query(filters={"country": ("CA",)}), facets=FACETS)
    assert counts(result, "country") == {"CA": 2, "MX": 1, "US": 1}
    assert counts(result, "year") == {"2021": 1, "2020": 1}
    assert counts(result, "language") == {"en": 2, "fr": 1}
    assert result.total == 2


@pytest.mark.usefixtures("shelf")
def test_two_values_of_one_facet_are_joined_by_or_and_facets_by_and() -> None:
    """OR inside, AND between."""
    result = selectors.browse(Query(filters={"country": ("CA", "MX"), "year": ("2021",)}), facets=FACETS)
    assert {hit.record.title for hit in result.hits} == {"Beta", "Gamma"}
    assert counts(result, "country") == {"CA": 1, "MX": 1, "US": 0} or counts(result, "country") == {"CA": 1, "MX": 1}


@pytest.mark.usefixtures("shelf")
def test_a_chosen_value_without_matches_stays_visible() -> None:
    """What a reader ticked is shown even when it counts nothing, so that it can be unticked."""
    result = selectors.browse(Query(filters={"year": ("1999",)}), facets=FACETS)
    assert [(value.count, value.selected) for value in result.facets["year"] if value.value == "1999"] == [(0, True)]
    assert result.total == 0


@pytest.mark.usefixtures("shelf")
def test_the_walk_meets_every_record_once() -> None:
    """Leg by leg, in every order, no record is met twice or left out."""
    for sort in ("-date", "date", "title", "changed"):
        met: list[str] = []
        after = None
        while True:
            leg = selectors.matching(filters={}, sort=sort, after=after, limit=2)
            met += [record.id for record in leg.records]
            assert leg.total == 5
            if leg.after is None:
                break
            after = leg.after
        assert len(met) == len(set(met)) == 5


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("date", ["Alpha", "Beta", "Gamma", "Delta", "Never", "Nowhen"]),
        ("-date", ["Delta", "Beta", "Gamma", "Alpha", "Never", "Nowhen"]),
        ("number", ["Gamma", "Alpha", "Beta", "Delta", "Never", "Nowhen"]),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_what_has_no_date_or_number_comes_last_from_either_end(sort: str, expected: list[str]) -> None:
    """The list, and the walk leg by leg, whose cursor crosses from the dated to the undated."""
    for slug in ("nowhen", "never"):
        put(slug, "CA", "")
    settle()
    for title, rank in (("Gamma", "001"), ("Alpha", "002")):
        RecordRow.objects.filter(title=title).update(rank=rank)
    listed = selectors.browse(Query(sort=sort), facets=())
    assert [hit.record.title for hit in listed.hits] == expected
    for limit in (1, 2, 5):
        met: list[str] = []
        leg = selectors.matching(filters={}, sort=sort, works_for="en", limit=limit)
        met += [record.title for record in leg.records]
        while leg.after is not None:
            leg = selectors.matching(filters={}, sort=sort, works_for="en", after=leg.after, limit=limit)
            met += [record.title for record in leg.records]
        assert met == expected


@pytest.mark.usefixtures("shelf")
def test_the_number_of_queries_is_fixed() -> None:
    """A list takes the same three queries whatever is chosen."""
    for filters in ({}, {"country": ("CA",), "year": ("2020", "2021"), "form": ("guide",)}):
        with CaptureQueriesContext(connection) as queries:
            selectors.browse(Query(filters=filters), facets=FACETS)
        assert len(queries) == 3
    with CaptureQueriesContext(connection) as queries:
        selectors.matching(filters={"country": ("CA",)}, works_for="en")
    assert len(queries) == 2


def test_what_does_not_permit_the_web_is_in_no_list(shelf: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A use that was refused takes the item out of lists and counts."""
    from library.catalogue.record import Use
    from library.kinds.resource.apps import ResourceKind

    monkeypatch.setattr(ResourceKind, "default_uses", {Use.WEB: "no", Use.API_FEEDS: "ask"})
    approved(Page.objects.get(pk=shelf[2].pk).specific)
    settle()
    result = selectors.browse(Query(), facets=FACETS)
    assert result.total == 3
    assert "MX" not in counts(result, "country")
    assert selectors.matching(filters={}).total == 4
