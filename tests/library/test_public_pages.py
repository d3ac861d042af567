"""The resolver: what each address answers, with a catalogue written by hand."""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from library.catalogue.address import address_hash
from library.catalogue.models import FormerAddress, RecordRow, TombstoneRow
from tests.samples import SITE, WHEN, put, record

pytestmark = pytest.mark.usefixtures("catalogue")
ROOMS = ["/en/", "/fr/", "/en/library/", "/en/library/keepers/", "/fr/zap/library/nisa/", "/en/about-en/", "/fr/zap/"]


def tree(client: Client, url: str, status: int = 200) -> Any:
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:2000]
    return lxml_html.fromstring(answer.content.decode())


def texts(found: list[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found]


@pytest.mark.parametrize("url", ROOMS)
def test_every_room_answers_in_its_interface_language(client: Client, url: str) -> None:
    page = tree(client, url)
    assert page.get("lang") == url.split("/")[1]
    assert len(page.cssselect("h1")) == 1


@pytest.mark.parametrize(
    ("accepts", "target"),
    [("es-MX,es;q=0.9", "/es/"), ("de, fr;q=0.5", "/fr/"), ("zap", "/en/"), ("", "/en/"), ("iu, en", "/en/")],
)
def test_the_bare_host_leads_to_the_language_of_the_browser(client: Client, accepts: str, target: str) -> None:
    answer = client.get("/", headers={"Accept-Language": accepts})
    assert (answer.status_code, answer["Location"]) == (302, target)
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/fr/ZAP/library/nisa/?a=1", "/fr/zap/library/nisa/?a=1"),
        ("/FR/library/", "/fr/library/"),
        ("/fr/fr/library/", "/fr/library/"),
        ("/en/library/keepers", "/en/library/keepers/"),
    ],
)
def test_a_wrong_case_and_a_missing_slash_are_put_right(client: Client, url: str, target: str) -> None:
    answer = client.get(url)
    assert (answer.status_code, answer["Location"]) == (301, target)


def test_what_moved_leads_to_where_it_is(client: Client) -> None:
    FormerAddress.objects.create(address_hash=address_hash("en", "library/old/"), record_id="keepers.en")
    answer = client.get("/fr/en/library/old/")
    assert (answer.status_code, answer["Location"]) == (301, "/fr/en/library/keepers/")


def test_what_was_taken_back_is_gone_and_nothing_says_what_it_was(client: Client) -> None:
    TombstoneRow.objects.create(
        record_id="x.en", work="x", lang="en", sequence=1, at=WHEN, address_hash=address_hash("en", "library/secret/")
    )
    page = tree(client, "/fr/en/library/secret/", 410)
    assert texts(page.cssselect("h1")) == ["Ceci n’est plus ici"]
    assert page.cssselect("meta[name=robots]")[0].get("content") == "noindex"
    assert "secret" not in page.cssselect("main")[0].text_content()


@pytest.mark.parametrize(
    "url", ["/en/nothing/", "/en/zap/nothing/", "/xx/", "/de/library/", "/en/%00/", "/en/library/a/b/"]
)
def test_nothing_is_at_an_unknown_address(client: Client, url: str) -> None:
    page = tree(client, url, 404)
    assert page.cssselect("main h1")


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("kind=nonsense", 400, "nonsense"),
        ("topic=nonsense", 400, "nonsense"),
        ("topic=water%00", 400, "water"),
        ("language=xx", 400, "xx"),
        ("country=ZZ", 400, "ZZ"),
        ("year=soon", 400, "soon"),
        ("form=nonsense", 400, "nonsense"),
        ("sort=nonsense", 400, "nonsense"),
        ("page=-1", 404, "number"),
        ("page=1000000000", 404, "number"),
        ("page=2", 404, "number"),
        ("page=0", 404, "number"),
        ("q=" + "x" * 301, 400, "300"),
    ],
)
def test_what_a_list_does_not_know_is_refused_with_words(client: Client, query: str, status: int, word: str) -> None:
    page = tree(client, f"/en/library/?{query}", status)
    assert word in page.cssselect("main")[0].text_content()


MISTYPED = ("/en/library/?kidn=profile", "/en/library/keepers/?lang=fr", "/en/?sort=title", "/fr/zap/?kind=profile")


@pytest.mark.parametrize("url", MISTYPED)
def test_a_name_that_a_page_does_not_know_is_refused_by_name(client: Client, url: str) -> None:
    page = tree(client, url, 400)
    name = url.partition("?")[2].partition("=")[0]
    assert name in page.cssselect("main .lead")[0].text_content()


@pytest.mark.parametrize("url", ["/en/library/?page=1&page=2", "/en/library/?sort=date&sort=title"])
def test_one_of_two_values_is_not_chosen_silently(client: Client, url: str) -> None:
    page = tree(client, url, 400)
    assert "can stand only once" in page.cssselect("main .lead")[0].text_content()


