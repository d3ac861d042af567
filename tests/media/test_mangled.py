"""Files with bytes changed at random are cleaned or refused; nothing else ever happens to them."""

import random
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from library.media.intake import clean_document, clean_picture
from tests.media import makers

FILES: dict[str, Callable[[], bytes]] = {
    "a.jpg": makers.jpeg,
    "a.png": makers.png,
    "a.webp": makers.webp,
    "a.gif": lambda: makers.gif(frames=3),
    "a.tif": makers.tiff,
    "a.heic": makers.heic,
    "a.avif": makers.avif,
    "a.pdf": makers.pdf,
    "a.docx": makers.docx,
    "a.odt": makers.odt,
    "a.mp4": makers.mp4,
    "a.mp3": makers.mp3,
    "a.vtt": lambda: makers.VTT,
}
TRIES = 40


def mangled(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _time in range(chance.choice((1, 2, 8))):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.choice((1, 4, 200))]
            case 2:
                changed[at:at] = bytes(chance.randrange(256) for _byte in range(chance.choice((1, 4, 30))))
            case _:
                del changed[max(1, at) :]
    return bytes(changed)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns of odd EXIF and TIFF tags, and reads on
def test_a_mangled_file_is_cleaned_or_refused(name: str) -> None:
    chance, original = random.Random(name), FILES[name]()
    clean_file = clean_document if name.split(".")[1] in {"pdf", "docx", "odt", "mp4", "mp3", "vtt"} else clean_picture
    outcomes = {"clean": 0, "refused": 0}
    for _time in range(TRIES):
        try:
            with clean_file(name, ContentFile(mangled(original, chance), name=name)) as clean:
                assert clean.facts.size == len(clean.read())
            outcomes["clean"] += 1
        except ValidationError as refused:
            assert refused.messages[0]  # noqa: PT017 - either outcome is right, and a refusal must have words
            outcomes["refused"] += 1
    assert sum(outcomes.values()) == TRIES
