"""A real Chromium that reads the site in this process: each request it makes is answered by Django's test client.

So a browser test needs no port and no second database, and every request to another host is seen and refused.
"""

import contextvars
import mimetypes
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.samples import put_catalogue

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HOST = "http://localhost"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; skip them where there is no Chromium, except in CI, where they fail."""
    missing = not Path(CHROMIUM).exists() and not os.environ.get("CI")
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}; set CHROMIUM to where it is"))


@pytest.fixture
def catalogue(db: None) -> None:
    """Write a small catalogue by hand."""
    put_catalogue()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the browser once."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would refuse to ask the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(db: None, chromium: Any, client: Client) -> Iterator[Callable[..., Any]]:
    """Give a function that opens an address; at the end no other host may have been asked, no policy broken."""
    contexts: list[Any] = []
    strangers: list[str] = []
    complaints: list[str] = []
    # Playwright calls back from a greenlet with variables of its own, where Django would open another connection.
    here = contextvars.copy_context()

    def answer(route: Any) -> None:
        url = urlsplit(route.request.url)
        if f"{url.scheme}://{url.netloc}" != HOST:
            strangers.append(route.request.url)
            route.abort()
            return
        status, headers, body = here.run(_answer, client, url.path, url.query)
        route.fulfill(status=status, headers=headers, body=body)

    def open_address(path: str, *, scheme: str = "light", width: int = 1280, **options: Any) -> Any:
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if "policy" in message.text.lower() else None
        )
        page.route("**/*", answer)
        page.goto(f"{HOST}{path}", wait_until="load")
        return page

    yield open_address
    for context in contexts:
        context.close()
    assert strangers == []
    assert complaints == []


def _answer(client: Client, path: str, query: str) -> tuple[int, dict[str, str], bytes]:
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        if not isinstance(found, str):
            return 404, {}, b""
        return 200, {"Content-Type": mimetypes.guess_type(path)[0] or "text/plain"}, Path(found).read_bytes()
    response = client.get(path, query_params=dict_of(query))
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return response.status_code, dict(response.items()), body


def dict_of(query: str) -> dict[str, list[str]]:
    """Return the parameters of an address."""
    from django.http import QueryDict

    return {name: list(values) for name, values in QueryDict(query).lists()}
