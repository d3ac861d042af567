"""The words of the demonstration, as they stand in the files: enough of them, of all sorts, marked, and well formed."""

from collections import Counter

import pytest

from demo import documents, reading
from demo.drawing.scenes import SCENES
from demo.reading import Item, Words
from library import webvtt

ITEMS = reading.items()
PUBLIC = [item for item in ITEMS if item.state == "public"]
SENT_IN = ("profile", "resource", "knowledge")
"""The kinds that members send in; the others are the commission's own, written first in English."""
LIBRARY = [item for item in ITEMS if item.kind in SENT_IN]
VERSIONS = [(item, words) for item in ITEMS for words in item.words.values()]
DIALOGUES = {
    "The CEC and its Public and Community Engagement Mechanisms": "2024-06-13",
    "The EJ4Climate Grant Program and Communities for Environmental Justice Network": "2024-06-26",
    "Impactful Storytelling for Environmental Justice and Climate Resilience": "2024-11-21",
}


def _name(value: object) -> str:
    return value.key if isinstance(value, Item) else value.lang if isinstance(value, Words) else str(value)


def test_there_are_enough_profiles_over_the_three_countries() -> None:
    profiles = [item for item in PUBLIC if item.kind == "profile"]
    assert len(profiles) >= 13
    assert {country for item in profiles for country in item.countries} == {"CA", "MX", "US"}
    assert {item.form for item in profiles} == {"community", "organisation"}


def test_there_are_enough_resources_over_all_forms_and_themes() -> None:
    resources = [item for item in PUBLIC if item.kind == "resource"]
    assert len(resources) >= 24
    assert {item.form for item in resources} == {"tool", "guide", "strategy", "case-study", "practice"}
    assert {theme for item in resources for theme in item.themes} == {"adaptation", "mitigation", "capacity"}


@pytest.mark.parametrize(
    "among", [LIBRARY, [item for item in LIBRARY if item.state == "public"]], ids=["all", "public"]
)
def test_a_third_was_written_in_spanish_and_a_third_in_french(among: list[Item]) -> None:
    counted = Counter(item.original for item in among)
    assert counted["es"] * 3 >= len(among)
    assert counted["fr"] * 3 >= len(among)
    assert counted["en"] * 5 >= len(among)
    assert counted["zap"] == 1


def test_some_items_have_one_language_and_some_have_all_three() -> None:
    sizes = Counter(len(item.words) for item in PUBLIC)
    assert sizes[1] >= 3
    assert sizes[2] >= 10
    assert sizes[3] >= 8


def test_the_three_dialogues_have_their_own_titles_and_dates() -> None:
    found = {item.words["en"].title: item.date for item in ITEMS if item.kind == "webinar"}
    assert found == DIALOGUES


def test_every_state_is_shown() -> None:
    states = {item.state for item in ITEMS}
    assert states == {"public", "draft", "in-review", "sent-back", "scheduled", "taken-back", "expired"}
    assert [item.key for item in ITEMS if item.moved_from] == ["shared-solar"]


def test_keys_and_addresses_are_not_used_twice() -> None:
    assert max(Counter(item.key for item in ITEMS).values()) == 1
    assert max(Counter((words.lang, words.slug) for _item, words in VERSIONS).values()) == 1


def test_what_an_item_names_exists() -> None:
    keys = {item.key for item in ITEMS}
    topics = {term.slug for term in reading.terms() if term.kind == "topic"}
    communities = {term.slug for term in reading.terms() if term.kind == "community"} | {""}
    people = {term.slug for term in reading.terms() if term.kind in {"person", "organisation"}}
    for item in ITEMS:
        assert set(item.see) <= keys - {item.key}, item.key
        assert set(item.topics) <= topics, item.key
        assert item.community in communities, item.key
        assert set(item.speakers) <= people, item.key
        assert set(item.files) <= set(item.words), item.key
        assert item.scene in SCENES or (item.kind == "governance" and not item.scene), item.key
        assert item.original in item.words, item.key
        assert set(item.documents) <= set(documents.papers()), item.key
        assert set(item.parts) <= keys - {item.key}, item.key
        assert item.notice in {"", *reading.phrases()}, item.key


def test_every_topic_has_items() -> None:
    used = {topic for item in PUBLIC for topic in item.topics}
    assert used == {term.slug for term in reading.terms() if term.kind == "topic"}


@pytest.mark.parametrize(("item", "words"), VERSIONS, ids=_name)
def test_a_text_is_real_prose_with_headings(item: Item, words: Words) -> None:
    count = len(f"{words.body} {words.challenges} {words.solutions}".split())
    assert (95 if item.kind in SENT_IN else 45) <= count <= 320
    assert words.body.count("\n## ") + words.body.startswith("## ") >= 1
    assert 20 <= len(words.summary) <= 200
    assert words.made in ({"authentic"} if item.kind == "governance" else {"human", "machine-reviewed"})


def test_french_marks_do_not_stand_alone_at_the_start_of_a_line() -> None:
    french = [words for _item, words in VERSIONS if words.lang == "fr"]
    assert french
    for words in french:
        for text in (words.title, words.summary, words.body):
            assert not any(f" {mark}" in text for mark in ":;!?»"), words.slug
            assert "« " not in text, words.slug


def test_every_transcript_can_be_read_and_says_first_that_it_is_an_example() -> None:
    for item in (item for item in ITEMS if item.kind == "webinar"):
        starts = [webvtt.parse_time(at) for at in item.chapters]
        for lang in ("en", "fr", "es"):
            cues = webvtt.parse(reading.transcript(item.key, lang))
            assert len(cues) >= 6
            assert cues[0].text.startswith(("Example", "Exemple", "Ejemplo"))
            assert all(cue.speaker for cue in cues)
            assert set(starts) <= {cue.start_ms for cue in cues}
            assert len(item.words[lang].chapters) == len(item.chapters)
            assert len(item.words[lang].roles) == len(item.speakers)


def test_terms_pages_and_shared_sentences_are_in_three_languages() -> None:
    assert all({"en", "fr", "es"} <= set(term.words) for term in reading.terms())
    assert all({"en", "fr", "es"} <= set(page.words) for page in reading.pages())
    assert all({"en", "fr", "es"} <= set(texts) for texts in reading.phrases().values())
    assert {page.key for page in reading.pages()} == {
        "home", "library", "contact", "about", "consent", "slow-connection", "data",
    }  # fmt: skip


def test_the_page_about_the_network_has_the_facts_of_the_project() -> None:
    about = next(page for page in reading.pages() if page.key == "about")
    text = about.words["en"].body
    for fact in ("3 April 2023", "18 months", "Operational plan: 2023", "16 to 18 November 2023", "Status: active"):
        assert fact in text


def test_works_keep_their_ids() -> None:
    assert str(reading.work("item agua-serena")) == str(reading.work("item agua-serena"))
    assert len({item.work for item in ITEMS}) == len(ITEMS)
