"""The search as readers use it: a field that completes itself, results that say why, moments of recordings."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.search.finding_shelf import laid

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = """axe.run({resultTypes: ['violations']}).then(
    found => found.violations.map(one => [one.id, one.nodes.map(node => node.target.join(' '))])
)"""
FIELD = "#q"
PAGES = {
    "a recording that says it": "/en/search/?q=hailstones",
    "repaired, with other languages": "/fr/search/?q=granizp",
    "other languages alone": "/es/search/?q=toits",
    "nothing at all": "/fr/search/?q=%22qqqq+qqq%22",
}
COUNTED = """() => {
    window.played = [];
    HTMLMediaElement.prototype.play = function () { played.push(this.currentTime); return Promise.resolve(); };
}"""
HOST = "http://localhost"


@pytest.fixture(autouse=True)
def shelf(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    with laid(settings, tmp_path):
        yield


def violations(page: Any) -> dict[str, Any]:
    page.add_script_tag(path=str(AXE))
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = page.evaluate(RULES)
    return found


def type_words(page: Any, words: str) -> None:
    page.locator(FIELD).press_sequentially(words)
    page.locator("[role=option]").first.wait_for()


def test_the_field_completes_itself_and_is_walked_by_keys(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/search/")
    field = page.locator(FIELD)
    assert field.get_attribute("aria-expanded") == "false"
    type_words(page, "gran")
    assert field.get_attribute("aria-expanded") == "true"
    options = page.locator("[role=option]")
    assert page.locator("[role=status]").inner_text() == f"{options.count()} suggestions"
    assert options.first.get_attribute("lang") in ("es", "fr")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert (page.locator("[role=listbox]").is_visible(), field.input_value()) == (False, "gran")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_chosen_name_is_gone_to_and_other_words_are_searched(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/search/")
    type_words(page, "hail")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}/en/search/?topic=hail")
    page.locator(FIELD).fill("")
    type_words(page, "hail")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=hail")
    page.locator(FIELD).fill("")
    type_words(page, "campo")
    page.locator("[role=option]").first.click()
    page.wait_for_url(f"{HOST}/en/es/library/campo/")


def test_a_moment_is_reached_without_a_script(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/search/?q=hailstones", java_script_enabled=False, width=360)
    page.click("text=Said at 12:46")
    assert page.url == f"{HOST}/en/library/talk/?t=766&transcript=en#t766"
    (cue,) = page.locator(".transcript .matched").all()
    box = cue.bounding_box()
    assert 0 <= box["y"] < 800
    assert page.locator("audio").get_attribute("src").endswith("#t=766")
    cue.locator("text=Play from 12:46").click()
    assert page.url.endswith("#recording")


def test_with_a_script_a_time_takes_the_player_there_and_only_when_pressed(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/library/talk/")
    page.evaluate(COUNTED)
    page.click("text=12:41")
    assert page.evaluate("played") == [761]
    assert page.url == f"{HOST}/en/library/talk/?t=761&transcript=en#t761"
    assert [cue.get_attribute("id") for cue in page.locator(".transcript .matched").all()] == ["t761"]


@pytest.mark.parametrize("place", PAGES)
def test_axe_finds_nothing_in_any_block(open_page: Callable[..., Any], place: str) -> None:
    page = open_page(PAGES[place], bypass_csp=True)
    assert violations(page) == {"light": [], "dark": []}
    widths = {}
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    assert {width: wide for width, wide in widths.items() if wide > width} == {}


def test_axe_finds_nothing_in_the_open_list(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/search/", bypass_csp=True)
    type_words(page, "gran")
    page.keyboard.press("ArrowDown")
    assert violations(page) == {"light": [], "dark": []}


def test_the_blocks_are_there_that_axe_looks_at(open_page: Callable[..., Any]) -> None:
    blocks = {}
    page = open_page("/en/search/")
    for place, address in PAGES.items():
        page.goto(f"{HOST}{address}")
        looked = (".said mark", ".why", ".notice b", ".elsewhere", ".empty", ".suggested")
        blocks[place] = [name for name in looked if page.locator(name).count()]
    assert blocks == {
        "a recording that says it": [".said mark", ".why"],
        "repaired, with other languages": [".why", ".notice b", ".elsewhere", ".suggested"],
        "other languages alone": [".elsewhere", ".empty", ".suggested"],
        "nothing at all": [".empty", ".suggested"],
    }
