"""Law 5: any language can be the source; what is shown in another says so; machine text is never public unreviewed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from library.kinds.resource.models import ResourceItemPage
from library.models.pages import TranslationKind
from library.testing import approved, draft, library_of, settle
from tests.laws.oracle import expected_public

TITLES = {
    "zap": "Nisa guie' xtinu",
    "iu-Cans": "ᓯᓚᐅᑉ ᐊᓯᔾᔨᖅᐸᓪᓕᐊᓂᖓ",
    "cr-Cans": "ᓂᐱᕀ ᐊᐢᑭᕀ",
    "chr": "ᎠᎹ ᎦᏙᎯ",
    "haw": "ʻO ka wai ola",
    "mix": "Ñuꞌun ndúta",
}


def item(tag: str, title: str, **fields: Any) -> Any:
    """Return an approved resource in a language."""
    page = draft(ResourceItemPage, tag=tag, **{"title": title, "slug": "water", "summary": f"{title}.", **fields})
    page = approved(page)
    settle()
    return page


@pytest.mark.parametrize(("tag", "title"), TITLES.items(), ids=TITLES)
def test_any_language_can_be_the_source(tree: Callable[[str], Any], client: Client, tag: str, title: str) -> None:
    """A title reaches page, list, API, search and suggestions as it was written, whatever its letters."""
    from search.services import catch_up

    tree(tag)
    page = item(tag, title)
    catch_up()
    shown = html.fromstring(client.get(f"/en/{tag}/library/water/").content.decode())
    heading = shown.xpath("//h1")[0]
    assert heading.text_content().strip() == title
    assert _language(heading) == tag
    record = client.get(f"/api/v1/records/{page.translation_key}.{tag}").json()
    assert (record["title"], record["lang"], record["original_lang"]) == (title, tag, tag)
    for word in title.split():
        found = client.get("/api/v1/search", {"q": word, "lang": tag}).json()
        assert [hit["record"]["title"] for hit in found["items"]] == [title], word
    suggested = client.get("/api/v1/suggest", {"q": title.split(maxsplit=1)[0], "lang": tag}).json()["items"]
    assert title in [one["text"] for one in suggested]
    assert title in html.fromstring(client.get(f"/en/{tag}/").content.decode()).text_content()


def test_a_fallback_is_marked_and_said_in_words(tree: Callable[[str], Any], client: Client) -> None:
    """A reader of English who is shown a Spanish text is told so, by words and by the language of the markup."""
    item("es", "Agua de lluvia para todos")
    listed = html.fromstring(client.get("/en/library/").content.decode())
    (link,) = listed.xpath("//main//a[contains(., 'Agua de lluvia')]")
    assert link.get("href") == "/en/es/library/water/"
    assert _language(link) == "es"
    page = html.fromstring(client.get("/en/es/library/water/").content.decode())
    assert page.get("lang") == "en"
    assert _language(page.xpath("//h1")[0]) == "es"
    words = " ".join(page.xpath("//main")[0].text_content().split())
    assert "Written in Español" in words
    assert "(Spanish)" in words
    french = html.fromstring(client.get("/fr/es/library/water/").content.decode())
    assert (french.get("lang"), _language(french.xpath("//h1")[0])) == ("fr", "es")


def test_in_the_readers_language_nothing_is_marked(tree: Callable[[str], Any], client: Client) -> None:
    """Words in the language of the interface carry no mark of another."""
    item("es", "Agua de lluvia para todos")
    page = html.fromstring(client.get("/es/library/water/").content.decode())
    assert page.get("lang") == "es"
    assert _language(page.xpath("//h1")[0]) == "es"


def test_machine_text_is_not_public_before_somebody_approved_it(tree: Callable[[str], Any], client: Client) -> None:
    """Strings of a machine make a draft, also where publishing was asked for; approved, they say what they are."""
    page = item("es", "Agua de lluvia para todos")
    target = _machine_translated(page, "en", "Rainwater for everyone by machine")
    settle()
    assert f"{page.translation_key}.en" not in expected_public()
    for path in ("/en/library/", "/en/library/water/", f"/api/v1/records/{page.translation_key}.en", "/api/v1/records"):
        assert "by machine" not in client.get(path).content.decode(), path
    target = target.specific
    draft_of = target.get_latest_revision_as_object()
    draft_of.original_language, draft_of.translation_kind = "es", TranslationKind.MACHINE_REVIEWED
    approved(draft_of)
    settle()
    shown = client.get(f"/en/library/{draft_of.slug}/").content.decode()
    assert "by machine" in shown
    assert "Machine translation" in shown
    assert "Written in Español" in " ".join(html.fromstring(shown).text_content().split())
    record = client.get(f"/api/v1/records/{page.translation_key}.en").json()
    assert (record["provenance"], record["original_lang"]) == ("machine-reviewed", "es")


def test_every_list_names_the_language_of_each_title(tree: Callable[[str], Any], client: Client) -> None:
    """The API says of every record in which language it is and in which it was written first."""
    tree("zap")
    item("zap", "Nisa guie' xtinu")
    items = json.loads(client.get("/api/v1/records?kind=resource").content)["items"]
    assert [(one["lang"], one["original_lang"], one["provenance"]) for one in items] == [("zap", "zap", "original")]


def _language(element: Any) -> str:
    """Return the language in which a browser reads an element aloud."""
    marked = element.xpath("ancestor-or-self::*[@lang][1]")
    inner = element.xpath("./*[@lang][1]")
    if inner and inner[0].text_content().strip() == element.text_content().strip():
        return str(inner[0].get("lang"))
    return str(marked[-1].get("lang")) if marked else ""


def _machine_translated(page: Any, tag: str, title: str) -> Page:
    """Return what the translation room makes of a page that a machine translated, when publishing was asked for."""
    locale = Locale.objects.get(language_code=tag)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            data=title if segment.context.path == "title" else f"{segment.string.data} by machine",
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
            tool_name="A machine",
        )
    translation.save_target(publish=True)
    assert library_of(tag)
    found: Page = page.get_translation(locale)
    return found
