"""The synonyms in the admin: who gets in, what the form takes and refuses, and how a row is approved there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from lxml import html as lxml_html

from library.approval.roles import ADMINISTRATORS, EDITORS, TAKEDOWN, TRANSLATORS
from library.testing import person
from search.models import SynonymRow
from search.selectors_site import synonyms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
Enter = Callable[..., Client]
BOTH, ONE_WAY = {"direction": "both"}, {"direction": "one-way"}


@pytest.fixture(autouse=True)
def no_rows(tree: Any) -> None:
    SynonymRow.objects.all().delete()


@pytest.fixture
def enter(client: Client) -> Enter:
    def begin(name: str, *groups: str) -> Client:
        client.force_login(person(name, groups=groups or (name,)))
        return client

    return begin


def url(name: str, *args: Any) -> str:
    return reverse(f"synonyms:{name}", args=args)


def errors(page: str) -> str:
    found = lxml_html.fromstring(page).cssselect(".error-message, .messages .error, [role=alert], .help-critical")
    return " ".join(" ".join(one.text_content().split()) for one in found)


def terms() -> list[list[tuple[str, str]]]:
    return [[(term.lang, term.text) for term in row.terms] for row in synonyms().rows]


def test_an_administrator_writes_a_row_and_the_search_has_it(enter: Enter) -> None:
    admin = enter(ADMINISTRATORS)
    sent = {**BOTH, "terms_en": "drought\ndry spell", "terms_fr": "sécheresse", "terms_other": "nah: huācqui"}
    answer = admin.post(url("add"), sent, follow=True)
    assert "Saved. The search has it now." in answer.text
    assert terms() == [[("en", "drought"), ("en", "dry spell"), ("fr", "sécheresse"), ("nah", "huācqui")]]
    listed = admin.get(url("index")).text
    assert "drought, dry spell, sécheresse" in listed
    assert "In force" in listed
    assert "English, Français, Nāhuatl" in listed


def test_the_form_shows_what_the_row_has(enter: Enter) -> None:
    admin = enter(ADMINISTRATORS)
    admin.post(url("add"), {**ONE_WAY, "typed": "EJ", "terms_en": "environmental justice", "terms_any": "x1"})
    row = SynonymRow.objects.get()
    assert row.terms == [["", "EJ"], ["en", "environmental justice"], ["", "x1"]]
    page = lxml_html.fromstring(admin.get(url("edit", row.pk)).text)
    assert page.cssselect("#id_typed")[0].get("value") == "EJ"
    assert page.cssselect("#id_terms_any")[0].text.strip() == "x1"
    assert page.cssselect("[name=direction][checked]")[0].get("value") == "one-way"
    admin.post(url("edit", row.pk), {**ONE_WAY, "typed": "en: EJ", "terms_en": "environmental justice"})
    assert terms() == [[("en", "EJ"), ("en", "environmental justice")]]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "at least two terms"),
        ({"terms_en": "water"}, "“water” stands alone"),
        ({"terms_en": "water\nWATER"}, "there twice"),
        ({"terms_en": "water", "terms_fr": "x" * 101}, "too long"),
        ({"terms_en": "the", "terms_fr": "eau"}, "passes over"),
        ({"terms_en": "water", "terms_other": "ātl"}, "Begin “ātl” with the tag of its language"),
        ({"terms_en": "water", "terms_other": "en: rain"}, "Begin “en: rain” with"),
        ({"terms_en": "water", "terms_other": "qqq: rain"}, "Begin “qqq: rain” with"),
        ({"direction": "one-way", "terms_en": "water"}, "Write what is typed"),
        ({"direction": "one-way", "typed": "a1, b1", "terms_en": "water"}, "Write what is typed"),
        ({"typed": "EJ", "terms_en": "water\nrain"}, "Leave this empty, or choose one way"),
        ({"direction": "sideways", "terms_en": "water\nrain"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(enter: Enter, sent: dict[str, str], said: str) -> None:
    answer = enter(ADMINISTRATORS).post(url("add"), {**BOTH, **sent})
    assert answer.status_code == 200
    assert said in errors(answer.text)
    page = lxml_html.fromstring(answer.text)
    assert page.cssselect("#id_terms_en")[0].text.strip() == sent.get("terms_en", "")
    assert not SynonymRow.objects.exists()


def test_a_full_table_is_said(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.services_site.MOST_ROWS", 0)
    answer = enter(ADMINISTRATORS).post(url("add"), {**BOTH, "terms_en": "water\nrain"})
    assert "There are 0 rows of synonyms" in errors(answer.text)


def test_words_that_found_nothing_come_filled_in(enter: Enter) -> None:
    admin = enter(ADMINISTRATORS)
    for lang, box in (("fr", "terms_fr"), ("", "terms_any"), ("qq", "terms_other")):
        page = lxml_html.fromstring(admin.get(f"{url('add')}?words=vague+%3Cb%3E&lang={lang}").text)
        assert page.cssselect(f"#id_{box}")[0].text.strip() == "vague <b>", lang


def test_a_reviewer_writes_in_their_languages_and_another_one_approves(enter: Enter) -> None:
    answer = enter("one", "Reviewers en", "Reviewers fr").post(
        url("add"), {**BOTH, "terms_en": "water", "terms_fr": "eau", "terms_es": "agua"}, follow=True
    )
    assert "when a second person has approved it" in answer.text
    row = SynonymRow.objects.get()
    # The box of a language that is not theirs takes nothing.
    assert row.terms == [["en", "water"], ["fr", "eau"]]
    own = enter("one").get(url("inspect", row.pk)).text
    assert "Someone else has to approve it" in own
    assert "<button" not in own.partition("As it is written")[2].partition("</main>")[0]
    english = enter("two", "Reviewers en")
    assert "languages that you do not review: Français" in english.get(url("inspect", row.pk)).text
    second = enter("three", "Reviewers en", "Reviewers fr")
    assert "1 row of synonyms waits for your approval" in second.get("/admin/").text
    page = lxml_html.fromstring(second.get(url("inspect", row.pk)).text)
    digest = page.cssselect("[name=digest]")[0].get("value")
    assert terms() == []
    answer = second.post(url("approve", row.pk), {"digest": digest}, follow=True)
    assert "Approved. The search has it now." in answer.text
    assert terms() == [[("en", "water"), ("fr", "eau")]]
    assert "waits for your approval" not in second.get("/admin/").text
    assert "Synonyms approved" in enter("three").get(url("history", row.pk)).text


def test_an_approval_of_something_else_than_shown_is_refused(enter: Enter) -> None:
    enter("one", "Reviewers en").post(url("add"), {**BOTH, "terms_en": "water\nrain"})
    row = SynonymRow.objects.get()
    answer = enter("two", "Reviewers en").post(url("approve", row.pk), {"digest": "else"}, follow=True)
    assert "Somebody has changed this row since you opened it" in answer.text
    assert terms() == []


def test_a_reviewer_cannot_touch_other_languages_by_direction(enter: Enter) -> None:
    enter(ADMINISTRATORS).post(url("add"), {**BOTH, "terms_en": "water", "terms_fr": "eau"})
    row = SynonymRow.objects.get()
    sent = {"direction": "one-way", "typed": "en: rain", "terms_en": "water"}
    answer = enter("two", "Reviewers en").post(url("edit", row.pk), sent)
    assert "You do not review Français" in errors(answer.text)
    row.refresh_from_db()
    assert row.direction == "both"


def test_an_administrator_deletes_a_row(enter: Enter) -> None:
    admin = enter(ADMINISTRATORS)
    admin.post(url("add"), {**BOTH, "terms_en": "water\nrain"})
    row = SynonymRow.objects.get()
    assert terms() != []
    assert admin.post(url("delete", row.pk)).status_code == 302
    assert terms() == []


def test_a_reviewer_deletes_nothing(enter: Enter) -> None:
    enter(ADMINISTRATORS).post(url("add"), {**BOTH, "terms_en": "water\nrain"})
    row = SynonymRow.objects.get()
    assert enter("two", "Reviewers en").post(url("delete", row.pk)).status_code in {302, 403}
    assert SynonymRow.objects.exists()


@pytest.mark.parametrize("group", [EDITORS, TRANSLATORS, TAKEDOWN])
def test_others_do_not_get_in(enter: Enter, group: str) -> None:
    other = enter(group)
    assert url("index") not in other.get("/admin/").text
    for name in ("index", "add"):
        assert other.get(url(name)).status_code in {302, 403}, name
    other.post(url("add"), {**BOTH, "terms_en": "water\nrain"})
    assert not SynonymRow.objects.exists()


def test_the_list_is_searched_and_narrowed(enter: Enter) -> None:
    enter("one", "Reviewers en").post(url("add"), {**BOTH, "terms_en": "sequoia\nredwood"})
    admin = enter(ADMINISTRATORS)
    admin.post(url("add"), {**BOTH, "terms_en": "water", "terms_fr": "éolien"})
    for query, shown in (("q=éolien", "water"), ("is_waiting=true", "sequoia"), ("q=redwood", "sequoia")):
        narrowed = admin.get(f"{url('index_results')}?{query}").text
        assert shown in narrowed, query
        assert ({"water", "sequoia"} - {shown}).pop() not in narrowed, query


def test_reviewers_of_a_new_language_write_its_terms(tree: Callable[[str], Any], enter: Enter) -> None:
    tree("zap")
    sent = {**BOTH, "terms_en": "water", "terms_any": "nisa", "terms_other": "zap: nisa guie\nzap: nisa"}
    answer = enter("zapotec", "Reviewers zap").post(url("add"), sent, follow=True)
    assert "when a second person has approved it" in answer.text
    assert SynonymRow.objects.get().terms == [["", "nisa"], ["zap", "nisa guie"], ["zap", "nisa"]]
    strange = enter("zapotec").post(url("add"), {**BOTH, "terms_any": "a1", "terms_other": "nah: ātl"})
    assert "You do not review Nāhuatl" in errors(strange.text)


def test_there_is_no_list_of_uses() -> None:
    with pytest.raises(NoReverseMatch):
        url("usage", 1)
