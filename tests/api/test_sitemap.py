"""Sitemap, robots.txt and feed: every page that may be there, in all its languages, and no other."""

from typing import Any

import pytest
from django.test import Client
from lxml import etree

from api import sitemap
from tests.api.shelf import put, take_back

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client: Client, path: str = "/sitemap.xml") -> dict[str, dict[str, str]]:
    """Return the pages of a sitemap with their alternates by language."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    found = {}
    for url in etree.fromstring(response.content).findall("s:url", NAMES):
        links = url.findall("x:link", NAMES)
        found[url.findtext("s:loc", namespaces=NAMES)] = {link.get("hreflang"): link.get("href") for link in links}
    return found


def test_alternates_are_closed_and_symmetric(client: Client) -> None:
    there = put("Rain", slug="rain")
    put("Pluie", lang="fr", work=there.work, slug="pluie", original_lang="en")
    put("Nisa guie", lang="zap", work=there.work, slug="nisa-guie", original_lang="en")
    put("Alone", lang="es", slug="alone")
    put("About", kind="page", path="about/")
    found = entries(client)
    base = "http://testserver"
    alternates = {
        "en": f"{base}/en/library/rain/",
        "fr": f"{base}/fr/library/pluie/",
        "zap": f"{base}/en/zap/library/nisa-guie/",
        "x-default": f"{base}/en/library/rain/",
    }
    for lang in ("en", "fr", "zap"):
        assert found[alternates[lang]] == alternates
    assert found[f"{base}/es/library/alone/"] == {}
    assert f"{base}/en/about/" in found
    assert len(found) == 5


def test_every_alternate_is_an_entry(client: Client) -> None:
    for number in range(5):
        work = put(f"R {number}").work
        put(f"Q {number}", lang="es", work=work, original_lang="en")
    found = entries(client)
    for url, alternates in found.items():
        assert url in alternates.values()
        for other in alternates.values():
            assert found[other] == alternates


def test_only_what_permits_web_and_search_engines(client: Client) -> None:
    put("Open", slug="open")
    hidden = put("Not for engines", uses={"search_engines": "no"})
    put("Ouvert", lang="fr", work=hidden.work, slug="ouvert", original_lang="en")
    put("Not for the web", uses={"web": "ask"})
    put("Water", kind="topic", slug="water")
    gone = put("Gone")
    take_back(gone)
    assert set(entries(client)) == {"http://testserver/en/library/open/", "http://testserver/fr/library/ouvert/"}


def test_it_changes_with_the_catalogue_and_the_clock(client: Client) -> None:
    there = put("First")
    assert len(entries(client)) == 1
    put("Second")
    assert len(entries(client)) == 2
    take_back(there)
    assert len(entries(client)) == 1


def test_many_pages_come_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PART", 4)
    for number in range(5):
        work = put(f"R {number}").work
        put(f"Q {number}", lang="es", work=work, original_lang="en")
    response = client.get("/sitemap.xml")
    parts = [loc.text for loc in etree.fromstring(response.content).iter(f"{{{NAMES['s']}}}loc")]
    assert len(parts) == 3
    pages = [set(entries(client, part.removeprefix("http://testserver"))) for part in parts]
    assert sum(map(len, pages)) == len(set().union(*pages)) == 10
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_it_is_known_again(client: Client) -> None:
    put("First")
    mark = client.get("/sitemap.xml")["ETag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": mark}).status_code == 304


def test_crawlers_for_ai_are_turned_away(client: Client) -> None:
    response = client.get("/robots.txt")
    text = response.content.decode()
    closed, _, others = text.partition("User-agent: *")
    assert response["Content-Type"].startswith("text/plain")
    for name in ("GPTBot", "ClaudeBot", "CCBot", "Google-Extended"):
        assert f"User-agent: {name}\n" in closed
    assert "Disallow: /\n" in closed
    assert "Disallow: /admin/" in others
    assert "Disallow: /\n" not in others
    assert "ai-train=no" in others
    assert "Sitemap: http://testserver/sitemap.xml" in others


def test_the_feed_has_the_newest_of_a_language(client: Client) -> None:
    put("Old & <em>odd</em>\x0b", slug="old")
    there = put("New", slug="new")
    put("Nouveau", lang="fr", work=there.work, original_lang="en")
    put("Hidden", uses={"api_feeds": "no"})
    put("Water", kind="topic", slug="water")
    response = client.get("/en/feed.atom")
    feed = etree.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [title.text for title in feed.findall("a:entry/a:title", ATOM)] == ["New", "Old & <em>odd</em>"]
    assert feed.find("a:entry/a:link", ATOM).get("href") == "http://testserver/en/library/new/"
    ids = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(ids) == len(set(ids))
    assert client.get("/fr/feed.atom").content.count(b"<entry>") == 1
    assert client.get("/en/feed.atom", headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_feed_without_records_is_a_feed(client: Client) -> None:
    assert etree.fromstring(client.get("/es/feed.atom").content).findall("a:entry", ATOM) == []


@pytest.mark.parametrize("lang", ["zap", "xx", "EN"])
def test_only_languages_of_the_interface_have_a_feed(client: Client, lang: str) -> None:
    assert client.get(f"/{lang}/feed.atom").status_code == 404


def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(12):
        put(f"R {number}")
    with django_assert_num_queries(2):
        client.get("/sitemap.xml")
    with django_assert_num_queries(1):
        client.get("/sitemap.xml")
    with django_assert_num_queries(3):
        client.get("/en/feed.atom")
