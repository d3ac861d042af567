"""What a form refuses: it says why, at the place, and everything else that was written is still there."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import editing
from tests.browser.running import Running

BROKEN = """WEBVTT

00:00.000 --> 00:04.000
Good morning.

00:04.000 -> 00:08.000
The arrow of this passage is too short.
"""
OTHER_TYPES = {
    "drawing.svg": "SVG drawings are not taken",
    "program.exe": "Files of this type are not taken. These are: pdf, docx",
    "words.pdf": "This file is called .pdf, but its content is something else",
}
"""Files, the last with a wrong name, and how the refusal begins."""


def bomb(path: Path) -> Path:
    """Write a small PNG that says it is 20,000 points wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
    return path


@pytest.fixture
def recording(running: Running, work_as: Callable[[str], Any]) -> Any:
    """Open the form of a recording with some words written already."""
    page = work_as("editor")
    editing.open_form(page, running, "Recording")
    editing.fill(
        page, title="An evening about the river", summary="Three people talk.", minutes="61", date="2024-05-06"
    )
    page.get_by_label("Mexico").check()
    return page


def nothing_is_lost(page: Any) -> None:
    """Check that all that was written stands in the form."""
    for name, value in {
        "title": "An evening about the river",
        "summary": "Three people talk.",
        "minutes": "61",
    }.items():
        expect(page.locator(f"#id_{name}")).to_have_value(value)
    expect(page.locator("#id_date")).to_have_value("2024-05-06")
    expect(page.get_by_label("Mexico")).to_be_checked()


def test_a_broken_transcript_is_refused_with_its_line(recording: Any) -> None:
    speaker = editing.insert_block(recording, "speakers")
    speaker.locator("input[type=text]").first.fill("A member of an example community")
    block = editing.insert_block(recording, "transcripts")
    block.locator("select").select_option("en")
    block.locator("textarea").fill(BROKEN)
    recording.get_by_role("button", name="Save draft").click()
    recording.wait_for_load_state("load")
    panel = editing.section(recording, "transcripts")
    expect(panel.get_by_text("Line 6").first).to_be_visible()
    expect(panel.locator("textarea")).to_have_value(BROKEN)
    expect(editing.section(recording, "speakers").locator("input[type=text]").first).to_have_value(
        "A member of an example community"
    )
    nothing_is_lost(recording)
    panel.locator("textarea").fill(BROKEN.replace(" -> ", " --> "))
    editing.save(recording)
    expect(recording.locator(".messages .success")).to_be_visible()
    nothing_is_lost(recording)


def test_a_picture_that_would_fill_the_memory_is_refused(recording: Any, tmp_path: Path) -> None:
    modal = editing.open_picture_chooser(recording)
    editing.upload(modal, bomb(tmp_path / "bomb.png"), "A bomb")
    expect(modal.get_by_text("too many pixels (the limit is 40 million)")).to_be_visible()
    expect(modal.locator("input[name$=title]").last).to_have_value("A bomb")
    modal.get_by_role("button", name="Close").first.click()
    nothing_is_lost(recording)


def test_a_file_of_another_type_is_refused(recording: Any, tmp_path: Path) -> None:
    modal = editing.open_file_chooser(recording)
    for name, reason in OTHER_TYPES.items():
        path = tmp_path / name
        path.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
        editing.upload(modal, path, f"My {name}")
        expect(modal.get_by_text(reason)).to_be_visible()
        expect(modal.get_by_text("File extension “” is not allowed")).to_have_count(0)
        expect(modal.locator("input[name$=title]").last).to_have_value(f"My {name}")
    modal.get_by_role("button", name="Close").first.click()
    nothing_is_lost(recording)
