"""A new text that the browser is saving by itself can be saved and submitted in the same moment; nothing is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import editing
from tests.browser.running import Running


def keep_the_answer(page: Any) -> list[Any]:
    """Let the browser's own save of a new text reach the site, and its answer never reach the browser."""
    held: list[Any] = []

    def hold(route: Any) -> None:
        if route.request.method == "POST" and "text/html" not in route.request.headers["accept"]:
            held.append(route.fetch())
        else:
            route.continue_()

    page.route("**/admin/pages/add/**", hold)
    return held


@pytest.mark.parametrize("button", ["save", "submit"])
def test_a_button_that_is_pressed_during_the_first_autosave(
    running: Running, work_as: Callable[[str], Any], button: str
) -> None:
    page = work_as("editor")
    page.add_init_script(editing.NOTE_THE_START)
    editing.open_form(page, running, "Community profile")
    editing.until_watched(page)
    held = keep_the_answer(page)
    title = f"Otter Bend {button}s at once"
    editing.fill(page, title=title, summary="First words.")
    for _moment in range(200):
        page.wait_for_timeout(50)
        if held:
            break
    assert held[0].json()["success"]
    editing.fill(page, summary="All words.")
    getattr(editing, button)(page)
    page.unroute_all(behavior="ignoreErrors")
    assert page.locator(".messages .error, .messages .critical").count() == 0
    page.goto(f"{running.address}{held[0].json()['url']}")
    assert page.locator("#id_summary").input_value() == "All words."
    page.goto(f"{running.address}/admin/pages/search/?q={title.replace(' ', '+')}")
    expect(page.locator(".listing .title a", has_text=title)).to_have_count(1)
