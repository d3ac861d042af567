"""`manage.py reconcile`: what differs is listed and fails the check, and the command without it mends it."""

import io

import pytest
from django.core.management import CommandError, call_command

from library.catalogue.models import RecordRow
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

pytestmark = pytest.mark.usefixtures("tree")


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
