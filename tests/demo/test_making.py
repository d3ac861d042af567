"""What the demonstration makes itself: pictures, sheets to print, a sound, and blocks out of plain text."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from demo import paper, prose, sound
from demo.drawing.canvas import LIGHTS
from demo.drawing.draw import alt, alt_for, drawing
from demo.drawing.scenes import SCENES
from library.media.intake import clean_document

MOST = 150 * 1024
LONG = "## Où\n\n- *Première* ligne à garder\n\n" + "mot " * 900
OGG_CHECK_END = 27


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_drawing_is_light_and_has_words_in_three_languages(scene: str) -> None:
    drawn = drawing(scene, "test")
    picture = Image.open(io.BytesIO(drawn.content))
    assert picture.size == (1280, 720)
    assert len(drawn.content) <= MOST
    assert set(drawn.alt) == {"en", "fr", "es"}
    assert drawn.alt["en"].startswith("A drawing: ")
    assert alt_for(drawn, "zap") == drawn.alt["es"]


def test_the_same_name_draws_the_same_picture_and_another_name_another() -> None:
    assert drawing("river", "one").content == drawing("river", "one").content
    assert drawing("river", "one").content != drawing("river", "two").content


def test_every_scene_and_light_has_words() -> None:
    for scene in SCENES:
        for light in LIGHTS:
            for lang, text in alt(scene, light.name).items():
                assert "{" not in text
                assert len(text) > 25, (scene, lang)


def test_a_sheet_holds_its_words_and_passes_the_gate() -> None:
    content = paper.sheet(title="L’eau (été)", text=LONG, lang="fr")
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 1
        assert str(document.Root.Lang) == "fr"
        page = document.pages[0].Contents.read_bytes()
    assert b"Premi\xe8re ligne" in page
    assert b"\\(\xe9t\xe9\\)" in page
    with clean_document("sheet.pdf", ContentFile(content)) as clean:
        assert clean.facts.mime_type == "application/pdf"
    assert content == paper.sheet(title="L’eau (été)", text=LONG, lang="fr")


def test_the_sound_is_one_unbroken_ogg_stream_of_a_minute() -> None:
    content = sound.tones()
    position, pages = 0, 0
    while position < len(content):
        assert content[position : position + 4] == b"OggS"
        assert int.from_bytes(content[position + 18 : position + 22], "little") == pages
        segments = content[position + 26]
        granule = int.from_bytes(content[position + 6 : position + 14], "little")
        position += OGG_CHECK_END + segments + sum(content[position + 27 : position + 27 + segments])
        pages += 1
    assert pages == sound.FRAMES + 2
    assert 55 < granule / sound.RATE < 60
    with clean_document("tones.ogg", ContentFile(content)) as clean:
        assert clean.facts.mime_type == "audio/ogg"


def test_plain_text_becomes_blocks() -> None:
    text = "First *words* & [[well|a well]].\n\n- one\n- two\n\n## Then\n\n"
    text += "> Said so\n> again.\n> — A keeper\n\n!river\n\nLast."
    found = prose.blocks(
        text, lang="en", seed="x", link_to={"well": 7}.get, picture=lambda scene: {"image": 1, "alt": scene}
    )
    assert [block["type"] for block in found] == ["text", "heading", "quote", "image", "text"]
    assert found[0]["value"] == (
        '<p>First <i>words</i> &amp; <a linktype="page" id="7">a well</a>.</p><ul><li>one</li><li>two</li></ul>'
    )
    assert found[2]["value"] == {"text": "Said so again.", "person": "", "role": "A keeper", "language": "en"}
    assert found[3]["value"]["alt"] == "river"
    assert len({block["id"] for block in found}) == len(found)


def test_a_link_to_what_is_not_there_keeps_its_words() -> None:
    assert prose.rich("See [[nothing|this]].", lambda _key: None) == "<p>See this.</p>"
