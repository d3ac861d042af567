"""Checks the rate limits: counted across processes, per client, refused in words."""

import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from config.limits import READ, RULES, WRITE, Rule
from config.rate_limit import Budgets, RateLimit, client_key

RULE = Rule("trial", READ, re.compile(r"/api/"), 3, 60)


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("here")


def limiter(folder: Path, *rules: Rule) -> RateLimit:
    with override_settings(RATE_LIMITS=rules, VAR_DIR=folder):
        return RateLimit(answer)


def test_the_first_requests_pass_and_the_next_is_refused(tmp_path: Path) -> None:
    limit = limiter(tmp_path, RULE)
    request = RequestFactory().get("/api/v1/records")
    assert [limit(request).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_a_refusal_of_the_api_is_a_problem_with_a_time(tmp_path: Path) -> None:
    limit = limiter(tmp_path, Rule("one", READ, re.compile(r"/api/"), 1, 60))
    request = RequestFactory().get("/api/v1/records")
    limit(request)
    refusal = limit(request)
    assert refusal.headers["Content-Type"] == "application/problem+json"
    assert 50 <= int(refusal.headers["Retry-After"]) <= 60


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_refusal_of_a_page_is_a_page_in_the_readers_language(tmp_path: Path, language: str) -> None:
    limit = limiter(tmp_path, Rule("one", READ, re.compile(r"/../search/"), 1, 60))
    request = RequestFactory().get(f"/{language}/search/", {"q": "water"})
    limit(request)
    refusal = limit(request)
    assert isinstance(refusal, HttpResponse)
    assert refusal.status_code == 429
    assert refusal.headers["Content-Type"] == "text/html; charset=utf-8"
    page = BeautifulSoup(refusal.content, "lxml")
    assert page.html is not None
    assert page.html["lang"] == language
    assert page.select("link[rel=stylesheet]")
    assert refusal.headers["Retry-After"] in page.get_text()
    assert 50 <= int(refusal.headers["Retry-After"]) <= 60


def test_whoever_sent_a_form_is_led_back_to_what_was_written(tmp_path: Path) -> None:
    limit = limiter(tmp_path, Rule("one", WRITE, re.compile(r"/en/contact/"), 1, 900))
    request = RequestFactory().post("/en/contact/")
    limit(request)
    refusal = limit(request)
    assert isinstance(refusal, HttpResponse)
    page = BeautifulSoup(refusal.content, "lxml")
    assert "In 15 minutes" in page.get_text()
    assert "find what you wrote" in page.get_text()
    assert not page.select('a[href=""]')


def test_clients_are_counted_apart(tmp_path: Path) -> None:
    limit = limiter(tmp_path, Rule("one", READ, re.compile(r"/api/"), 1, 60))
    factory = RequestFactory()
    first, second = (factory.get("/api/", REMOTE_ADDR=address) for address in ("192.0.2.1", "192.0.2.2"))
    assert [limit(one).status_code for one in (first, second, first, second)] == [200, 200, 429, 429]


def test_a_budget_grows_back(tmp_path: Path) -> None:
    budgets = Budgets(tmp_path / "limits.sqlite3")
    assert [budgets.take("x", RULE, now=1000.0) for _ in range(3)] == [0, 0, 0]
    assert budgets.take("x", RULE, now=1000.0) == 20
    assert budgets.take("x", RULE, now=1020.0) == 0
    assert budgets.take("x", RULE, now=1020.0) == 20


def _take(file: Path) -> int:
    budgets = Budgets(file)
    return sum(1 for _ in range(20) if not budgets.take("same", Rule("r", READ, RULE.path, 30, 3600), now=1000.0))


def test_processes_share_one_budget(tmp_path: Path) -> None:
    file = tmp_path / "limits.sqlite3"
    Budgets(file).take("other", RULE, now=1000.0)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert sum(pool.map(_take, [file] * 3)) == 30


def test_a_broken_store_lets_readers_through(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    limit = limiter(tmp_path, RULE)
    (tmp_path / "limits.sqlite3").write_bytes(b"not a database, but long enough to be read as one" * 40)
    assert limit(RequestFactory().get("/api/")).status_code == 200
    assert "cannot be written" in caplog.text


def test_no_address_is_kept(tmp_path: Path) -> None:
    limit = limiter(tmp_path, RULE)
    limit(RequestFactory().get("/api/", REMOTE_ADDR="192.0.2.77"))
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"192.0.2.77" not in stored
    assert client_key("192.0.2.77", RULE).encode() in stored


@pytest.mark.parametrize(
    ("method", "path", "rules"),
    [
        ("GET", "/api/v1/records", ["api"]),
        ("GET", "/api/v1/search", ["search"]),
        ("GET", "/api/v1/suggest", ["suggest"]),
        ("GET", "/fr/search/suggest/", ["suggest"]),
        ("GET", "/fr/search/feed/", ["search"]),
        ("GET", "/fr/search/", ["search"]),
        ("GET", "/fr/search", ["search"]),
        ("GET", "/fr/library/", []),
        ("POST", "/admin/login/", ["sign-in"]),
        ("GET", "/admin/login/", []),
        ("POST", "/es/contact/", ["contact"]),
        ("POST", "/es/zap/contact/", ["contact"]),
    ],
)
def test_each_address_falls_under_its_rule(method: str, path: str, rules: list[str]) -> None:
    request = RequestFactory().generic(method, path)
    assert [rule.name for rule in RULES if rule.covers(request)] == rules
    assert {method} <= READ | WRITE
