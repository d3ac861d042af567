"""How the API behaves as a server: methods, CORS, marks and 304, refusals in one shape, in the reader's language."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import get_language
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api import listing
from library.catalogue.models import RecordRow
from tests.api.shelf import put

pytestmark = pytest.mark.django_db
ADDRESSES = ["records", "changes", "kinds", "openapi.json", "docs"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_is_marked_and_known_again(ask: Any, path: str) -> None:
    put()
    first = ask(path)
    assert first["Cache-Control"] == "no-cache"
    again = ask(path, status=304, headers={"If-None-Match": f'"other", {first["ETag"]}'})
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "no-cache"


def test_the_mark_follows_the_catalogue_the_clock_and_the_request(ask: Any) -> None:
    marks = {ask("records")["ETag"], ask("records?lang=en")["ETag"]}
    put()
    marks.add(ask("records")["ETag"])
    there = put("Later", visible_from=timezone.now() + dt.timedelta(hours=1))
    marks.add(ask("records")["ETag"])
    RecordRow.objects.filter(pk=there.id).update(visible_from=timezone.now() - dt.timedelta(seconds=1))
    marks.add(ask("records")["ETag"])
    assert len(marks) == 5


def test_a_refusal_is_never_304(ask: Any) -> None:
    put()
    mark = ask("records")["ETag"]
    assert "ETag" not in ask("records?limit=0", status=400, headers={"If-None-Match": mark})


def test_head_is_get_without_a_body(client: Client) -> None:
    put()
    full, head = client.get("/api/v1/records"), client.head("/api/v1/records")
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == full["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(client: Client, method: str) -> None:
    for path in ("records", "records/x.en", "nowhere"):
        response = getattr(client, method)(f"/api/v1/{path}")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert response["Content-Type"] == "application/problem+json"


def test_csrf_has_no_say(settings: Any) -> None:
    assert Client(enforce_csrf_checks=True).post("/api/v1/records").status_code == 405


def test_pages_of_other_hosts_may_read(client: Client) -> None:
    put()
    origin = {"Origin": "https://elsewhere.example"}
    assert client.get("/api/v1/records", headers=origin)["Access-Control-Allow-Origin"] == "*"
    refused = client.get("/api/v1/records?limit=0", headers=origin)
    assert refused["Access-Control-Allow-Origin"] == "*"
    preflight = client.options("/api/v1/records", headers={**origin, "Access-Control-Request-Method": "GET"})
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert {one.strip() for one in preflight["Access-Control-Allow-Methods"].split(",")} == {"GET", "HEAD", "OPTIONS"}
    assert "Access-Control-Allow-Credentials" not in preflight
    assert client.options("/api/v1/records").status_code == 204


def test_nothing_below_the_api_is_html_or_a_redirect(ask: Any) -> None:
    for path in ("nowhere", "records/", "records/a/b", "", "docs/", "%00", "records/%00", "records/" + "x" * 3000):
        assert ask(path, status=404)["Content-Type"] == "application/problem+json"


REFUSED = [
    ("records?lnag=en", "lnag"),
    ("records?q=water", "q"),
    ("records?limit=0", "limit"),
    ("records?limit=101", "limit"),
    ("records?limit=-1", "limit"),
    ("records?limit=1.5", "limit"),
    ("records?limit=", "limit"),
    ("records?limit=5&limit=6", "limit"),
    ("records?limit=1000000000000000000000000000000", "limit"),
    ("records?sort=colour", "sort"),
    ("records?lang=xx", "lang"),
    ("records?lang=EN", "lang"),
    ("records?kind=poem", "kind"),
    ("records?country=ZZ", "country"),
    ("records?topic=nothing-of-the-kind", "topic"),
    ("records?community=%00", "community"),
    ("records?topic=" + "x" * 10_000, "topic"),
    ("records?form=sonnet", "form"),
    ("records?year=20", "year"),
    ("records?year=two", "year"),
    ("records?works=perhaps", "works"),
    ("records?cursor=abc", "cursor"),
    ("records?cursor=%22", "cursor"),
    ("records?changed_since=yesterday", "changed_since"),
    ("records?changed_since=5", "changed_since"),
    ("records?changed_since=99999-01-01", "changed_since"),
    ("records?changed_since=0001-01-01T00:00:00%2B14:00", "changed_since"),
    ("records?changed_since=9999-12-31T23:59:59-14:00", "changed_since"),
    ("records?%00=1", "%00"),
    ("records?" + "&".join(f"year={year}" for year in range(1900, 2000)), "year"),
    ("records/x.en?lang=en", "lang"),
    ("changes?limit=0", "limit"),
    ("kinds?lang=zap", "lang"),
    ("docs?theme=dark", "theme"),
    ("search?page=0", "page"),
    ("search?page=-1", "page"),
    ("search?page=1000000000", "page"),
    ("search?per_page=101", "per_page"),
    ("search?lang=en&lang=fr", "lang"),
    ("search?changed_since=yesterday", "changed_since"),
    ("search?q=%00", "q"),
    ("search?q=" + "x" * 10_000, "q"),
    ("search?q=a&q=b", "q"),
    ("suggest", "q"),
    ("suggest?q=wa&limit=21", "limit"),
]


@pytest.mark.parametrize(("path", "name"), REFUSED, ids=[path[:50] for path, _name in REFUSED])
def test_what_is_not_known_is_refused_by_name(ask: Any, path: str, name: str) -> None:
    put()
    response = ask(path, status=400)
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert problem["type"].startswith("/api/v1/docs#")
    assert [parameter["name"] for parameter in problem["parameters"]] in ([name], ["\0"])
    assert problem["detail"]
    assert len(response.content) < 3000


def test_works_take_one_language(ask: Any) -> None:
    assert "works=true" in ask("records?works=true&lang=en&lang=fr", status=400).json()["detail"]


def test_a_cursor_of_another_order_is_refused(ask: Any) -> None:
    for number in range(3):
        put(f"R {number}")
    cursor = ask("records?limit=1").json()["next"].rpartition("cursor=")[2]
    assert ask(f"records?limit=1&sort=title&cursor={cursor}", status=400).json()["parameters"][0]["name"] == "cursor"


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["records", "records/x", "changes", "kinds", "docs"]),
    query=st.dictionaries(
        st.one_of(st.sampled_from(["lang", "cursor", "since", "limit", "year", "changed_since", "topic"]), st.text()),
        st.lists(st.text(), min_size=1, max_size=3),
        max_size=4,
    ),
)
def test_no_input_is_answered_with_a_failure(db: Any, path: str, query: dict[str, list[str]]) -> None:
    clean = {
        name.encode("utf-8", "ignore").decode(): [value.encode("utf-8", "ignore").decode() for value in values]
        for name, values in query.items()
    }
    response = Client().get(f"/api/v1/{path}", clean)
    assert response.status_code in {200, 400, 404}
    if response.status_code != 200:
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["%ff%fe=%ff", "lang=%ff", "&&&=&=", "?", "%", "a[]=1", "limit=5;drop", "=" * 2000])
def test_broken_addresses_are_refused(ask: Any, query: str) -> None:
    response = Client().get(f"/api/v1/records?{query}")
    assert response.status_code in {200, 400}


def test_too_many_parameters_are_refused(settings: Any, ask: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
    assert ask("records?" + "&".join(["lang=en"] * 30), status=400)["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("header", "address", "language"),
    [
        ("fr-CA,en;q=0.5", "", "fr"),
        ("es", "&lang=fr", "fr"),
        ("iu-Cans, es;q=0.3", "", "es"),
        ("", "", "en"),
        ("x" * 9000, "", "en"),
    ],
)
def test_refusals_speak_the_readers_language(ask: Any, header: str, address: str, language: str) -> None:
    before = get_language()
    response = ask(f"records?limit=0{address}", status=400, headers={"Accept-Language": header})
    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]
    assert get_language() == before


def test_a_failure_says_nothing_of_its_cause(ask: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    def broken(*_args: Any) -> None:
        raise RuntimeError("the password is mud")

    monkeypatch.setattr(listing, "record_list", broken)
    response = ask("records", status=500)
    assert response["Content-Type"] == "application/problem+json"
    assert "mud" not in response.content.decode()
    assert "mud" in caplog.text
