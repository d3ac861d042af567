"""A reader writes to the team on the running site without JavaScript, and an editor finds the message."""

from collections.abc import Callable
from typing import Any

from tests.browser.running import Running, path_of


def test_from_the_form_to_the_editors_list(
    running: Running, visit: Callable[..., Any], work_as: Callable[[str], Any]
) -> None:
    reader = visit(java_script_enabled=False, viewport={"width": 360, "height": 800})
    reader.goto(f"{running.address}/en/")
    reader.locator("footer a[href='/en/contact/']").click()
    reader.locator("[name=mail]").fill("reader.example.org")
    reader.locator("[name=text]").fill("The well is dry.\nWhat now?")
    reader.locator(".letter button").click()
    summary = reader.locator(".error-summary")
    assert summary.locator("a").count() == 2
    summary.locator("a").first.click()
    assert reader.url.endswith("#id_mail")
    assert reader.locator("[name=text]").input_value() == "The well is dry.\nWhat now?"
    assert reader.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    reader.locator("[name=mail]").fill("reader@example.org")
    reader.locator("[name=subject]").fill("A dry well")
    reader.wait_for_timeout(4000)  # people take longer than that, programs do not
    reader.locator(".letter button").click()
    assert path_of(reader.url) == "/en/contact/?sent=1"
    assert reader.locator("h1").inner_text() == "Your message has reached us"
    reader.reload()
    assert reader.context.cookies() == []

    editor = work_as("editor")
    editor.goto(f"{running.address}/admin/")
    editor.get_by_role("link", name="1 message waits for an answer").click()
    editor.wait_for_url("**/admin/messages/?answered_at__isnull=true")
    editor.get_by_role("link", name="A dry well").first.click()
    editor.get_by_text("The well is dry.").wait_for()
    editor.get_by_role("button", name="Mark as answered").click()
    editor.get_by_role("button", name="Mark as not answered").wait_for()
    editor.goto(f"{running.address}/admin/")
    assert editor.get_by_text("waits for an answer").count() == 0
