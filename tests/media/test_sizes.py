"""Sizes are made once however many ask, never larger than the picture, and say nothing either."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import pytest
from PIL import Image

from library.media import sizes
from library.media.addresses import WIDTHS
from library.media.storage import digest_of, find_stored
from tests.media import makers


def pixel(picture: Image.Image, at: int) -> tuple[int, int, int]:
    colour: Any = picture.convert("RGB").getpixel((at, at))
    return colour


def stored(content: bytes, name: str) -> tuple[str, Any]:
    from library.media.services import store_bytes

    digest = digest_of(store_bytes(name=name, content=content))
    return digest, find_stored(digest)


@pytest.mark.parametrize("ending", ["webp", "avif", "jpg"])
@pytest.mark.parametrize("width", WIDTHS)
def test_each_size_has_its_width_and_never_more_than_the_original(width: int, ending: str) -> None:
    digest, original = stored(makers.jpeg(size=(1000, 750)), "a.jpg")
    path = sizes.size_path(digest=digest, original=original, width=width, ending=ending)
    with Image.open(path) as picture:
        assert picture.width == min(width, 1000)
        assert abs(picture.height - picture.width * 0.75) <= 1
        assert picture.get_format_mimetype() == sizes.MIME_TYPES[ending]
    data = path.read_bytes()
    assert [word for word in makers.TELLING if word in data] == []


@pytest.mark.parametrize("mode", ["P", "1", "L", "LA", "RGBA", "CMYK"])
def test_pictures_of_every_mode(mode: str) -> None:
    form, name = ("JPEG", "a.jpg") if mode == "CMYK" else ("PNG", "a.png")
    digest, original = stored(makers.saved(makers.photo((400, 300)).convert(mode), form), name)
    for ending in sizes.FORMATS:
        with Image.open(sizes.size_path(digest=digest, original=original, width=320, ending=ending)) as picture:
            red, _green, blue = pixel(picture, 20)
            assert picture.width == 320
            assert red >= blue


def test_transparency_stays_or_becomes_white() -> None:
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    digest, original = stored(makers.saved(clear, "PNG"), "a.png")
    with Image.open(sizes.size_path(digest=digest, original=original, width=320, ending="webp")) as picture:
        assert picture.getchannel("A").getextrema() == (0, 0)
    with Image.open(sizes.size_path(digest=digest, original=original, width=320, ending="jpg")) as picture:
        assert min(pixel(picture, 5)) > 250


def test_thirty_who_ask_at_once_make_one_size() -> None:
    digest, original = stored(makers.jpeg(size=(1600, 1200)), "a.jpg")
    start = threading.Barrier(10)

    def ask(_number: int) -> bytes:
        start.wait(timeout=20)
        return sizes.size_path(digest=digest, original=original, width=640, ending="webp").read_bytes()

    with patch.object(sizes, "_made", wraps=sizes._made) as made, ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(ask, range(30)))
    assert made.call_count == 1
    assert len(set(answers)) == 1
    with Image.open(io.BytesIO(answers[0])) as picture:
        assert picture.size == (640, 480)
    assert [path.name for path in sizes.sizes_folder().glob("??/*/*")] == ["w640.webp"]


def test_a_size_that_is_not_offered_is_not_made() -> None:
    digest, original = stored(makers.jpeg(), "a.jpg")
    with pytest.raises(ValueError, match="no such size"):
        sizes.size_path(digest=digest, original=original, width=321, ending="webp")
    with pytest.raises(ValueError, match="no such size"):
        sizes.size_path(digest=digest, original=original, width=320, ending="png")
