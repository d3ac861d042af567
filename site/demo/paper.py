"""Writes a sheet to print: a small PDF with a title and running text, made of a standard font."""

import io
import re
import textwrap
from collections.abc import Iterator

import pikepdf

PAGE = (612, 792)
MARGIN, LEADING, SIZE, TITLE_SIZE = 64, 16, 11, 18
COLUMNS = 84
LINES = 40


def sheet(*, title: str, text: str, lang: str) -> bytes:
    """Return a PDF of the text; the same text gives the same bytes."""
    lines = list(_lines(text))
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)] or [[]]
    with pikepdf.new() as document:
        font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )  # fmt: skip
        for number, body in enumerate(pages):
            document.pages.append(_page(document, font, title if number == 0 else "", body))
        document.Root.Lang = lang
        document.docinfo["/Title"] = title
        stream = io.BytesIO()
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


def _page(document: pikepdf.Pdf, font: pikepdf.Object, title: str, body: list[str]) -> pikepdf.Page:
    wrapped = textwrap.wrap(title, 48)
    parts = [b"BT /F1 %d Tf %d TL %d %d Td" % (TITLE_SIZE, TITLE_SIZE + 6, MARGIN, PAGE[1] - MARGIN)]
    parts += [_shown(line) for line in wrapped]
    parts += [b"/F1 %d Tf %d TL T*" % (SIZE, LEADING), *[_shown(line) for line in body], b"ET"]
    return pikepdf.Page(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, *PAGE],
            Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)),
            Contents=document.make_stream(b"\n".join(parts)),
        )
    )


def _shown(line: str) -> bytes:
    escaped = re.sub(r"([\\()])", r"\\\1", line).encode("cp1252", "replace")
    return b"(" + escaped + b") Tj T*"


def _lines(text: str) -> Iterator[str]:
    for paragraph in text.strip().splitlines():
        plain = re.sub(r"^(## |> )|\*", "", paragraph)
        yield from textwrap.wrap(plain, COLUMNS) or [""]
