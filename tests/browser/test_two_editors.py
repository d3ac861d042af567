"""Two people at one text: the second is told before anything is buried, and both versions stay."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser import editing
from tests.browser.running import Running


def open_text(page: Any, address: str) -> None:
    """Open a text as somebody who reads it first: Wagtail watches for edits only from two seconds after the load."""
    page.add_init_script(editing.NOTE_THE_START)
    page.goto(address)
    editing.until_watched(page)


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(running: Running, work_as: Callable[[str], Any]) -> None:
    first = work_as("editor")
    editing.open_form(first, running, "Community profile")
    editing.fill(first, title="Lark Meadow mends its roofs", summary="As both found it.")
    editing.save(first)
    address = first.url
    second = work_as("administrator")
    open_text(second, address)
    editing.fill(first, summary="What the first wrote.")
    editing.save(first)
    editing.fill(second, town="Where the second is")
    expect(second.get_by_text("Autosave is paused").first).to_be_visible()
    second.get_by_role("button", name="Save draft").click()
    question = second.get_by_role("dialog").filter(has_text="editor saved a new version")
    expect(question).to_be_visible()
    expect(second.locator("#id_town")).to_have_value("Where the second is")
    question.get_by_role("button", name="Save draft").click()
    told = second.locator(".messages .warning").filter(has_text="editor saved this text too")
    expect(told).to_contain_text("Both versions are kept")
    expect(second.locator("#id_town")).to_have_value("Where the second is")
    told.get_by_role("link", name="Compare the two").click()
    expect(second.get_by_text("What the first wrote.").first).to_be_visible()
    expect(second.get_by_text("Where the second is").first).to_be_visible()
