"""Rows of synonyms in the database: what is in force, who approves, how a change reaches every process."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test.utils import CaptureQueriesContext

from library.approval.roles import ADMINISTRATORS, EDITORS
from library.testing import person
from search import selectors_site, services_site, terms
from search.models import SearchSite, SynonymRow
from search.seeds import seeds

pytestmark = pytest.mark.django_db
WATER = [["en", "water"], ["fr", "eau"]]


@pytest.fixture(autouse=True)
def no_rows(db: Any) -> None:
    SynonymRow.objects.all().delete()


@pytest.fixture
def people(tree: Any) -> dict[str, Any]:
    return {
        "admin": person("an-administrator", groups=[ADMINISTRATORS]),
        "english": person("english", groups=["Reviewers en"]),
        "both": person("both", groups=["Reviewers en", "Reviewers fr"]),
        "french": person("french", groups=["Reviewers en", "Reviewers fr"]),
        "editor": person("an-editor", groups=[EDITORS]),
    }


def written(user: Any, row_terms: list[list[str]] = WATER, row: SynonymRow | None = None, **fields: Any) -> SynonymRow:
    row = row or SynonymRow()
    row.terms = row_terms
    for name, value in fields.items():
        setattr(row, name, value)
    services_site.save_row(row=row, user=user)
    return SynonymRow.objects.get(pk=row.pk)


def found() -> set[str]:
    """Return all texts that the search has."""
    return {term.text for row in selectors_site.synonyms().rows for term in row.terms}


def test_what_an_administrator_writes_is_in_force_at_once(people: dict[str, Any]) -> None:
    row = written(people["admin"])
    assert (row.is_waiting, row.approved_by) == (False, people["admin"])
    assert row.approved_at is not None
    assert found() == {"water", "eau"}


def test_what_a_reviewer_writes_waits_for_a_second_person(people: dict[str, Any]) -> None:
    row = written(people["both"])
    assert row.is_waiting
    assert found() == set()
    with pytest.raises(ValidationError, match="Someone else has to approve it"):
        services_site.approve_row(pk=row.pk, user=people["both"], digest=row.digest)
    approved = services_site.approve_row(pk=row.pk, user=people["french"], digest=row.digest)
    assert (approved.is_waiting, approved.approved_by) == (False, people["french"])
    assert found() == {"water", "eau"}


def test_an_approval_needs_the_languages_that_change(people: dict[str, Any]) -> None:
    row = written(people["both"])
    with pytest.raises(ValidationError, match="do not review: Français"):
        services_site.approve_row(pk=row.pk, user=people["english"], digest=row.digest)
    services_site.approve_row(pk=row.pk, user=people["admin"], digest=row.digest)
    # Now only English changes, so a reviewer of English is enough.
    row = written(people["both"], [["en", "water"], ["en", "waters of life"], ["fr", "eau"]], row)
    services_site.approve_row(pk=row.pk, user=people["english"], digest=row.digest)
    assert found() == {"water", "waters of life", "eau"}
    with pytest.raises(ValidationError, match="do not review: English"):
        services_site.approve_row(pk=written(people["both"], row=row).pk, user=people["editor"], digest=row.digest)


def test_what_is_in_force_stays_while_a_change_waits(people: dict[str, Any]) -> None:
    row = written(people["admin"])
    row = written(people["both"], [["en", "water"], ["fr", "onde"]], row)
    assert row.is_waiting
    assert row.is_live
    assert found() == {"water", "eau"}
    # Written back as it was, nothing waits any more, and nobody is in the way of the next approval.
    row = written(people["both"], WATER, row)
    assert not row.is_waiting
    assert not row.writers.exists()


def test_everyone_who_wrote_since_the_approval_is_a_writer(people: dict[str, Any]) -> None:
    row = written(people["both"])
    row = written(people["french"], [["en", "water"], ["fr", "onde"]], row)
    for name in ("both", "french"):
        with pytest.raises(ValidationError, match="Someone else"):
            services_site.approve_row(pk=row.pk, user=people[name], digest=row.digest)


def test_only_what_was_shown_is_approved(people: dict[str, Any]) -> None:
    row = written(people["both"])
    shown = row.digest
    written(people["both"], [["en", "water"], ["fr", "poison"]], row)
    with pytest.raises(ValidationError, match="changed this row since you opened it"):
        services_site.approve_row(pk=row.pk, user=people["french"], digest=shown)
    assert found() == set()


def test_a_row_that_does_not_wait_is_not_approved_again(people: dict[str, Any]) -> None:
    row = written(people["admin"])
    with pytest.raises(ValidationError, match="Nothing waits here"):
        services_site.approve_row(pk=row.pk, user=people["french"], digest=row.digest)


def test_direction_reaches_the_search(people: dict[str, Any]) -> None:
    written(people["admin"], [["en", "EJ"], ["en", "environmental justice"]], direction="one-way")
    (row,) = selectors_site.synonyms().rows
    assert row.direction == "one-way"


def test_the_table_is_bounded(people: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services_site, "MOST_ROWS", 1)
    row = written(people["admin"])
    with pytest.raises(ValidationError, match="There are 1 rows of synonyms"):
        written(people["admin"])
    written(people["admin"], [["en", "water"], ["es", "agua"]], row)
    assert terms.MOST_ROWS == 10_000


def test_a_search_costs_one_query_and_one_more_after_a_change(
    people: dict[str, Any], django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    row = written(people["admin"])
    with django_assert_num_queries(2):
        table = selectors_site.synonyms()
    with django_assert_num_queries(1):
        assert selectors_site.synonyms() is table
    row.delete()
    with django_assert_num_queries(2):
        assert selectors_site.synonyms().rows == ()


def test_a_change_by_any_way_is_seen(people: dict[str, Any]) -> None:
    row = written(people["admin"])
    assert "water" in found()
    row.live_terms = [["en", "rain"], ["fr", "pluie"]]
    row.save()
    assert found() == {"rain", "pluie"}


def test_the_products_list_is_offered_once(tree: Any) -> None:
    SearchSite.objects.all().delete()
    call_command("set_up", verbosity=0)
    assert SynonymRow.objects.count() == len(seeds())
    assert "PFAS" in found()
    SynonymRow.objects.filter(words__contains="PFAS").delete()
    row = SynonymRow.objects.filter(words__startswith="drought").get()
    row.note = "ours"
    row.save()
    call_command("set_up", verbosity=0)
    assert "PFAS" not in found()
    assert SynonymRow.objects.get(pk=row.pk).note == "ours"
    assert SynonymRow.objects.count() == len(seeds()) - 1
    assert {one.origin for one in SynonymRow.objects.all()} == {"setup"}


def test_a_new_row_of_a_later_version_is_offered(tree: Any) -> None:
    site = SearchSite.objects.get()
    SearchSite.objects.update(seeded=[name for name in site.seeded if name != "pfas"])
    assert services_site.load_seeds() == 1
    assert "PFAS" in found()
