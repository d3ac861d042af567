"""Each component, printed with its sample data and read as HTML."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from lxml import html as lxml_html

from library.printing import file_size
from library.reading import frame, item, recording
from library.styleguide import PAGES, PDF, SOUND, VERSIONS, sample, samples, sheet

FOLDER = Path(settings.ROOT) / "templates" / "components"
NAMES = sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.html"))


def printed(name: str, interface: str = "en", **more: Any) -> Any:
    with override(interface):
        text = render_to_string(f"components/{name}.html", {**samples(interface)[name], **more})
    return lxml_html.fromstring(f"<div>{text}</div>")


def texts(found: list[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found]


@pytest.mark.parametrize("name", NAMES)
def test_every_component_says_what_it_takes_and_has_a_sample(name: str) -> None:
    first = (FOLDER / f"{name}.html").read_text().splitlines()[0]
    assert "{% comment %}" in first
    assert "Takes: " in first or "akes" in first
    assert name in samples()


@pytest.mark.parametrize("interface", ["en", "fr", "es"])
@pytest.mark.parametrize("name", NAMES)
def test_every_component_prints_without_style_or_script(name: str, interface: str) -> None:
    page = printed(name, interface)
    assert page.xpath(".//*") != []
    assert not page.cssselect("[style], script, style, [onclick]")
    assert all(image.get("alt") is not None for image in page.cssselect("img"))
    assert all(icon.get("aria-hidden") == "true" for icon in page.cssselect("svg"))


def test_header_names_the_languages_by_their_own_names() -> None:
    page = printed("header")
    assert texts(page.cssselect(".languages a")) == ["English", "Français", "Español"]
    assert [link.get("lang") for link in page.cssselect(".languages a")] == ["en", "fr", "es"]
    assert texts(page.cssselect(".menu [aria-current]")) == ["Library"]
    assert page.cssselect("a.skip")[0].get("href") == "#content"


def test_footer_leads_to_texts_and_data() -> None:
    assert texts(printed("footer").cssselect("li"))[-2:] == ["About the network", "API documentation"]


def test_breadcrumbs_end_where_the_reader_is() -> None:
    page = printed("breadcrumbs")
    assert texts(page.cssselect("li")) == ["Home", "Library", "The keepers of the spring"]
    assert page.cssselect("li[aria-current=page]")[0].cssselect("a") == []


def test_search_box_ties_label_and_hint_to_the_field() -> None:
    page = printed("search_box")
    field = page.cssselect("input[type=search]")[0]
    assert (field.get("value"), field.get("aria-describedby")) == ("water", "q-hint")
    assert page.cssselect("label")[0].get("for") == field.get("id")


def test_facets_are_a_form_with_a_button() -> None:
    page = printed("facets")
    assert texts(page.cssselect("legend")) == ["Topic", "Country", "Language"]
    assert [box.get("value") for box in page.cssselect("input[checked]")] == ["water", "MX"]
    assert texts(page.cssselect("bdi[lang=zap]")) == ["Diidxazá"]
    assert len(page.cssselect("button")) == 1
    assert "2 chosen" in texts(page.cssselect("summary"))[0]


def test_chips_leave_out_one_value_each() -> None:
    page = printed("chosen")
    assert [chip.get("href") for chip in page.cssselect(".chip")] == [
        "/en/library/?country=MX",
        "/en/library/?topic=water",
    ]
    assert page.cssselect("a.tap")[0].get("href") == "/en/library/"


def test_pages_say_where_they_lead() -> None:
    page = printed("pages")
    assert [link.get("href") for link in page.cssselect("[rel]")] == [
        "/en/library/?topic=water&country=MX",
        "/en/library/?topic=water&country=MX&page=3",
    ]
    assert texts(page.cssselect("[aria-current=page]")) == ["Page 2"]


def test_a_card_gives_the_words_of_the_people_first() -> None:
    page = printed("card")
    title = page.cssselect(".card-title")[0]
    assert (title.text_content(), title.get("lang")) == ("Las guardianas del manantial", "es")
    assert texts(page.cssselect(".card-gloss")) == ["The keepers of the spring"]
    side = texts(page.cssselect(".card-side li"))
    assert side == [
        "Written in Español; also in English",
        "Translated by a person and reviewed",
        "Oaxaca, Mexico, Canada",
    ]


def test_a_match_is_marked() -> None:
    assert texts(printed("cards").cssselect("mark")) == ["dry"]


@pytest.mark.parametrize(
    ("provenance", "original", "sentence"),
    [
        ("original", "en", "Written in English. You are reading the original."),
        ("human", "es", "You are reading a translation (English), made by a person and reviewed on 14 March 2025."),
        ("machine-reviewed", "es", "Machine translation (English), read and corrected by a person on 14 March 2025."),
        ("authentic", "es", "Equal versions. Each language version of this text has the same standing."),
    ],
)
def test_provenance_is_said_in_a_sentence(provenance: str, original: str, sentence: str) -> None:
    thing = item.build(sample(provenance=provenance, original_lang=original), VERSIONS, "en", "/en/library/")
    assert sentence in texts(printed("provenance", item=thing).cssselect("li"))


def test_the_original_is_a_link_away() -> None:
    link = printed("provenance").cssselect("a")[0]
    assert (link.get("href"), link.get("hreflang")) == ("/en/es/library/keepers/", "es")


def test_languages_of_an_item_say_how_their_words_came_to_be() -> None:
    assert texts(printed("versions").cssselect("small")) == ["the original", "translated by a person, reviewed"]


def test_a_file_says_type_size_and_language() -> None:
    assert texts(printed("file").cssselect(".note")) == ["PDF, 1.4 MB, Español"]
    assert texts(printed("file", "fr").cssselect(".note"))[0].startswith("PDF, 1,4")
    assert printed("file", media=None).cssselect("li") == []


@pytest.mark.parametrize(
    ("interface", "words"), [("en", "1.4 MB"), ("fr", "1,4\N{NO-BREAK SPACE}Mo"), ("es", "1.4\N{NO-BREAK SPACE}MB")]
)
def test_a_size_is_written_as_readers_write_numbers(interface: str, words: str) -> None:
    with override(interface):
        assert file_size(1_400_000) == words


def test_a_player_of_another_site_says_who_will_know() -> None:
    page = printed("player")
    assert page.cssselect("iframe, video, audio") == []
    assert "YouTube (Google), which will then know" in texts(page.cssselect("form p"))[0]
    assert page.cssselect("input[name=play]")[0].get("value") == "recording"


def test_a_player_that_was_asked_for_shows_the_frame() -> None:
    playing = recording.players(sample(), playing="recording", start=761, url="/x/")["recording"]
    frame_of = printed("player", player=playing).cssselect("iframe")[0]
    assert frame_of.get("src") == "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&rel=0&start=761"


def test_sound_of_ours_loads_nothing_before_it_is_played() -> None:
    part = {**sample().part, "recording": {"hash": SOUND.hash, "url": "", "host": ""}}
    player = recording.players(sample(part=part), playing="", start=9, url="/x/")["recording"]
    sound = printed("player", player=player).cssselect("audio")[0]
    assert (sound.get("preload"), sound.get("src")) == ("none", f"/media/{SOUND.hash}/dialogue.mp3#t=9")
    assert [track.get("src") for track in sound.cssselect("track")] == ["/x/?captions=en", "/x/?captions=es"]


def test_a_recording_at_an_unknown_place_is_only_a_link() -> None:
    part = {"recording": {"hash": "", "url": "https://www.example.org/film", "host": "www.example.org"}}
    player = recording.players(sample(part=part), playing="recording", start=0, url="/x/")["recording"]
    page = printed("player", player=player)
    assert page.cssselect("iframe, form") == []
    assert page.cssselect("a.button")[0].get("href") == "https://www.example.org/film"


def test_chapters_lead_to_the_first_cue_after_they_begin() -> None:
    links = printed("chapters").cssselect("a")
    assert [link.get("href").partition("#")[2] for link in links] == ["t0", "t9"]
    assert [time.get("datetime") for time in printed("chapters").cssselect("time")] == ["PT0S", "PT9S"]


def test_a_transcript_offers_its_languages_and_marks_the_moment() -> None:
    page = printed("transcript")
    assert [link.get("hreflang") for link in page.cssselect(".buttons a")] == ["es"]
    assert [cue.get("id") for cue in page.cssselect(".matched")] == ["t0"]


def test_a_picture_keeps_its_room_and_offers_sizes() -> None:
    page = printed("blocks/image")
    image, sources = page.cssselect("img")[0], page.cssselect("source")
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("1600", "900", "A valley.")
    assert image.get("class", "").startswith("tone-")
    assert [source.get("type") for source in sources] == ["image/avif", "image/webp"]
    assert [source.get("srcset", "").split(" 320w")[0][-9:] for source in sources] == ["w320.avif", "w320.webp"]
    assert texts(page.cssselect("figcaption")) == ["Below the spring. Picture: Example"]


def test_links_leave_out_what_is_not_public() -> None:
    assert texts(printed("blocks/links").cssselect("li")) == ["The guide", "Elsewhere example.org"]


def test_text_resolves_its_links() -> None:
    assert printed("blocks/text").cssselect("a")[0].get("href") == "/en/fr/library/guide/"


def test_a_quotation_is_marked_with_its_language() -> None:
    assert printed("blocks/quote").cssselect("blockquote")[0].get("lang") == "es"


def test_a_citation_names_people_title_year_and_address() -> None:
    words = texts(printed("cite").cssselect("p"))[0]
    assert words == (
        "Agua Serena (ejemplo) (2024). Las guardianas del manantial [The keepers of the spring]. "
        "Communities for Environmental Justice Network. https://example.org/en/library/keepers/"
    )


def test_a_file_that_is_missing_is_left_out() -> None:
    bare = item.build(sample(media=()), VERSIONS, "en", "")
    assert printed("blocks/file", item=bare).cssselect("li") == []
    assert PDF.hash not in lxml_html.tostring(printed("blocks/image", item=bare)).decode()


def test_the_frame_without_pages_still_has_languages_and_search() -> None:
    bare = frame.build(frame.Place(interface="fr"), ())
    page = printed("header", "fr", frame=bare)
    assert len(page.cssselect(".languages a")) == 3
    assert page.cssselect(".to-search")[0].get("href") == "/fr/search/"
    assert page.cssselect(".menu") == []


def test_the_sheet_of_components_prints(rf: RequestFactory) -> None:
    page = lxml_html.fromstring(sheet(rf.get("/styleguide/")).content.decode())
    assert len(page.cssselect("main section > h2")) > 20


@pytest.mark.parametrize("name", ["menu", "footer"])
def test_what_stands_around_pages_is_printed_from_what_it_is_kept_under(name: str) -> None:
    for pages in (PAGES, PAGES[:1], ()):
        built = frame.build(frame.Place(interface="en", section="library"), pages)
        with override("en"):
            kept = Template(f'{{% load library %}}{{% standing "{name}" %}}').render(Context({"frame": built}))
            assert kept == render_to_string(f"components/{name}.html", {"frame": built})
        assert ("About the network" in kept) is (len(pages) == len(PAGES))


def test_a_sentence_is_said_in_the_language_of_each_reader() -> None:
    found = Template('{% load i18n library %}{% translate "Published" %}|{% translate "Published" as word %}{{ word }}')
    for interface, word in (("en", "Published"), ("es", "Publicado"), ("en", "Published")):
        with override(interface):
            assert found.render(Context()) == f"{word}|{word}"
