"""A real Chromium, and two sites for it to read: the one in this process, and one that runs as `manage.py serve`.

In the first each request is answered by Django's test client: it needs no port and no second database. The second has
a folder, a database and the examples of its own, and is started once. Requests to another host are seen and refused.
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

from tests.browser.running import PASSWORD, Running, own_database, tell_server
from tests.samples import put_catalogue

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
HOST = "http://localhost"
ARGUMENTS = [
    "--no-sandbox",
    "--lang=en",
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


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run the site with the examples, on PostgreSQL where DATABASE_URL names a server."""
    server = os.environ.get("DATABASE_URL", "")
    name = f"journey_{os.getpid()}"
    if server:
        tell_server(server, f"CREATE DATABASE {name}")
    site = Running(tmp_path_factory.mktemp("site"), database_url=own_database(server, name) if server else "")
    try:
        site.start()
        yield site
    finally:
        if site.process is not None and site.process.poll() is None:
            site.release()
            site.stop()
        if server:
            tell_server(server, f"DROP DATABASE {name} WITH (FORCE)")
    assert "Traceback" not in site.log(), site.log()


@pytest.fixture(scope="session")
def sessions(running: Running) -> dict[str, Any]:
    """Hold the cookies of those who have signed in: each does so once, for signing in is limited."""
    return {}


@pytest.fixture
def visit(chromium: Any, running: Running) -> Iterator[Callable[..., Any]]:
    """Give a function that opens a browser of its own on the running site; no other host may be asked."""
    contexts: list[Any] = []
    strangers: list[str] = []

    def stay(route: Any) -> None:
        strangers.append(route.request.url)
        route.abort()

    def begin(**options: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.route(lambda url: not url.startswith((running.address, "data:", "blob:")), stay)
        return context.new_page()

    yield begin
    for context in contexts:
        context.close()
    assert strangers == []


@pytest.fixture
def work_as(visit: Callable[..., Any], running: Running, sessions: dict[str, Any]) -> Callable[[str], Any]:
    """Give a function that opens the admin as one of the accounts of the examples."""

    def begin(name: str) -> Any:
        page = visit(storage_state=sessions.get(name))
        page.goto(f"{running.address}/admin/")
        if name not in sessions:
            page.locator("input[name=username]").fill(name)
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("button[type=submit]").click()
            page.wait_for_url("**/admin/")
            sessions[name] = page.context.storage_state()
        return page

    return begin
