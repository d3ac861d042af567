"""What is not taken, and that each refusal says the reason and what to do."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from library.media.intake import clean_document, clean_picture
from library.media.services import create_document, create_image
from tests.media import makers

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\0" + bytes(200)

PICTURES = [
    ("drawing.svg", SVG, "ending", "PNG"),
    ("page.html", HTML, "ending", "jpg, jpeg, png"),
    ("noending", makers.jpeg(), "ending", "jpg, jpeg, png"),
    ("report.pdf", b"%PDF-1.7", "ending", "Documents"),
    ("drawing.png", SVG, "wrong_content", "save it as .png"),
    ("photo.jpg", makers.png(), "wrong_content", "save it as .jpg"),
    ("photo.png", makers.jpeg(), "wrong_content", "save it as .png"),
    ("photo.heic", makers.avif(), "damaged", "save it anew"),
    ("empty.png", b"", "empty", "Check it on your device"),
    ("bomb.png", makers.png_bomb(), "too_many_pixels", "Make it smaller"),
    ("wide.png", makers.png_bomb(9_000, 5_000), "too_many_pixels", "40 million"),
    ("cut.jpg", makers.jpeg()[:1800], "damaged", "save it anew"),
    ("cut.png", makers.png()[:150], "damaged", "save it anew"),
    ("cut.webp", makers.webp()[:60], "damaged", "save it anew"),
    ("cut.gif", makers.gif()[:20], "damaged", "save it anew"),
    ("long.gif", makers.gif(frames=201), "too_many_frames", "upload it as a film"),
    ("big.png", makers.png() + bytes(15 * 1024 * 1024), "too_big", "Make it smaller"),
]
DOCUMENTS = [
    ("page.html", HTML, "ending", "These are"),
    ("setup.exe", EXE, "ending", "These are"),
    ("drawing.svg", SVG, "ending", "PNG"),
    ("photo.jpg", makers.jpeg(), "ending", "Images"),
    ("old.doc", b"\xd0\xcf\x11\xe0", "ending", "DOCX"),
    ("macro.docm", makers.docx(), "ending", "DOCX"),
    ("setup.pdf", EXE, "wrong_content", "save it as .pdf"),
    ("page.txt", HTML, "wrong_content", "save it as .txt"),
    ("page.csv", b"\xef\xbb\xbf \n<script>", "wrong_content", "save it as .csv"),
    ("latin.txt", "Ñandú".encode("latin-1"), "not_unicode", "UTF-8"),
    ("cut.txt", "Ñandú ñ".encode()[:-1], "not_unicode", "UTF-8"),
    ("broken.pdf", b"%PDF-1.7\nnothing more", "damaged", "print it into a new PDF"),
    ("sheet.xlsx", makers.docx(), "wrong_content", "save it anew"),
    ("plain.docx", makers.zipped({"a.txt": b"a"}), "wrong_content", "save it anew"),
    (
        "template.docx",
        makers.docx(mime_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "wrong_content",
        "",
    ),
    ("macro.docx", makers.docx(word__vbaProject_DOT_bin=b"x"), "macros", "without them"),
    ("bomb.docx", makers.docx(word__huge=bytes(60 * 1024 * 1024)), "bomb", "Save it as PDF"),
    ("cut.docx", makers.docx()[:400], "wrong_content", "save it anew"),
    ("text.odt", makers.zipped({"mimetype": b"application/epub+zip", "content.xml": b"x"}), "wrong_content", "anew"),
    ("talk.mp4", makers.mp4(handler=b"meta"), "sensors", "Export it again"),
    ("cut.mp4", makers.mp4()[:60], "damaged", "Export it again"),
    ("talk.mp3", makers.mp4(), "wrong_content", "save it as .mp3"),
    ("none.mp3", b"ID3\x04\0\0\0\0\0\0", "damaged", "Export it again"),
    ("talk.vtt", b"WEBVTT\n\n00:05.000 --> 00:01.000\nWords", "subtitles", "Line 3"),
    ("talk.vtt", b"words alone", "subtitles", "Line 1"),
]


@pytest.mark.parametrize(("name", "content", "code", "words"), PICTURES, ids=lambda value: str(value)[:20])
def test_a_picture_is_refused_with_reason_and_remedy(name: str, content: bytes, code: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_picture(name, ContentFile(content, name=name))
    assert refused.value.code == code
    assert words in refused.value.messages[0]


@pytest.mark.parametrize(("name", "content", "code", "words"), DOCUMENTS, ids=lambda value: str(value)[:20])
def test_a_document_is_refused_with_reason_and_remedy(name: str, content: bytes, code: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_document(name, ContentFile(content, name=name))
    assert refused.value.code == code
    assert words in refused.value.messages[0]


def test_a_name_with_a_folder_in_a_zip_is_refused() -> None:
    content = makers.zipped({"[Content_Types].xml": b"", "word/document.xml": b"", "../../etc/passwd": b"x"})
    with pytest.raises(ValidationError) as refused:
        clean_document("a.docx", ContentFile(content, name="a.docx"))
    assert refused.value.code == "wrong_content"


@pytest.mark.django_db
def test_nothing_of_a_refused_file_is_stored(store: Path) -> None:
    for make, name, content in ((create_image, "a.png", makers.png_bomb()), (create_document, "a.pdf", HTML)):
        with pytest.raises(ValidationError):
            make(title="No", name=name, content=content)
    assert [path for path in store.rglob("*") if path.is_file()] == []
