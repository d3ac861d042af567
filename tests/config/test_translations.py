"""Checks the finding of sentences, and that every one of them is translated."""

from pathlib import Path

import polib
import pytest
from django.test import override_settings
from django.utils import translation
from wagtail.models import Locale

from config import translations

TEMPLATE = """{% load i18n %}
{% translate "Water and land" %} <p title="{% translate 'Open' context 'verb' %}">don't (</p>
    {% blocktranslate trimmed count number=items|length %}
        One item
    {% plural %}
        {{ number }} items
    {% endblocktranslate %}
{% comment %}{% translate "Never" %}{% endcomment %}
"""
CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy
TITLE = gettext_lazy("A title")
def words(n):
    return _("Hello") + ngettext("%(n)d reader", "%(n)d readers", n) % {"n": n} + str(pgettext_lazy("noun", "Open"))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with one template and one module."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "words.py").write_text(CODE)
    return tmp_path


def placed(folder: Path) -> override_settings:
    return override_settings(ROOT=folder, LOCALE_PATHS=[folder / "locale"])


def test_sentences_are_found_in_code_and_templates(project: Path) -> None:
    with placed(project):
        found = set(translations.sentences())
    assert found == {
        (None, "Water and land", None),
        ("verb", "Open", None),
        (None, "One item", "%(number)s items"),
        (None, "A title", None),
        (None, "Hello", None),
        (None, "%(n)d reader", "%(n)d readers"),
        ("noun", "Open", None),
    }


def fill(file: Path) -> polib.POFile:
    catalogue = polib.pofile(str(file))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    catalogue.save()
    return catalogue


def test_a_new_catalogue_waits_for_translations_and_then_is_complete(project: Path) -> None:
    with placed(project):
        assert translations.problems("fr") == [f"fr: {translations.catalogue_file('fr')} is missing"]
        assert translations.update("fr") == 7
        assert len(translations.problems("fr")) == 7
        fill(translations.catalogue_file("fr"))
        assert translations.problems("fr") == []
        assert translations.update("fr") == 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"msgstr": ""}, "is not translated"),
        ({"flags": ["fuzzy"]}, "is fuzzy"),
        ({"obsolete": 1}, "is obsolete"),
        ({"msgid": "Hello there", "msgstr": "Bonjour"}, "is no longer used"),
        ({"msgstr": "Bonjour %(name)s"}, "has a placeholder that the source does not have"),
    ],
)
def test_each_lack_is_named(project: Path, change: dict[str, object], problem: str) -> None:
    with placed(project):
        translations.update("es")
        catalogue = fill(translations.catalogue_file("es"))
        entry = catalogue.find("Hello")
        for name, value in change.items():
            setattr(entry, name, value)
        catalogue.save()
        assert any(problem in line for line in translations.problems("es"))


def test_a_lost_placeholder_is_named() -> None:
    entry = polib.POEntry(msgid="From %(place)s", msgstr="De partout")
    assert translations._entry_problem(entry) == "lacks a placeholder of the source"


def test_updating_keeps_what_was_translated_and_drops_what_is_unused(project: Path) -> None:
    with placed(project):
        translations.update("fr")
        fill(translations.catalogue_file("fr"))
        (project / "library" / "words.py").write_text(CODE.replace('_("Hello")', '_("Good morning")'))
        assert translations.update("fr") == 1
        entries = {entry.msgid: entry.msgstr for entry in polib.pofile(str(translations.catalogue_file("fr")))}
    assert entries["Good morning"] == ""
    assert entries["A title"] == "A title"
    assert "Hello" not in entries


def test_a_catalogue_is_compiled_only_when_it_is_newer(project: Path) -> None:
    with placed(project):
        translations.update("fr")
        fill(translations.catalogue_file("fr"))
        assert [path.name for path in translations.compile_stale()] == ["django.mo"]
        assert translations.compile_stale() == []


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_sentence_of_the_site_is_translated(language: str) -> None:
    assert translations.problems(language) == []
    assert language in translations.PLURALS


def test_a_file_that_cannot_be_read_as_code_is_not_passed_over(project: Path) -> None:
    (project / "templates" / "broken.html").write_text(
        "{% load i18n %}{% blocktranslate %}{% if x %}{% endblocktranslate %}"
    )
    with placed(project), pytest.raises(SyntaxError):
        translations.sentences()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_our_words_win_over_those_of_the_packages(language: str) -> None:
    entries = [entry for entry in polib.pofile(str(translations.catalogue_file(language))) if not entry.msgctxt]
    with translation.override(language):
        for entry in entries:
            if entry.msgid_plural:
                said = [translation.ngettext(entry.msgid, entry.msgid_plural, number) for number in (1, 2)]
                assert said == [entry.msgstr_plural[0], entry.msgstr_plural[1]]
            else:
                assert translation.gettext(entry.msgid) == entry.msgstr


def test_languages_of_the_content_are_named_in_the_language_of_the_editor() -> None:
    names = []
    for language in ("en", "fr", "es"):
        with translation.override(language):
            names.append(str(Locale(language_code="zap").get_display_name()))
    assert names == ["Zapotec", "zapotèque", "zapoteco"]


def test_words_for_packages_are_compiled_and_checked_too(project: Path) -> None:
    folder = project / "locale" / "packages"
    with override_settings(ROOT=project, LOCALE_PATHS=[project / "locale", folder]):
        translations.update("es")
        fill(translations.catalogue_file("es"))
        file = folder / "es" / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True)
        catalogue = polib.POFile()
        catalogue.append(polib.POEntry(msgid="Saved by %(name)s", msgstr="Guardado"))
        catalogue.save(str(file))
        assert file.with_suffix(".mo") in translations.compile_stale()
        assert translations.problems("es") == [
            "es: 'Saved by %(name)s' (of a package) lacks a placeholder of the source"
        ]
