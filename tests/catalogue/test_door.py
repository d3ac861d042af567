"""The door: what is approved becomes public, what stops being so is gone, and nothing else happens."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from library.approval.services import revoke
from library.catalogue import door, selectors
from library.catalogue.models import BuildFailure, Pending, RecordRow, TombstoneRow
from library.catalogue.record import Record, Tombstone
from library.kinds.resource.models import ResourceItemPage
from library.models import Community, LibraryIndexPage, ResourcePage, Topic
from library.testing import approved, draft, library_of, settle, term

pytestmark = pytest.mark.usefixtures("tree")


def item(**fields: Any) -> Any:
    """Return an approved resource."""
    return approved(draft(ResourceItemPage, **{"title": "Rain barrels", "slug": "rain-barrels", **fields}))


def record_of(page: Any) -> Record | None:
    """Return the public record of a page."""
    return selectors.record(f"{page.translation_key}.{page.locale.language_code}")


def test_the_start_up_tree_is_public() -> None:
    """Home, library and contact page have records in each language."""
    settle()
    assert {(page.layout, page.lang) for page in selectors.pages()} == {
        (layout, lang) for layout in ("home", "library", "contact") for lang in ("en", "fr", "es")
    }


def test_a_draft_is_not_public() -> None:
    """A page that nobody approved has no record, whatever Wagtail thinks of it."""
    page = draft(ResourceItemPage, title="Secret", slug="secret")
    page.save_revision()
    Page.objects.filter(pk=page.pk).update(live=True)
    door.full_pass()
    assert record_of(page) is None


def test_an_approved_page_is_public_with_all_it_says() -> None:
    """The record holds what the approved content says, with terms as works."""
    topic, community = term(Topic, "Water"), term(Community, "Example village")
    page = item(
        summary="Catch the rain.",
        topics=[topic],
        community=community,
        countries=["MX"],
        date="2024-06",
        themes=["adaptation"],
        form="tool",
        body=[{"type": "heading", "value": {"text": "How", "level": "2"}}, {"type": "text", "value": "<p>Dig.</p>"}],
    )
    settle()
    record = record_of(page)
    assert record is not None
    assert (record.title, record.summary, record.path) == ("Rain barrels", "Catch the rain.", "library/rain-barrels/")
    assert record.facets["topic"] == (str(topic.translation_key),)
    assert record.facets["theme"] == ("adaptation",)
    assert record.facets["year"] == ("2024",)
    assert record.part["form"] == "tool"
    assert [block["type"] for block in record.body] == ["heading", "text"]
    assert record.text == "How\nDig."
    assert isinstance(selectors.at_address(lang="en", path="library/rain-barrels/"), Record)


def test_a_changed_draft_changes_nothing_in_public() -> None:
    """Saving a draft of a public page leaves the record as it was approved."""
    page = item()
    settle()
    page.title = "Changed"
    page.save_revision()
    settle()
    record = record_of(page)
    assert record is not None
    assert record.title == "Rain barrels"


def test_taken_back_leaves_a_tombstone_and_410() -> None:
    """Taking back removes the record; the address knows that something was there."""
    page = item()
    settle()
    revoke(obj=page, user=None)
    settle()
    assert record_of(page) is None
    there = selectors.at_address(lang="en", path="library/rain-barrels/")
    assert isinstance(there, Tombstone)


def test_a_later_schedule_cannot_bring_back_what_was_taken_back() -> None:
    """Going live again without an approval shows nothing."""
    page = item()
    settle()
    revoke(obj=page, user=None)
    Revision.objects.get(pk=page.latest_revision_id).publish(skip_permission_checks=True)
    settle()
    assert Page.objects.get(pk=page.pk).live
    assert record_of(page) is None


def test_an_edited_revision_is_no_longer_what_was_approved() -> None:
    """A change in place, without a signal, is found by the deep pass and takes the item out."""
    page = item()
    settle()
    revision = Revision.objects.get(pk=page.live_revision_id)
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": "Tampered"})
    door.full_pass(deep=True)
    assert record_of(page) is None
    door.full_pass()
    assert record_of(page) is None
    assert BuildFailure.objects.filter(source=f"page:{page.pk}").exists()


def test_below_a_page_that_was_edited_in_place_nothing_comes_back() -> None:
    """Deep passes keep in mind whose text is not what was approved: a change below such a page finds it hidden."""
    page, library = item(), library_of("en")
    settle()
    revision = Revision.objects.get(pk=library.live_revision_id)
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": "Tampered"})
    for _time in range(2):
        door.full_pass(deep=True)
    Page.objects.get(pk=page.pk).specific.save()
    settle()
    assert record_of(page) is None
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    door.full_pass(deep=True)
    assert record_of(page) is not None
    assert not BuildFailure.objects.exists()


def test_restriction_on_an_ancestor_hides_all_below() -> None:
    """A view restriction on the library takes its items out, and lifting it brings them back."""
    page = item()
    settle()
    restriction = PageViewRestriction(page=library_of("en"), restriction_type=PageViewRestriction.LOGIN)
    restriction.save()
    settle()
    assert record_of(page) is None
    restriction.delete()
    settle()
    assert record_of(page) is not None
    assert not TombstoneRow.objects.filter(superseded=False).exists()


def test_moved_pages_answer_at_their_former_address() -> None:
    """A slug that changes with approval leaves a pointer; the pointer dies with the record."""
    page = item()
    settle()
    page.slug = "cisterns"
    approved(page)
    settle()
    assert selectors.at_address(lang="en", path="library/rain-barrels/") == selectors.Moved("en", "library/cisterns/")
    revoke(obj=Page.objects.get(pk=page.pk).specific, user=None)
    settle()
    assert isinstance(selectors.at_address(lang="en", path="library/rain-barrels/"), Tombstone)


def test_expired_and_future_are_not_public() -> None:
    """The row's times are obeyed to the second, by the reader as well as by the door."""
    page = item()
    settle()
    RecordRow.objects.filter(source=f"page:{page.pk}").update(visible_until=timezone.now() - dt.timedelta(seconds=1))
    assert record_of(page) is None
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(seconds=1))
    door.full_pass()
    assert not RecordRow.objects.filter(source=f"page:{page.pk}").exists()


