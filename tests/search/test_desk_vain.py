"""Searches that found nothing: what is noted, what never is, for how long, and what the admin does with them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html as lxml_html

from library.approval.roles import ADMINISTRATORS, EDITORS
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, person, settle
from search import services_site, vain
from search.models import SearchSite, VainSearch
from search.services import catch_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
Enter = Callable[..., Client]


@pytest.fixture(autouse=True)
def state(settings: Any, tmp_path: Path, tree: Any) -> Path:
    """Keep the file of this test, and its index, in a folder of its own."""
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def on(state: Path) -> Path:
    services_site.switch_vain_searches(on=True)
    catch_up()
    return state / "search" / "vain_searches.jsonl"


@pytest.fixture
def enter(client: Client) -> Enter:
    def begin(name: str, *groups: str) -> Client:
        client.force_login(person(name, groups=groups or (name,)))
        return client

    return begin


def rows() -> list[tuple[str, str, int]]:
    return list(VainSearch.objects.order_by("words", "lang").values_list("words", "lang", "count"))


@pytest.mark.parametrize(
    ("typed", "noted"),
    [
        ("  Water   RIGHTS ", "water rights"),
        ('"water rights" -oil', "water rights oil"),
        ("Sécheresse?", "sécheresse"),
        ("plan 2021-2025", "plan 2021 2025"),
        ("PM2.5", "pm2 5"),
        ("ᓯᓚ", "ᓯᓚ"),
        ("", ""),
        ("***", ""),
        ("=cmd()", "cmd"),
        ("someone@example.org", ""),
        ("someone＠example.org", ""),
        ("https://example.org/x", ""),
        ("www.example.org", ""),
        ("514-555-0199", ""),
        ("+1 (514) 555 0199", ""),
        ("call ５１４５５５", ""),
        ("12 03 1984", ""),
        ("1984 1985 1986", ""),
        ("x" * 81, ""),
        ("a b c d e f g h i", ""),
    ],
)
def test_words_are_made_alike_and_what_may_be_personal_is_left_out(typed: str, noted: str) -> None:
    assert vain.normal(typed) == noted


def test_nothing_is_noted_unless_the_site_wants_it(client: Client, state: Path) -> None:
    page = client.get("/en/search/?q=qwertyuiop")
    assert "are noted" not in page.text
    assert not list(state.rglob("vain*"))
    assert not VainSearch.objects.exists()


def test_a_search_in_vain_is_counted_by_word_language_and_day(client: Client, on: Path) -> None:
    page = client.get("/en/search/?q=Qwertyuiop")
    assert (
        "Words that find nothing are noted for 90 days so that we can do better, and nothing is noted of who searched"
        in page.text
    )
    client.get("/en/search/?q=qwertyuiop")
    client.get("/fr/search/?q=qwertyuiop")
    client.get("/fr/search/?q=someone@example.org")
    assert not VainSearch.objects.exists()
    assert vain.take() == 3
    assert rows() == [("qwertyuiop", "en", 2), ("qwertyuiop", "fr", 1)]
    assert {one.day for one in VainSearch.objects.all()} == {timezone.now().date()}
    assert not on.exists()
    client.get("/en/search/?q=qwertyuiop")
    vain.take()
    assert ("qwertyuiop", "en", 3) in rows()


@pytest.mark.parametrize("query", ["q=zebras", "q=qwertyuiop&kind=webinar", "kind=webinar", "q="])
def test_what_finds_something_or_is_narrowed_is_not_noted(client: Client, on: Path, query: str) -> None:
    approved(draft(ResourceItemPage, title="A zebra", slug="a-zebra"))
    settle()
    catch_up()
    assert client.get(f"/en/search/?{query}").status_code == 200
    assert not on.exists()


def test_want_of_an_index_is_not_noted(client: Client, on: Path) -> None:
    for file in (on.parent).glob("index*"):
        file.unlink()
    client.get("/en/search/?q=qwertyuiop")
    assert not on.exists()


def test_a_search_writes_nothing_to_the_database(
    client: Client, on: Path, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    with django_assert_max_num_queries(12) as asked:
        client.get("/en/search/?q=qwertyuiop")
    assert on.exists()
    assert [one["sql"] for one in asked if not one["sql"].strip().startswith("SELECT")] == []


def test_a_flood_fills_neither_the_file_nor_the_table(on: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vain, "MOST_BYTES", 2_000)
    monkeypatch.setattr(vain, "NEW_A_DAY", 5)
    for number in range(200):
        vain.note(f"word{chr(97 + number % 26)}{chr(97 + number // 26)}", "en")
    assert on.stat().st_size < 2_100
    vain.take()
    assert VainSearch.objects.count() == 5
    known = VainSearch.objects.first()
    assert known is not None
    vain.note(known.words, "en")
    assert vain.take() == 1
    assert VainSearch.objects.count() == 5


def test_half_a_line_and_strange_lines_are_passed_over(on: Path) -> None:
    on.parent.mkdir(parents=True, exist_ok=True)
    on.write_bytes(b'["one","en","2026-01-01"]\n[1,2]\n{"a":1}\n\xff\n["two","en","no day"]\n["thr')
    assert len(list(vain._lines())) == 1
    assert list(vain._lines()) == []


def test_what_is_over_is_deleted(on: Path) -> None:
    today = timezone.now().date()
    for days in (0, 90, 91):
        VainSearch.objects.create(day=today - dt.timedelta(days=days), words=f"w{days}", lang="en", count=1)
    vain.take()
    assert [one[0] for one in rows()] == ["w0", "w90"]


def test_who_switches_off_forgets_everything(enter: Enter, on: Path) -> None:
    vain.note("qwertyuiop", "en")
    VainSearch.objects.create(day=timezone.now().date(), words="w", lang="en", count=1)
    admin = enter(ADMINISTRATORS)
    assert "Stop, and delete the list" in admin.get(reverse("vain_searches:index")).text
    answer = admin.post(reverse("vain_searches:switch"), follow=True)
    assert "no longer noted, and the list is empty" in answer.text
    assert not on.exists()
    assert vain.take() == 0
    assert rows() == []
    answer = admin.post(reverse("vain_searches:switch"), {"on": "1"}, follow=True)
    assert "From now on" in answer.text
    assert SearchSite.objects.get().keeps_vain_searches


def test_the_list_leads_to_a_synonym_and_forgets(enter: Enter, on: Path) -> None:
    today = timezone.now().date()
    for days, count in ((0, 2), (3, 5)):
        VainSearch.objects.create(day=today - dt.timedelta(days=days), words="canícula & más", lang="es", count=count)
    VainSearch.objects.create(day=today, words="other", lang="en", count=1)
    reviewer = enter("Reviewers es")
    page = lxml_html.fromstring(reviewer.get(reverse("vain_searches:index")).text)
    first = page.cssselect("table.listing tbody tr")[0]
    assert [" ".join(cell.text_content().split()) for cell in first.cssselect("td")][:3] == [
        "canícula & más",
        "Español",
        "7",
    ]
    form = reviewer.get(first.cssselect("a")[0].get("href")).text
    assert lxml_html.fromstring(form).cssselect("#id_terms_es")[0].text.strip() == "canícula & más"
    sent = {one.get("name"): one.get("value") for one in first.cssselect("form input")}
    answer = reviewer.post(reverse("vain_searches:forget"), sent, follow=True)
    assert "“canícula &amp; más” is no longer in the list" in answer.text
    assert rows() == [("other", "en", 1)]


def test_the_list_is_exported(enter: Enter, on: Path) -> None:
    VainSearch.objects.create(day=timezone.now().date(), words="drought", lang="en", count=2)
    answer = enter(ADMINISTRATORS).get(f"{reverse('vain_searches:index')}?export=csv")
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.splitlines()[0] == "Words,Language of the page,Searches,Last on"
    assert text.splitlines()[1].startswith("drought,en,2,")


def test_others_see_nothing_of_it(enter: Enter, on: Path) -> None:
    VainSearch.objects.create(day=timezone.now().date(), words="secretly", lang="en", count=2)
    other = enter(EDITORS)
    assert "secretly" not in other.get(reverse("vain_searches:index")).text
    other.post(reverse("vain_searches:forget"), {"words": "secretly", "lang": "en"})
    for name in (EDITORS, "Reviewers en"):
        enter(name).post(reverse("vain_searches:switch"))
    assert rows() == [("secretly", "en", 2)]
    assert SearchSite.objects.get().keeps_vain_searches


def test_the_worker_takes_it() -> None:
    from config.worker import jobs

    (job,) = (job for job in jobs() if job.name == "searches in vain")
    job.run()
    assert job.every <= 10


def test_links_alone_change_nothing(enter: Enter, on: Path) -> None:
    admin = enter(ADMINISTRATORS)
    for name in ("forget", "switch"):
        assert admin.get(reverse(f"vain_searches:{name}")).status_code == 405


def test_a_missing_right_is_named_by_the_checks() -> None:
    from django.contrib.auth.models import Group

    from search.desk.checks import check_desk

    assert check_desk(databases=["default"]) == []
    Group.objects.get(name=ADMINISTRATORS).permissions.clear()
    SearchSite.objects.update(seeded=[])
    found = check_desk(databases=["default"])
    assert [one.id for one in found] == ["search.W001", "search.W002"]
    call_command("set_up", verbosity=0)
    assert [one.id for one in check_desk(databases=["default"])] == []
