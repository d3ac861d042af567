"""`manage.py demo`: everything goes through the door, nothing twice, each item in its state."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, ReferenceIndex, Revision, Site

from demo import accounts, bulk, front, reading
from demo.loading import Loaded, load
from home.models import ContactPage
from library.approval.models import Approval
from library.catalogue.address import address_hash, canonical
from library.catalogue.checking import check
from library.catalogue.models import BuildFailure, FormerAddress, RecordReference, RecordRow, TombstoneRow
from library.media.models import LibraryDocument, LibraryImage

FIVE_ACTS = 5
HIDDEN = {"draft", "in-review", "sent-back", "scheduled"}
GONE = {"taken-back", "expired"}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Load once for the module; the transaction is rolled back at its end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)
    # The roots that were looked up meanwhile are of pages that no longer exist.
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def _with_database(db: None, loaded: Loaded) -> None:
    """Let every test of the module read what was loaded."""


def _rows() -> Any:
    return RecordRow.objects.exclude(shelf="term")


def _counts() -> list[int]:
    return [model.objects.count() for model in (Revision, Page, LibraryImage, LibraryDocument, Approval)]


def test_the_catalogue_shows_every_public_item_in_each_of_its_languages(loaded: Loaded) -> None:
    expected = {
        (str(item.work), lang) for item in reading.items() if item.state not in HIDDEN | GONE for lang in item.words
    }
    found = set(RecordRow.objects.filter(shelf="item").values_list("work", "lang"))
    assert found == expected
    assert loaded.items == sum(len(item.words) for item in reading.items())
    assert not BuildFailure.objects.exists()
    assert check() == []


def test_a_second_run_changes_nothing() -> None:
    before = (
        Revision.objects.count(),
        Page.objects.count(),
        LibraryImage.objects.count(),
        LibraryDocument.objects.count(),
    )
    records = sorted(RecordRow.objects.values_list("id", "sequence"))
    assert not load()
    after = (
        Revision.objects.count(),
        Page.objects.count(),
        LibraryImage.objects.count(),
        LibraryDocument.objects.count(),
    )
    assert after == before
    assert sorted(RecordRow.objects.values_list("id", "sequence")) == records


def test_hidden_states_have_no_record_and_stand_where_an_editor_expects_them() -> None:
    expected = {"draft": None, "in-review": "in_progress", "sent-back": "needs_changes", "scheduled": None}
    for item in (item for item in reading.items() if item.state in HIDDEN):
        page = Page.objects.get(translation_key=item.work).specific
        assert not page.live, item.key
        state = page.current_workflow_state
        assert (state.status if state else None) == expected[item.state], item.key
        assert page.scheduled_revision is not None if item.state == "scheduled" else page.scheduled_revision is None
        assert not TombstoneRow.objects.filter(work=str(item.work)).exists()


def test_what_was_taken_back_or_expired_left_a_tombstone() -> None:
    for item in (item for item in reading.items() if item.state in GONE):
        page = Page.objects.get(translation_key=item.work)
        stone = TombstoneRow.objects.get(work=str(item.work))
        assert stone.address_hash == address_hash(item.original, f"library/{item.words[item.original].slug}/")
        assert not page.live
        assert page.expired == (item.state == "expired")


def test_the_moved_item_has_a_former_address() -> None:
    item = next(item for item in reading.items() if item.moved_from)
    row = _rows().get(work=str(item.work), lang=item.original)
    assert row.path == f"library/{item.words[item.original].slug}/"
    former = FormerAddress.objects.get(address_hash=address_hash(item.original, f"library/{item.moved_from}/"))
    assert former.record_id == row.id


def test_every_page_fits_one_round_trip(client: Client) -> None:
    """Each item and page, and the lists and searches in each language, is at most 14 KB on the wire."""
    found = [canonical(lang=row.lang, path=row.path) for row in _rows().filter(shelf="item")]
    found += [f"/{tag}/{rest}" for tag in ("en", "fr", "es") for rest in ("", "library/", "library/?page=2", "zap/")]
    found += ["/en/search/?q=water", "/fr/search/?q=eau", "/es/search/?q=agua", "/en/about/"]
    weights = {}
    for place in found:
        answer = client.get(place, headers={"accept-encoding": "gzip"}, follow=True)
        weights[place] = len(answer.content) if answer.headers.get("Content-Encoding") == "gzip" else 0
    assert len(weights) > 80
    assert {place: weight for place, weight in weights.items() if weight > 14 * 1024} == {}
    assert sum(weight > 1024 for weight in weights.values()) > 80


def test_every_record_says_what_language_it_was_written_in_and_how_it_was_translated() -> None:
    originals = {str(item.work): item.original for item in reading.items()}
    rows = list(_rows().filter(shelf="item"))
    assert rows
    for row in rows:
        assert row.original_lang == originals[row.work]
        if row.kind == "governance":
            assert row.provenance == "authentic", row.id
        else:
            assert (row.provenance == "original") == (row.lang == row.original_lang)
    assert {row.provenance for row in rows} == {"original", "human", "machine-reviewed", "authentic"}


def test_every_example_says_that_it_is_one() -> None:
    items = {str(item.work): item for item in reading.items()}
    for row in _rows().filter(shelf="item"):
        item = items[row.work]
        assert row.content["text"].startswith(reading.phrases()[item.notice or item.kind][row.lang]), row.id
        is_marked = row.card["summary"].endswith(f"({reading.phrases()['mark'][row.lang]})")
        assert is_marked != item.real, row.id


def test_every_picture_has_words_in_the_language_of_its_page() -> None:
    begins = {"en": "A drawing", "fr": "Un dessin", "es": "Un dibujo", "zap": "Un dibujo"}
    pictures = [(row, media) for row in _rows() for media in row.card["media"] if media["type"].startswith("image/")]
    assert len({media["hash"] for _row, media in pictures}) >= 40
    for row, media in pictures:
        assert media["alt"].startswith(begins[row.lang]), row.id
        assert media["size"] <= 150 * 1024


def test_approvals_are_by_somebody_else_and_say_that_they_are_the_demonstrations() -> None:
    approvals = Approval.objects.exclude(origin="setup").select_related("revision__user", "approver")
    assert approvals.exists()
    users = get_user_model().objects
    editor, reviewer = users.get(username="editor"), users.get(username="reviewer")
    for approval in approvals:
        assert approval.origin == "demo"
        assert approval.approver == reviewer
        assert approval.revision.user == editor


def test_one_work_stands_in_zapotec_with_its_translations() -> None:
    row = _rows().get(lang="zap", shelf="item")
    assert row.title == "Guelaguetza"
    assert set(RecordRow.objects.filter(work=row.work).values_list("lang", flat=True)) == {"zap", "es", "en", "fr"}


def _api(client: Client, key: str, lang: str) -> Any:
    return client.get(f"/api/v1/records/{reading.work(f'item {key}')}.{lang}").json()


def _related(client: Client, key: str, lang: str, role: str, direction: str) -> list[str]:
    keys = {str(item.work): item.key for item in reading.items()}
    found = _api(client, key, lang)["relations"]
    return [keys[one["work"]] for one in found if (one["role"], one["direction"]) == (role, direction)]


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
@pytest.mark.parametrize(
    ("one", "role", "other"),
    [
        ("council-session-31", "recording", "dialogue-ej4climate"),
        ("resolution-22-01", "funds", "operational-plan-2022"),
        ("operational-plan-2022", "implements", "strategic-plan-2021-2025"),
        ("grant-spring", "made_by", "resolution-22-06"),
        ("grant-spring", "grantee", "agua-serena"),
        ("cejn", "part", "knowledge-dialogues"),
        ("knowledge-dialogues", "part", "dialogue-storytelling"),
        ("workshop-oaxaca", "took_part", "cedar-landing"),
    ],
)
def test_what_belongs_together_says_so_on_both_ends(client: Client, one: str, role: str, other: str, lang: str) -> None:
    assert other in _related(client, one, lang, role, "to")
    assert one in _related(client, other, lang, role, "from")


def test_counts_of_what_belongs_together(client: Client) -> None:
    assert len(_related(client, "workshop-oaxaca", "en", "took_part", "to")) == 13
    assert len(_related(client, "resolution-22-06", "es", "made_by", "from")) == 6
    assert _related(client, "knowledge-dialogues", "fr", "part", "to") == [
        "dialogue-public-engagement", "dialogue-ej4climate", "council-session-31", "dialogue-storytelling",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_acts_and_papers_have_a_file_in_each_language(client: Client, lang: str) -> None:
    for key, part in (
        *((item.key, "files") for item in reading.items() if item.kind == "governance"),
        ("workshop-oaxaca", "documents"),
        ("dialogue-storytelling", "files"),
    ):
        assert sorted(file["lang"] for file in _api(client, key, lang)["part"][part]) == ["en", "es", "fr"], key


def test_the_kept_place_is_in_no_language(client: Client) -> None:
    for lang in ("en", "fr", "es"):
        part = _api(client, "first-basket", lang)["part"]
        assert (part["precision"], part["place"]) == ("kept", "")
    (sound,) = _api(client, "tequio", "en")["part"]["sounds"]
    assert sound["lang"] == "zap"


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_home_page_shows_of_the_spotlight_what_is_on_today(client: Client, lang: str) -> None:
    html = client.get(f"/{lang}/").content.decode()
    home = next(page for page in reading.pages() if page.key == "home").words[lang].more
    shown = [entry["title"] in html for entry in home["spotlight"]]
    assert shown == [True, False, False]
    assert all(quote["text"] in html for quote in home["quotations"])
    record = _rows().get(layout="home", lang=lang).pk
    assert RecordReference.objects.filter(record=record, role="governance").count() == FIVE_ACTS


def test_a_try_out_says_where_messages_go_and_another_site_does_not(client: Client, settings: Any) -> None:
    assert front.TEAM in client.get("/en/contact/").content.decode()
    settings.DEMO_ALLOWED = False
    page = ContactPage()
    front.fill_contact(page)
    assert (page.recipients, page.show_address) == ("", False)


def test_the_indexes_of_the_admin_hold_what_was_made() -> None:
    page = Page.objects.get(translation_key=reading.work("item cejn"), locale__language_code="fr")
    assert page.pk in {found.pk for found in Page.objects.search("communautés environnementale")}
    workshop = Page.objects.get(translation_key=reading.work("item workshop-oaxaca"), locale__language_code="fr")
    assert page.pk in {source.pk for source, _references in ReferenceIndex.get_grouped_references_to(workshop)}


def test_kinds_and_terms_are_all_there() -> None:
    works = Counter(kind for kind, _work in set(RecordRow.objects.values_list("kind", "work")))
    assert works["profile"] >= 13
    assert works["resource"] >= 24
    assert works["webinar"] == 3
    assert works["topic"] >= 10
    assert works["community"] >= 13
    assert works["organisation"] == 5
    expected = {"project": 1, "event": 3, "series": 3, "governance": 5, "grant": 6, "knowledge": 8}
    assert {kind: works[kind] for kind in expected} == expected


def test_the_printed_accounts_can_sign_in() -> None:
    assert [account.username for account in accounts.there()] == [account.username for account in accounts.ACCOUNTS]
    for account in accounts.ACCOUNTS:
        user = get_user_model().objects.get(username=account.username)
        assert user.has_perm("wagtailadmin.access_admin"), account.username
        assert user.check_password(account.password), account.username


def test_records_for_measurements_come_from_a_seed() -> None:
    before = RecordRow.objects.count()
    assert bulk.make(count=6, seed=3) == 6
    assert bulk.make(count=8, seed=3) == 2
    assert RecordRow.objects.count() == before + 8
    assert set(RecordRow.objects.filter(path__contains="measured-3-").values_list("lang", flat=True)) == {
        "en",
        "fr",
        "es",
    }


def test_a_public_site_is_not_filled_by_accident(settings: Any) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="--public-site"):
        call_command("demo", stdout=io.StringIO())


def test_the_command_says_that_nothing_was_left_to_do() -> None:
    out = io.StringIO()
    call_command("demo", stdout=out)
    assert "there already" in out.getvalue()
    assert "reviewer" in out.getvalue()