@pytest.mark.parametrize("url", ["/en/library/", "/en/", "/en/library/keepers/", "/fr/zap/"])
def test_what_senders_add_to_a_link_keeps_nobody_out(client: Client, url: str) -> None:
    assert client.get(f"{url}?utm_source=letter&fbclid=abc&gclid=x&msclkid=y").status_code == 200


def test_words_asked_of_the_list_lead_to_the_search(client: Client) -> None:
    answer = client.get("/fr/library/?q=l%27eau&kind=profile&page=3")
    assert (answer.status_code, answer["Location"]) == (302, "/fr/search/?q=l%27eau&kind=profile")
    assert client.get("/fr/library/?q=").status_code == 200


def test_the_original_title_is_the_big_one(client: Client) -> None:
    page = tree(client, "/en/library/keepers/")
    heading = page.cssselect("h1")[0]
    assert (heading.text_content(), heading.get("lang")) == ("Las guardianas del manantial", "es")
    assert texts(page.cssselect(".title-gloss")) == ["The keepers of the spring"]
    provenance = " ".join(texts(page.cssselect(".provenance li")))
    assert "Written in Español (Spanish)." in provenance
    assert "made by a person and reviewed on 14 March 2025" in provenance


def test_a_text_of_the_site_itself_has_its_title_in_the_language_it_is_read_in(client: Client) -> None:
    page = tree(client, "/fr/about-fr/")
    titles = {lang: title for lang, _library, title in SITE}
    assert texts(page.cssselect("h1")) == [titles["fr"]] != [titles["en"]]
    assert "Vous lisez une traduction" in " ".join(texts(page.cssselect(".provenance li")))


def test_links_between_languages_lead_to_the_same_content(client: Client) -> None:
    page = tree(client, "/en/library/keepers/")
    links = {link.get("hreflang"): link.get("href") for link in page.cssselect(".languages a")}
    assert links == {
        "en": "/en/library/keepers/",
        "es": "/es/library/guardianas/",
        "fr": "/fr/en/library/keepers/",
    }
    alternates = {link.get("hreflang"): link.get("href") for link in page.cssselect("link[rel=alternate][hreflang]")}
    assert alternates == {
        "en": "http://testserver/en/library/keepers/",
        "es": "http://testserver/es/library/guardianas/",
    }


def test_a_text_without_an_interface_is_marked_and_has_one_canonical_address(client: Client) -> None:
    page = tree(client, "/fr/zap/library/nisa/")
    assert page.get("lang") == "fr"
    assert page.cssselect("article")[0].get("lang") == "zap"
    assert page.cssselect("h1")[0].get("lang") == "zap"
    assert page.cssselect("link[rel=canonical]")[0].get("href") == "http://testserver/en/zap/library/nisa/"


def test_references_to_what_is_not_public_leave_no_trace(client: Client) -> None:
    page = tree(client, "/en/library/keepers/")
    rows = texts(page.cssselect(".rows li"))
    assert rows == ["The guide", "Elsewhere example.org", "Our pages community.example.org"]
    assert "Gone" not in page.text_content()
    assert page.cssselect('.running a[href="/en/fr/library/guide/"]')


def test_facts_name_the_terms_in_the_language_of_the_reader(client: Client) -> None:
    page = tree(client, "/fr/en/library/keepers/")
    topic = page.cssselect(".facts a[href*=topic]")[0]
    assert (topic.text_content(), topic.get("href")) == ("Eau et sécheresse", "/fr/library/?topic=water")


def test_search_engines_are_kept_out_where_its_people_said_so(client: Client) -> None:
    assert tree(client, "/en/library/quiet/").cssselect("meta[name=robots]")
    assert not tree(client, "/en/library/keepers/").cssselect("meta[name=robots]")


def test_a_player_of_another_site_is_loaded_only_when_asked_for(client: Client) -> None:
    url = "/en/library/storytelling/"
    before = client.get(url)
    assert b"<iframe" not in before.content
    assert "frame-src" not in before["Content-Security-Policy"]
    page = lxml_html.fromstring(before.content.decode())
    assert "YouTube (Google)" in page.cssselect(".player")[0].text_content()
    after = client.get(url, {"play": "recording"})
    frame = lxml_html.fromstring(after.content.decode()).cssselect("iframe")[0]
    assert frame.get("src", "").startswith("https://www.youtube-nocookie.com/embed/abcdefghijk")
    assert "frame-src https://www.youtube-nocookie.com" in after["Content-Security-Policy"]


def test_each_cue_has_its_place_and_the_asked_moment_is_marked(client: Client) -> None:
    page = tree(client, "/en/library/storytelling/?t=765")
    cues = page.cssselect(".transcript > li")
    assert [cue.get("id") for cue in cues] == ["t0", "t9", "t9-2", "t761"]
    assert [cue.get("id") for cue in page.cssselect(".matched")] == ["t761"]
    assert page.cssselect(".chapters a")[1].get("href") == "/en/library/storytelling/?t=702#t761"


