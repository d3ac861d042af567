"""What an editor's hands do in the admin: fill fields, open choosers, save and submit; the journeys call it."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.running import Running

NOTE_THE_START = """
document.addEventListener("w-unsaved:watch-edits", () => { document.documentElement.dataset.watched = "yes"; });
"""
"""For `add_init_script`, before the form is opened: `until_watched` goes by it."""


def until_watched(page: Page) -> None:
    """Wait until Wagtail watches for edits, from two seconds after the load: what is typed before saves nothing."""
    expect(page.locator("html[data-watched]")).to_be_attached(timeout=10_000)


def open_form(page: Page, running: Running, kind: str) -> None:
    """Go to the form of a new item in the English library, the way an editor goes."""
    page.goto(f"{running.address}/admin/pages/search/?q=Resource+library&content_type=library.libraryindexpage")
    page.locator(".listing a[href$='/edit/']").first.click()
    number = page.url.split("/pages/")[1].split("/")[0]
    page.goto(f"{running.address}/admin/pages/{number}/add_subpage/")
    page.get_by_role("link", name=kind, exact=True).click()
    # Wagtail makes the slug from the title by a script: what is typed before it is there has none.
    page.wait_for_url("**/admin/pages/add/**", wait_until="load")


def fill(page: Page, **fields: str) -> None:
    """Write into plain fields, by their names in the form; a title key by key, since its slug follows the keys."""
    for name, value in fields.items():
        field = page.locator(f"#id_{name}")
        if name == "title":
            field.fill("")
            field.press_sequentially(value)
            expect(page.locator("#id_slug")).not_to_have_value("")
        else:
            field.fill(value)


def write(page: Page, section: str, text: str) -> None:
    """Write into the rich text of a section."""
    area = page.locator(f"#panel-child-content-{section}-section .public-DraftEditor-content").first
    area.click()
    page.keyboard.type(text)


def choose_topic(page: Page, name: str) -> None:
    """Tick one topic more."""
    page.locator("#id_topics").get_by_label(name, exact=True).check()


def section(page: Page, name: str) -> Any:
    """Return a panel of the form."""
    return page.locator(f"#panel-child-content-{name}-section")


def insert_block(page: Page, stream: str, label: str = "") -> Any:
    """Put a block at the end of a stream, and return it; a stream of one kind of block asks for no kind."""
    panel = section(page, stream)
    blocks = panel.locator("[data-streamfield-child]")
    before = blocks.count()
    panel.locator("button.c-sf-add-button").last.click()
    if label:
        page.get_by_role("option", name=re.compile(f"^\\s*{re.escape(label)}\\b")).click()
    expect(blocks.nth(before)).to_be_visible()
    return blocks.nth(before)


def open_picture_chooser(page: Page) -> Any:
    """Open the chooser of the item's picture at the tab that takes an upload, and return it."""
    section(page, "picture").get_by_role("button", name="Choose an image").click()
    modal = page.locator(".modal.in, .modal.show, .modal-dialog").last
    modal.get_by_role("tab", name="Upload").click()
    return modal


def open_file_chooser(page: Page) -> Any:
    """Open the chooser of a recording's file at the tab that takes an upload, and return it."""
    section(page, "recording").get_by_role("button", name="Choose a document").click()
    modal = page.locator(".modal.in, .modal.show, .modal-dialog").last
    modal.get_by_role("tab", name="Upload").click()
    return modal


def upload(modal: Any, path: Path, title: str) -> None:
    """Send a file in a chooser."""
    modal.locator("input[type=file]").set_input_files(path)
    modal.locator("input[name$=title]").last.fill(title)
    modal.get_by_role("button", name="Upload").click()


def save(page: Page) -> None:
    """Save a draft, and wait for the answer."""
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_load_state("load")
    expect(page.locator(".messages .success").first).to_be_visible(timeout=10_000)


def submit(page: Page) -> None:
    """Submit the text for review."""
    page.get_by_role("button", name="More actions").click()
    page.locator("button[name=action-submit]").click()
    page.wait_for_load_state("load")
    expect(page.locator(".messages .success").first).to_be_visible(timeout=10_000)
