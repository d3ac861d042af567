"""The SQL written by hand says what the conditions of the catalogue say."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from library.catalogue import prepared, selectors
from library.catalogue.models import RecordRow
from library.catalogue.record import Use
from library.catalogue.uses import permitting
from library.catalogue.visible import visible
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def rows(tree: Any) -> list[str]:
    """Four records: in force, begun later, ended, and not permitted on the web."""
    for slug in ("now", "later", "ended", "refused"):
        approved(draft(ResourceItemPage, title=slug, slug=slug))
    settle()
    now = timezone.now()
    changes: dict[str, dict[str, Any]] = {
        "now": {"visible_from": now - HOUR, "visible_until": now + HOUR},
        "later": {"visible_from": now + HOUR},
        "ended": {"visible_until": now - HOUR},
        "refused": {"permitted": " offline_copy "},
    }
    for title, change in changes.items():
        RecordRow.objects.filter(title=title).update(**change)
    return [str(work) for work in RecordRow.objects.values_list("work", flat=True)]


def test_versions_are_those_of_the_conditions(rows: list[str]) -> None:
    """In force now, and permitted for the use."""
    for use in (Use.WEB, Use.OFFLINE_COPY):
        by_hand = {version.id for version in prepared.version_rows(rows, use=use)}
        assert by_hand == set(visible().filter(permitting(use), work__in=rows).values_list("pk", flat=True))
    assert {"now", "later", "ended", "refused"} & {
        version.title for version in prepared.version_rows(rows, use=Use.WEB)
    } == {"now"}


def test_versions_and_pages_of_one_query_are_those_of_two(rows: list[str], django_assert_num_queries: Any) -> None:
    """A page of the site that an item names is in both; what nobody asked for is in neither."""
    home = selectors.pages("home")
    named = {rows[0], home[0].work}
    with django_assert_num_queries(1):
        versions, pages = selectors.around(named, "home", "library")
    assert home[0] in pages
    assert versions == selectors.versions(named)
    assert pages == selectors.pages("home", "library")


@pytest.mark.usefixtures("rows")
def test_records_by_their_ids_are_those_in_force() -> None:
    """Whatever is asked for; what they are permitted for is for the caller to look at."""
    every = list(RecordRow.objects.values_list("pk", flat=True))
    in_force = set(visible().values_list("pk", flat=True))
    assert set(selectors.records(every)) == set(selectors.records(every, whole=False)) == in_force
    assert len(every) - len(in_force) == 2
    assert selectors.records([]) == {}


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(("slug", "found"), [("now", True), ("later", False), ("ended", False), ("refused", False)])
def test_an_address_answers_what_is_in_force(slug: str, found: bool) -> None:
    """The door keeps time; the reader keeps it to the second. What may not be on the web has no page."""
    row = prepared.row_at(lang="en", path=f"library/{slug}/")
    assert (row is not None) is found
    there = visible().filter(permitting(Use.WEB), lang="en", path=f"library/{slug}/")
    assert (row is not None) is there.exists()


@pytest.mark.usefixtures("rows")
def test_the_state_moves_when_only_time_has_passed() -> None:
    """The last moment at which something came into force or went out of it is part of the state."""
    before = selectors.state()
    assert before.moment
    RecordRow.objects.filter(title="later").update(visible_from=timezone.now())
    assert selectors.state().moment != before.moment
    assert selectors.state().sequence == before.sequence


@pytest.mark.usefixtures("rows")
def test_a_record_read_by_hand_is_the_one_that_the_model_gives() -> None:
    """Times with their zone, JSON taken apart, on both databases."""
    by_model = selectors.record(RecordRow.objects.get(title="now").pk)
    assert by_model is not None
    assert by_model.visible_until is not None
    assert selectors.at_address(lang="en", path="library/now/") == by_model
    listed = selectors.matching(filters={"kind": ("resource",)}).records
    assert selectors.records([by_model.id], whole=False)[by_model.id] in listed
