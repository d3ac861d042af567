"""`manage.py reconcile`: what differs is listed and fails the check, and the command without it mends it."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from library.catalogue.checking import check
from library.catalogue.models import RecordFacet, RecordInput, RecordMedia, RecordReference, RecordRow
from library.kinds.resource.models import ResourceItemPage
from library.models import Topic
from library.testing import approved, draft, picture, settle, term

pytestmark = pytest.mark.usefixtures("tree")


def shown_with_everything() -> ResourceItemPage:
    """Approve a resource with a facet, a picture, an input and a reference."""
    shown: dict[str, Any] = {
        "countries": ["CA"],
        "topics": [term(Topic, "Water")],
        "cover": picture(),
        "cover_alt": "A barrel",
    }
    page: ResourceItemPage = approved(draft(ResourceItemPage, title="Rain barrels", slug="rain-barrels", **shown))
    settle()
    return page


def checked() -> str:
    """Return what the check lists; it fails only where it lists something."""
    out = io.StringIO()
    call_command("reconcile", "--check", stdout=out)
    return out.getvalue()


def test_a_catalogue_that_agrees_passes() -> None:
    settle()
    assert checked().strip() == "Catalogue and database agree."


@pytest.mark.parametrize("change", ["missing", "other words"])
def test_each_difference_is_listed_and_mended(change: str) -> None:
    """The check writes nothing, names the page and ends with status 1; the command without it puts things right."""
    page = approved(draft(ResourceItemPage, title="Rain barrels", slug="rain-barrels"))
    settle()
    row = RecordRow.objects.filter(source=f"page:{page.pk}")
    if change == "missing":
        row.delete()
    else:
        row.update(title="Somebody else's words", fingerprint="")
    out = io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("reconcile", "--check", stdout=out)
    assert refused.value.returncode == 1
    assert f"page:{page.pk}" in out.getvalue()
    assert not RecordRow.objects.filter(source=f"page:{page.pk}", title="Rain barrels").exists()
    call_command("reconcile", stdout=io.StringIO())
    assert checked().strip() == "Catalogue and database agree."
    assert RecordRow.objects.get(source=f"page:{page.pk}").title == "Rain barrels"


BESIDE: tuple[tuple[type[Model], dict[str, str]], ...] = (
    (RecordFacet, {"facet": "country", "value": "US"}),
    (RecordMedia, {"hash": "f" * 64}),
    (RecordInput, {"target": "image:999999"}),
    (RecordReference, {"role": "topic", "work": "00000000-0000-4000-8000-000000000000"}),
)


def rows_beside(table: type[Model]) -> list[tuple[str, ...]]:
    """Return the rows of a table without their keys."""
    columns = [field.attname for field in table._meta.concrete_fields if not field.primary_key]
    return sorted(table._default_manager.values_list(*columns))


@pytest.mark.parametrize("damage", ["lost", "added", "doubled"])
@pytest.mark.parametrize(("table", "other"), BESIDE, ids=[table.__name__ for table, _other in BESIDE])
def test_a_row_beside_a_record_that_is_lost_or_added_is_listed_and_mended(
    table: type[Model], other: dict[str, str], damage: str
) -> None:
    """A fact that is filtered, shown or followed by stands in these rows alone; no fingerprint tells of them."""
    page = shown_with_everything()
    before, there = rows_beside(table), table._default_manager.filter(record__source=f"page:{page.pk}")
    row = there.first()
    assert row is not None
    if damage == "lost":
        row.delete()
    else:
        values = other if damage == "added" else {name: getattr(row, name) for name in other}
        table._default_manager.create(record_id=row.record_id, **values)  # type: ignore[attr-defined]  # all have one
    assert [str(one) for one in check()] == [f"page:{page.pk}: differs"]
    out = io.StringIO()
    call_command("reconcile", stdout=out)
    assert out.getvalue().startswith("1 differences mended")
    assert rows_beside(table) == before
    assert checked().strip() == "Catalogue and database agree."


def test_words_that_no_fingerprint_tells_of_are_mended() -> None:
    page = shown_with_everything()
    RecordRow.objects.filter(source=f"page:{page.pk}").update(rank="zzz")
    assert [str(one) for one in check()] == [f"page:{page.pk}: differs"]
    call_command("reconcile", stdout=io.StringIO())
    assert checked().strip() == "Catalogue and database agree."


def test_the_check_asks_as_much_for_many_records_as_for_one() -> None:
    shown_with_everything()
    asked = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            check()
        asked.append(len(queries))
        for copy in range(5):
            approved(draft(ResourceItemPage, title=f"Tanks {number}{copy}", slug=f"tanks-{number}{copy}"))
        settle()
    assert asked[0] == asked[1]