def test_captions_are_served_as_webvtt(client: Client) -> None:
    answer = client.get("/en/library/storytelling/?captions=en")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert "00:00:09.950 --> 00:00:20.000\n<v A member>We began with the well &amp; &lt;the rope&gt;." in answer.text
    assert client.get("/en/library/storytelling/?captions=zap").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["t=-1", "t=soon", "t=999999999", "t=0000000000000999999", f"t={'0' * 5000}", "play=other", "transcript=zap"],
)
def test_a_recording_refuses_what_it_does_not_have(client: Client, query: str) -> None:
    assert client.get(f"/en/library/storytelling/?{query}").status_code == 400


def test_lists_show_each_work_once_and_can_be_narrowed(client: Client) -> None:
    page = tree(client, "/en/library/")
    assert texts(page.cssselect("#found")) == ["5 results"]
    assert len(page.cssselect(".card")) == 5
    page = tree(client, "/en/library/?kind=profile&topic=water")
    assert texts(page.cssselect(".card-title")) == ["Las guardianas del manantial"]
    assert texts(page.cssselect(".chip")) == ["Remove: Community profiles", "Remove: Water and drought"]
    assert [chip.get("href") for chip in page.cssselect(".chip")] == [
        "/en/library/?topic=water",
        "/en/library/?kind=profile",
    ]
    assert [box.get("value") for box in page.cssselect("input[checked]")] == ["profile", "water"]
    assert page.cssselect("input[name=profile_form]") == []


def test_a_list_with_nothing_in_it_says_what_to_try(client: Client) -> None:
    page = tree(client, "/en/library/?country=US")
    assert texts(page.cssselect("#none")) == ["Nothing here fits all that is chosen"]
    assert page.cssselect(".empty a.chip")


def test_pages_of_a_list_are_numbered(client: Client) -> None:
    put(*(record(f"n{number}") for number in range(100)))
    page = tree(client, "/en/library/?page=3")
    assert texts(page.cssselect(".pages li")) == [
        "Previous",
        "Page 1",
        "Page 2",
        "Page 3",
        "Page 4",
        "…",
        "Page 6",
        "Next",
    ]
    assert page.cssselect("a[rel=prev]")[0].get("href") == "/en/library/?page=2"
    assert page.cssselect("a[rel=next]")[0].get("href") == "/en/library/?page=4"


def test_an_unchanged_page_is_not_sent_twice(client: Client) -> None:
    first = client.get("/en/library/keepers/")
    again = client.get("/en/library/keepers/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    put(record("another"))
    assert client.get("/en/library/keepers/", headers={"If-None-Match": first["ETag"]}).status_code == 200
    RecordRow.objects.filter(pk="keepers.en").delete()
    assert client.get("/en/library/keepers/").status_code == 404


@pytest.mark.parametrize(
    ("url", "most"),
    [
        ("/en/library/keepers/", 8),
        ("/en/library/storytelling/", 8),
        ("/en/library/", 10),
        ("/en/library/?kind=profile&topic=water&community=serena", 10),
        ("/en/", 8),
        ("/fr/zap/", 10),
    ],
)
def test_pages_ask_the_database_little(client: Client, django_assert_max_num_queries: Any, url: str, most: int) -> None:
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ROOMS)
def test_no_page_has_an_inline_style_or_script_or_asks_another_host(client: Client, url: str) -> None:
    page = tree(client, url)
    assert not page.cssselect("[style], script:not([type='application/ld+json']):not([src]), style")
    loaded = page.cssselect("img, source, link[rel=stylesheet], link[rel=icon], iframe, video, audio, use")
    addresses = [value for one in loaded for name in ("src", "href") if (value := one.get(name))]
    assert addresses
    assert all(value.startswith("/") and not value.startswith("//") for value in addresses)


def test_the_stylesheet_is_kept_for_a_year_under_the_mark_of_its_content(client: Client) -> None:
    url = tree(client, "/en/").cssselect("link[rel=stylesheet]")[0].get("href")
    answer = client.get(url)
    assert "immutable" in answer["Cache-Control"]
    assert "immutable" not in client.get("/style-old.css")["Cache-Control"]
    assert "--paper" in answer.text


def test_structured_data_says_what_the_page_says_and_cannot_end_its_element(client: Client) -> None:
    put(record("odd", title="</script><b>&", summary="A summary."))
    page = tree(client, "/en/library/odd/")
    facts = json.loads(page.cssselect("script[type='application/ld+json']")[0].text)
    assert (facts["name"], facts["inLanguage"]) == ("</script><b>&", "en")
    translated = json.loads(tree(client, "/en/library/keepers/").cssselect("script")[0].text)
    assert translated["translationOfWork"]["name"] == "Las guardianas del manantial"
    assert tree(client, "/en/library/quiet/").cssselect("script") == []
