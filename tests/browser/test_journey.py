"""The whole way of a text in the real admin: written, submitted, approved by somebody else, found, taken back, gone."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import editing
from tests.browser.running import Running, path_of, until

FOUND_SECONDS = 2.0
GONE_SECONDS = 1.0


@dataclass(frozen=True)
class Story:
    """The profile that one journey writes; its word stands in no other text."""

    word: str

    @property
    def title(self) -> str:
        """Return the title."""
        return f"{self.word} Hollow keeps its wells"

    def path(self) -> str:
        """Return the public address."""
        return f"/en/library/{self.word.lower()}-hollow-keeps-its-wells/"


@pytest.fixture
def picture(tmp_path: Path, word: str) -> Path:
    """Draw a picture that no other test uploads: of the same bytes as another, Wagtail asks which of the two is meant.

    The noise of its pixels is made from the word of the story, for one pixel of another shade can be lost in the JPEG.
    """
    path = tmp_path / "wells.jpg"
    Image.frombytes("RGB", (96, 64), random.Random(word).randbytes(96 * 64 * 3)).resize((960, 640)).save(path)
    return path


def write_profile(page: Any, story: Story, picture: Path) -> None:
    """Fill every field of a profile."""
    editing.fill(page, title=story.title, summary=f"The wells of {story.word}.", date="2024-05")
    page.get_by_label("Mexico").check()
    editing.choose_topic(page, "Water and drought")
    page.locator("#id_form").select_option("community")
    editing.fill(page, peoples="An example people", languages="English\nEspañol", town="A valley", region="Oaxaca")
    editing.write(page, "challenges", f"The wells of {story.word} run dry.")
    editing.write(page, "solutions", "Everybody measures together.")
    links = editing.insert_block(page, "links")
    links.locator("input[type=text]").first.fill("How to measure a well")
    links.locator("input[type=url]").first.fill("https://example.org/wells")
    heading = editing.insert_block(page, "body", "Heading")
    heading.locator("input[type=text]").first.fill("The first well")
    text = editing.insert_block(page, "body", "Text")
    text.locator(".public-DraftEditor-content").click()
    page.keyboard.type("It was dug by hand.")
    editing.upload(editing.open_picture_chooser(page), picture, f"Wells of {story.word}")
    expect(editing.section(page, "picture").get_by_text(f"Wells of {story.word}")).to_be_visible()
    editing.fill(page, cover_alt="A drawing of a round well.", cover_credit="Drawn for a test")


def author_hands_in(work_as: Callable[[str], Any], running: Running, story: Story, picture: Path) -> str:
    """Let the editor write, save and submit; return the number of the page."""
    page = work_as("editor")
    editing.open_form(page, running, "Community profile")
    write_profile(page, story, picture)
    editing.save(page)
    number = page.url.split("/pages/")[1].split("/")[0]
    assert running.get(story.path()).status == 404, "a draft is nobody's to read"
    editing.submit(page)
    assert page.goto(f"{running.address}/admin/pages/{number}/edit/").status == 200
    expect(page.locator("[data-public-status=hidden]")).to_be_visible()
    assert page.locator("a[href*='/admin/review/']").count() == 0
    return number


def reviewer_approves(work_as: Callable[[str], Any], running: Running, story: Story, author: Any) -> None:
    """Let somebody else look at the text and approve it, after the author has tried in vain."""
    page = work_as("reviewer")
    link = page.get_by_role("link", name=story.title)
    review = link.get_attribute("href")
    author.goto(f"{running.address}{review}")
    assert author.get_by_role("button", name="Approve and make public").count() == 0
    link.click()
    shown = page.frame_locator("iframe")
    expect(shown.locator("h1")).to_have_text(story.title)
    expect(shown.get_by_text("Everybody measures together.")).to_be_visible()
    assert running.get(story.path()).status == 404, "what waits for review is nobody's to read"
    page.get_by_role("button", name="Approve and make public").click()
    expect(page.locator(".messages .success")).to_contain_text(story.title)


def surfaces(running: Running, story: Story, record: str) -> dict[str, Callable[[], bool]]:
    """Return where the text can be met, each with a question whether it is there."""
    word = quote(story.word)
    return {
        "page": lambda: running.get(story.path()).status == 200,
        "library": lambda: story.title in running.get("/en/library/?kind=profile").text,
        "API list": lambda: record in running.get("/api/v1/records?kind=profile&limit=100").text,
        "API item": lambda: running.get(f"/api/v1/records/{record}").status == 200,
        "search": lambda: story.path() in running.get(f"/en/search/?q={word}").text,
        "API search": lambda: record in running.get(f"/api/v1/search?lang=en&q={word}").text,
        "suggestions": lambda: story.title in running.get(f"/api/v1/suggest?lang=en&q={word[:4]}").text,
        "sitemap": lambda: in_sitemap(running, story.path()),
    }


def in_sitemap(running: Running, path: str) -> bool:
    """Tell whether a sitemap names an address, following an index of sitemaps."""
    first = running.get("/sitemap.xml").text
    parts = [line.split("</loc>")[0] for line in first.split("<loc>")[1:]] if "<sitemapindex" in first else []
    return any(f"{path}<" in text for text in (first, *(running.get(path_of(one)).text for one in parts)))


def is_found(running: Running, story: Story) -> dict[str, Any]:
    """Wait until the text is public everywhere, in time, and return it as the API tells it."""
    until(lambda: running.get(story.path()).status == 200, seconds=FOUND_SECONDS, what="the page")
    listed = running.api("records", kind="profile", limit="100")["items"]
    item: dict[str, Any] = next(one for one in listed if one["title"] == story.title)
    for name, there in surfaces(running, story, item["id"]).items():
        until(there, seconds=FOUND_SECONDS, what=name, pause=0.25)
    assert running.get(path_of(item["image"]["url"])).status == 200
    return item


def take_back(work_as: Callable[[str], Any], running: Running, story: Story, number: str) -> None:
    """Let the takedown group take the text back."""
    page = work_as("takedown")
    page.goto(f"{running.address}/admin/take-back/page/{number}/")
    page.get_by_label("Reason").fill("They asked us to.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".messages .success")).to_contain_text(story.title)


def is_false(question: Callable[[], bool]) -> bool:
    """Turn an answer round."""
    return not question()


def is_gone(running: Running, story: Story, item: dict[str, Any]) -> None:
    """Check that the text is nowhere any more, in time."""
    until(lambda: running.get(story.path()).status == 410, seconds=GONE_SECONDS, what="the page to be gone")
    for name, there in surfaces(running, story, item["id"]).items():
        until(partial(is_false, there), seconds=GONE_SECONDS, what=f"{name} to forget", pause=0.25)
    picture = path_of(item["image"]["url"])
    until(lambda: running.get(picture).status == 404, seconds=GONE_SECONDS, what="the picture to be gone")
    gone = running.get(f"/api/v1/records/{item['id']}")
    assert gone.status == 410
    assert story.title not in gone.text + running.get(story.path()).text


@pytest.mark.parametrize(("word", "worker"), [("Wrenfeather", True), ("Oriolewing", False)], ids=["", "no-worker"])
def test_from_a_draft_to_gone(
    running: Running, work_as: Callable[[str], Any], picture: Path, word: str, worker: bool
) -> None:
    story = Story(word)
    number = author_hands_in(work_as, running, story, picture)
    reviewer_approves(work_as, running, story, work_as("editor"))
    item = is_found(running, story)
    assert item["kind"] == "profile"
    assert item["countries"] == ["MX"]
    assert [topic["slug"] for topic in item["topics"]] == ["water"]
    if not worker:
        running.kill_worker()
    try:
        take_back(work_as, running, story, number)
        is_gone(running, story, item)
    finally:
        running.release()
