"""The feed of changes: a copy that applies it holds what is public, and no more."""

from typing import Any

import pytest

from library.catalogue.models import CatalogueState
from tests.api.shelf import put, take_back

pytestmark = pytest.mark.django_db


class Copy:
    """A copy of the library elsewhere, that follows the feed."""

    def __init__(self, ask: Any) -> None:
        self.ask, self.next, self.began_anew = ask, "changes?limit=3", 0
        self.held: dict[str, str] = {}

    def follow(self) -> dict[str, str]:
        """Apply all that is new."""
        while True:
            answer = self.ask(self.next).json()
            if answer["start_over"]:
                self.held.clear()
                self.began_anew += 1
            for change in answer["changes"]:
                if change["op"] == "upsert":
                    self.held[change["record"]["id"]] = change["record"]["title"]
                else:
                    self.held.pop(change["tombstone"]["id"], None)
            self.next = answer["next"].partition("/api/v1/")[2]
            if answer["done"]:
                return self.held


def test_changes_come_in_sequence_with_the_epoch(ask: Any) -> None:
    first, second = put("First"), put("Second", kind="topic", slug="second")
    take_back(first)
    answer = ask("changes").json()
    assert [(change["op"], change["sequence"]) for change in answer["changes"]] == [("upsert", 2), ("delete", 3)]
    assert answer["changes"][0]["record"]["id"] == second.id
    assert answer["epoch"] == CatalogueState.objects.get().epoch
    assert (answer["sequence"], answer["done"], answer["start_over"]) == (3, True, False)


def test_a_copy_follows_everything(ask: Any) -> None:
    copy = Copy(ask)
    there = [put(f"R {number}") for number in range(7)]
    assert copy.follow() == {one.id: one.row.title for one in there}
    take_back(there[2])
    put("R 3 again", work=there[3].work)
    put("New")
    held = copy.follow()
    assert there[2].id not in held
    assert held[there[3].id] == "R 3 again"
    assert len(held) == 7
    assert copy.began_anew == 0


def test_another_epoch_says_start_over(ask: Any) -> None:
    copy = Copy(ask)
    there = put("Old")
    copy.follow()
    there.row.delete()
    CatalogueState.objects.update(epoch="another")
    put("New")
    assert list(copy.follow().values()) == ["New"]
    assert copy.began_anew == 1


def test_a_copy_is_told_to_delete_what_may_no_longer_be_given_out(ask: Any) -> None:
    copy = Copy(ask)
    there = put("Permitted")
    assert copy.follow() == {there.id: "Permitted"}
    put("Not any more", work=there.work, uses={"api_feeds": "no"})
    assert copy.follow() == {}
    assert "Not any more" not in ask("changes").content.decode()


@pytest.mark.parametrize("since", ["x", "1", "a.b", ".5", "e.-1", "e.5.", "e.99999999999999999999999", "é.1"])
def test_a_cursor_that_is_none_is_refused(ask: Any, since: str) -> None:
    put()
    assert ask(f"changes?since={since}", status=400).json()["parameters"][0]["name"] == "since"
