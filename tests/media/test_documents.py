"""Documents and recordings are stored without what they say about their makers and their places."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.base import ContentFile

from library.media.intake import clean_document
from library.media.services import create_document
from tests.media import makers


def cleaned(name: str, content: bytes) -> tuple[bytes, bool]:
    with clean_document(name, ContentFile(content, name=name)) as clean:
        return clean.read(), clean.facts.had_position


def test_a_pdf_keeps_its_page_and_title_and_nothing_that_tells() -> None:
    data, had_position = cleaned("a.pdf", makers.pdf())
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len(document.pages) == 1
        assert str(document.docinfo["/Title"]) == "Water in the valley"
        assert list(document.docinfo.keys()) == ["/Title"]
        assert "/Metadata" not in document.Root
        assert "/OpenAction" not in document.Root
        assert len(document.attachments) == 0
        photo = document.pages[0].Resources.XObject.Im0.read_raw_bytes()
        others = [item for item in document.objects if isinstance(item, pikepdf.Stream) and "/Width" not in item]
        streams = b"".join(item.read_bytes() for item in others)
    assert photo.startswith(b"\xff\xd8")
    assert makers.SECRET not in data + streams
    assert b"Exif" not in photo
    assert had_position


def test_a_clean_pdf_stays_the_same_bytes() -> None:
    once, _had = cleaned("a.pdf", makers.pdf())
    twice, had_position = cleaned("a.pdf", once)
    assert once == twice
    assert not had_position


def test_a_locked_pdf_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(makers.pdf())) as document:
        document.save(out, encryption=pikepdf.Encryption(user="open sesame", owner="other"))
    with pytest.raises(Exception, match="locked with a password"):
        cleaned("a.pdf", out.getvalue())


def test_an_office_file_keeps_its_parts_and_loses_author_place_and_comment() -> None:
    data, had_position = cleaned("a.docx", makers.docx())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        assert archive.comment == b""
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(parts) == {"[Content_Types].xml", "word/document.xml", "docProps/core.xml", "word/media/image1.jpeg"}
    assert parts["word/document.xml"] == b"<w:document/>"
    assert makers.SECRET not in b"".join(parts.values())
    assert had_position
    assert cleaned("a.docx", data)[0] == data


def test_an_opendocument_text_keeps_its_first_entry_as_it_must_be() -> None:
    data, _had = cleaned("a.odt", makers.odt())
    assert data[30:38] == b"mimetype"
    assert b"application/vnd.oasis.opendocument.text" in data[:100]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert makers.SECRET not in archive.read("meta.xml")


def test_a_film_keeps_its_length_and_its_pictures_but_not_its_place() -> None:
    original = makers.mp4()
    data, had_position = cleaned("a.mp4", original)
    assert had_position
    assert makers.SECRET not in data
    assert b"095.02" not in data
    assert len(data) == len(original)
    assert data[data.index(b"mdat") :] == original[original.index(b"mdat") :]


def test_an_mp3_keeps_its_frames_alone() -> None:
    data, _had = cleaned("a.mp3", makers.mp3())
    assert len(data) == 2 * 417
    assert data.startswith(b"\xff\xfb")
    assert makers.SECRET not in data


@pytest.mark.parametrize("name", ["notes.txt", "table.csv", "talk.vtt"])
def test_texts_stay_as_they_are(name: str) -> None:
    assert cleaned(name, makers.VTT) == (makers.VTT, False)


@pytest.mark.django_db
def test_a_document_row_knows_its_file() -> None:
    document = create_document(title="Water", name="../Agua del valle.PDF", content=makers.pdf(), lang="es")
    document.refresh_from_db()
    assert document.filename == "Agua del valle.pdf"
    assert document.mime_type == document.content_type == "application/pdf"
    assert document.language == "es"
    assert document.had_position
    with document.file.storage.open(str(document.file.name)) as stream:
        data = stream.read()
    assert document.file_size == len(data)
    assert document.file.name == f"{document.sha256[:2]}/{document.sha256}.pdf"
