"""What is stored of a picture shows the same and says nothing; whatever the way it came in."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from library.media.intake import clean_picture
from library.media.models import LibraryImage
from library.media.services import create_image
from tests.media import makers

CASES: dict[str, Callable[[], bytes]] = {
    "a.jpg": makers.jpeg,
    "b.jpeg": lambda: makers.jpeg(orientation=6),
    "c.png": makers.png,
    "d.png": lambda: makers.png(orientation=8),
    "e.webp": makers.webp,
    "f.webp": lambda: makers.webp(lossless=True),
    "g.gif": makers.gif,
    "h.gif": lambda: makers.gif(frames=5),
    "i.tif": makers.tiff,
    "j.heic": makers.heic,
    "k.avif": makers.avif,
    "l.jpg": lambda: makers.jpeg(progressive=True),
}
WITHOUT_PLACE = ("g.gif", "h.gif")


def stored_bytes(image: LibraryImage) -> bytes:
    with image.file.storage.open(image.file.name) as stream:
        return stream.read()


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_nothing_telling_is_left_in_the_stored_file(name: str, store: Path) -> None:
    image = create_image(title="A picture", name=name, content=CASES[name]())
    data = stored_bytes(image)
    assert [word for word in makers.TELLING if word in data] == []
    assert image.had_position is (name not in WITHOUT_PLACE)
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        assert (image.width, image.height) == picture.size
        assert not picture.getexif()
        assert picture.get_format_mimetype() == image.mime_type
    everything = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
    assert makers.SECRET not in everything


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_no_size_of_the_admin_tells_anything(name: str) -> None:
    image = create_image(title="A picture", name=name, content=CASES[name]())
    for spec in ("max-30x30", "original", "width-20|format-jpeg"):
        rendition = image.get_rendition(spec)
        with rendition.file.storage.open(rendition.file.name) as stream:
            data = stream.read()
        assert [word for word in makers.TELLING if word in data] == []


@pytest.mark.parametrize("name", CASES)
def test_a_clean_picture_stays_the_same_bytes(name: str) -> None:
    once = clean_picture(name, ContentFile(CASES[name](), name=name))
    data = once.read()
    again = clean_picture(once.facts.name, ContentFile(data, name=once.facts.name))
    assert again.read() == data
    assert again.facts.had_position is False


@pytest.mark.parametrize(("name", "orientation"), [("a.jpg", 6), ("a.png", 8), ("a.jpg", 3)])
def test_the_orientation_becomes_pixels(name: str, orientation: int) -> None:
    make = makers.jpeg if name.endswith("jpg") else makers.png
    clean = clean_picture(name, ContentFile(make(orientation=orientation), name=name))
    with Image.open(clean) as picture:
        upright = picture.convert("RGB")
        assert picture.size == ((48, 64) if orientation in {6, 8} else (64, 48))
        # Red was left. Turned by 90 degrees clockwise it is on top, the other way below, upside down right.
        spot = {6: (24, 4), 8: (24, 60), 3: (60, 24)}[orientation]
        colour: Any = upright.getpixel(spot)
        red, _green, blue = colour
        assert red > 150 > blue
        assert picture.info["icc_profile"] == makers.profile()


def test_pixels_and_profile_of_an_upright_jpeg_are_untouched() -> None:
    original = makers.jpeg()
    clean = clean_picture("a.jpg", ContentFile(original, name="a.jpg"))
    with Image.open(io.BytesIO(original)) as before, Image.open(clean) as after:
        assert before.tobytes() == after.tobytes()
        assert after.info["icc_profile"] == makers.profile()


def test_an_animation_keeps_its_frames() -> None:
    clean = clean_picture("a.gif", ContentFile(makers.gif(frames=5), name="a.gif"))
    with Image.open(clean) as picture:
        assert getattr(picture, "n_frames", 1) == 5
        assert picture.info["loop"] == 0


def test_animated_webp_and_png_keep_their_frames() -> None:
    frames = [Image.new("RGB", (16, 16), (shade, 0, 0)) for shade in (10, 90, 200)]
    for form, name in (("WEBP", "a.webp"), ("PNG", "a.png")):
        data = makers.saved(frames[0], form, save_all=True, append_images=frames[1:], exif=makers.exif(), duration=40)
        clean = clean_picture(name, ContentFile(data, name=name))
        stored = clean.read()
        assert makers.SECRET not in stored
        with Image.open(io.BytesIO(stored)) as picture:
            assert getattr(picture, "n_frames", 1) == 3
            picture.seek(2)
            picture.load()


def test_what_is_appended_to_a_jpeg_is_dropped() -> None:
    tail = b"<html><script>alert(1)</script></html>"
    clean = clean_picture("a.jpg", ContentFile(makers.jpeg(tail=tail), name="a.jpg"))
    data = clean.read()
    assert b"<script>" not in data
    assert data.endswith(b"\xff\xd9")


def test_the_second_picture_of_a_phone_is_dropped() -> None:
    clean = clean_picture("a.jpg", ContentFile(makers.jpeg(tail=makers.jpeg()), name="a.jpg"))
    assert clean.read().count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("mode", ["L", "CMYK", "I;16", "RGBA", "P", "1"])
def test_tiff_of_every_mode_becomes_a_picture_for_browsers(mode: str) -> None:
    source = Image.new(mode, (20, 10)) if mode == "I;16" else makers.photo((20, 10)).convert(mode)
    clean = clean_picture("scan.tif", ContentFile(makers.saved(source, "TIFF"), name="scan.tif"))
    assert clean.facts.mime_type in {"image/jpeg", "image/png"}
    assert clean.name in {"scan.jpg", "scan.png"}


def test_the_colour_is_the_commonest() -> None:
    picture = Image.new("RGB", (60, 60), "#205030")
    picture.paste("#ffffff", (0, 0, 20, 20))
    clean = clean_picture("a.png", ContentFile(makers.saved(picture, "PNG"), name="a.png"))
    assert clean.facts.colour == "#205030"


@pytest.mark.django_db
def test_a_picture_saved_in_code_without_our_service_is_clean_too() -> None:
    image = LibraryImage(title="Straight")
    image.file.save("x.jpg", ContentFile(makers.jpeg(orientation=6)), save=False)
    image.save()
    image.refresh_from_db()
    assert makers.SECRET not in stored_bytes(image)
    assert (image.width, image.height) == (48, 64)
    assert image.file.name == f"{image.sha256[:2]}/{image.sha256}.jpg"
    assert image.filename == "x.jpg"
    assert image.had_position
