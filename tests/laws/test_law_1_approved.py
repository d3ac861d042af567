"""Law 1: what is public is exactly a text that a person with that right approved."""

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction, Revision

from library.approval.digest import content_digest
from library.approval.models import Approval
from library.catalogue import door
from library.catalogue.checking import check
from library.catalogue.models import RecordRow
from tests.laws.oracle import digest_of, expected_public
from tests.laws.walker.driver import Walker
from tests.laws.walker.world import Act

pytestmark = pytest.mark.walk

UNAPPROVED = {
    "a draft": ("create",),
    "an edit": ("edit", "save_live_row"),
    "an autosave over what is live": ("autosave",),
    "submitted": ("edit", "submit"),
    "sent back": ("edit", "submit", "send_back"),
    "approved by the wrong person": ("edit", "submit", "approve_wrongly"),
    "published past the review": ("edit", "publish_raw"),
    "published by a superuser": ("edit", "publish_as_superuser"),
    "scheduled": ("schedule",),
    "an old version brought back": ("restore", "publish_raw"),
    "an alias": ("alias",),
    "an approved text that was changed in place": ("change_content",),
    "a replaced file": ("replace", "reword"),
    "a translation nobody looked at": ("translate", "sync"),
    "rolled back": ("rollback",),
    "the draft of a term": ("create_term", "rename_term"),
}


@pytest.mark.parametrize("names", UNAPPROVED.values(), ids=UNAPPROVED)
def test_what_nobody_approved_is_in_no_output(walker: Walker, names: tuple[str, ...]) -> None:
    """However a text comes to be there without an approval, no output says a word of it."""
    broken = walker.first_broken([Act(name, seed) for seed in range(2) for name in names], finale=False)
    assert broken is None, broken


def test_what_is_approved_is_in_every_output(walker: Walker) -> None:
    """Words that were written, submitted and approved stand in all outputs, and the oracle knows them."""
    world = walker.walk([Act("publish", seed) for seed in range(6)], every=6)
    new = {word for word, what in world.written.items() if what.startswith("title by publish")}
    assert new & world.open_words()


def test_what_stands_below_a_changed_text_is_hidden_with_it(walker: Walker) -> None:
    """A text that was changed in place takes out what stands below it in the same breath, and it stays out."""
    walker.fresh()
    hall = Page.objects.get(
        pk=int(next(one for one in expected_public().values() if one.path.count("/") == 3).source[5:])
    )
    hall = hall.get_parent().get_parent()
    revision = Revision.objects.get(pk=hall.live_revision_id)
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": "Changed"})
    door.full_pass(deep=True)
    below = {f"page:{pk}" for pk in hall.get_descendants(inclusive=True).values_list("pk", flat=True)}
    assert len(below) > 2
    assert not RecordRow.objects.filter(source__in=below).exists()
    assert {one.source for one in check()} <= below
    door.full_pass()
    assert not RecordRow.objects.filter(source__in=below).exists()


def test_a_restriction_on_the_root_of_the_tree_hides_everything(walker: Walker) -> None:
    """The root is an ancestor like any other."""
    walker.fresh()
    PageViewRestriction(page=Page.objects.get(depth=1), restriction_type="login").save()
    assert not any(item.source.startswith("page:") for item in expected_public().values())
    assert not RecordRow.objects.filter(source__startswith="page:").exists()
    assert Client().get("/en/library/").status_code == 410


def test_the_oracle_and_the_approvals_count_alike(walker: Walker) -> None:
    """The digest of the tests, which shares no line with the product's, agrees with it on every stored version."""
    walker.fresh()
    contents = [approval.revision.content for approval in Approval.objects.select_related("revision")]
    assert len(contents) > 20
    assert [content_digest(content) for content in contents] == [digest_of(content) for content in contents]
    assert {item.kind for item in expected_public().values()} > {"profile", "resource", "webinar", "page", "topic"}
