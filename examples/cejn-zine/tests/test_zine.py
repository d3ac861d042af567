"""What is the zine's own: how it is printed, sorted and related, beside what the contract holds."""

import json
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client
from django.urls import reverse

import cejn_zine
from cejn_zine.models import ZinePage
from library.testing import approved, draft, library_of, settle

LOCALE = Path(cejn_zine.__file__).parent / "locale"


def zine(title: str, **fields: Any) -> Any:
    """Return a public zine."""
    made = approved(draft(ZinePage, title=title, **fields))
    settle()
    return made


def page(path: str) -> str:
    """Return what the site answers."""
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Sheet to print on"), ("fr", "Feuille à imprimer"), ("es", "Hoja para imprimir")]
)
def test_the_page_speaks_the_reader_s_language(tree: Any, lang: str, words: str) -> None:
    """The texts of the package come with it."""
    made = zine("Rain", sheet="letter")
    path = f"/en/library/{made.slug}/" if lang == "en" else f"/{lang}/en/library/{made.slug}/"
    assert words in page(path)


def test_issues_are_sorted_by_number(tree: Any) -> None:
    """Ten comes after nine, and a zine without a number last."""
    for title, issue in (("Tenth", 10), ("Ninth", 9), ("Loose", None)):
        zine(title, issue=issue)
    listed = page("/en/library/?kind=zine&sort=issue")
    assert listed.index("Ninth") < listed.index("Tenth") < listed.index("Loose")


def test_the_retold_item_names_its_zine(tree: Any) -> None:
    """Both ends show the relation."""
    told = zine("The well")
    retelling = zine("The well, to fold", source=told)
    assert "Made into a zine" in page(f"/en/library/{told.slug}/")
    assert "Made from" in page(f"/en/library/{retelling.slug}/")


def test_editors_and_programs_are_offered_the_kind(tree: Any, admin_client: Client) -> None:
    """It stands in the menu of new pages, has its form, and its own schema in the description of the API."""
    library = library_of("en")
    menu = admin_client.get(reverse("wagtailadmin_pages:add_subpage", args=[library.pk])).content.decode()
    form = reverse("wagtailadmin_pages:add", args=["kind_zine", "zinepage", library.pk])
    assert form in menu
    assert "Sheet to print on" in admin_client.get(form).content.decode()
    schemas = json.loads(page("/api/v1/openapi.json"))["components"]["schemas"]
    assert "sheet" in schemas["ZineRecordPart"]["properties"]


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_compiled_texts_are_those_of_the_source(lang: str) -> None:
    """Every sentence is translated, and compiled since."""
    folder = LOCALE / lang / "LC_MESSAGES"
    source, compiled = polib.pofile(str(folder / "django.po")), polib.mofile(str(folder / "django.mo"))
    assert source.untranslated_entries() == []
    assert {(one.msgid, one.msgstr) for one in source} == {(one.msgid, one.msgstr) for one in compiled}