def test_a_slug_moves_all_below_it() -> None:
    """The address of an item is its parent's approved slug and its own."""
    page = item()
    settle()
    library = library_of("en")
    library.slug = "shelves"
    approved(library)
    settle()
    record = record_of(page)
    assert record is not None
    assert record.path == "shelves/rain-barrels/"


def test_delete_takes_all_below_with_it() -> None:
    """Deleting the library takes its items out of the public side."""
    page = item()
    settle()
    LibraryIndexPage.objects.get(pk=library_of("en").pk).delete()
    settle()
    assert record_of(page) is None
    assert not Pending.objects.exists()


def test_a_term_is_public_by_the_same_rule() -> None:
    """A topic has a record when approved, and a tombstone when taken back."""
    topic = term(Topic, "Water")
    settle()
    assert selectors.term_by_slug("topic", ["water"]) == {"water": str(topic.translation_key)}
    revoke(obj=topic, user=None)
    settle()
    assert selectors.term_by_slug("topic", ["water"]) == {}


def test_nothing_changed_writes_nothing() -> None:
    """A second pass finds no difference and gives out no number."""
    item()
    settle()
    before = selectors.state().sequence
    assert door.full_pass(deep=True) == 0
    assert selectors.state().sequence == before


def test_changes_come_in_sequence_and_end_with_the_tombstone() -> None:
    """A consumer that follows its cursor sees each work as it is, then its end."""
    page = item()
    settle()
    first = selectors.changes_since(None)
    assert [record.sequence for record in first.records] == sorted(record.sequence for record in first.records)
    assert first.done
    assert not first.started_over
    revoke(obj=page, user=None)
    settle()
    second = selectors.changes_since(first.cursor)
    assert [stone.id for stone in second.tombstones] == [f"{page.translation_key}.en"]
    assert second.records == ()
    door.begin_epoch()
    assert selectors.changes_since(second.cursor).started_over


def test_a_picture_deleted_without_a_signal_is_found_by_the_deep_pass() -> None:
    """Raw SQL may delete a picture; the records that showed it lose it within ten minutes, and only once."""
    from io import BytesIO

    from PIL import Image

    from library.media.models import LibraryImage
    from library.media.services import create_image

    bytes_of_it = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(bytes_of_it, "PNG")
    image = create_image(title="A pond", name="pond.png", content=bytes_of_it.getvalue())
    page = item(cover=image, cover_alt="A pond")
    settle()
    before = record_of(page)
    assert before is not None
    assert before.image is not None
    ResourcePage.objects.update(cover=None)
    LibraryImage.objects.filter(pk=image.pk)._raw_delete("default")
    assert door.full_pass(deep=True) == 1
    after = record_of(page)
    assert after is not None
    assert after.image is None
    assert door.full_pass(deep=True) == 0


def test_what_has_expired_is_a_tombstone_before_the_next_answer() -> None:
    """Without a worker the first reader after the end sees to it: 410, and copies are told."""
    page = item()
    settle()
    cursor = selectors.cursor()
    past = timezone.now() - dt.timedelta(seconds=1)
    Page.objects.filter(pk=page.pk).update(expire_at=past)
    RecordRow.objects.filter(source=f"page:{page.pk}").update(visible_until=past)
    assert selectors.at_address(lang="en", path="library/rain-barrels/") is None
    door.reconcile_overdue()
    assert isinstance(selectors.at_address(lang="en", path="library/rain-barrels/"), Tombstone)
    assert [stone.id for stone in selectors.changes_since(cursor).tombstones] == [f"{page.translation_key}.en"]
