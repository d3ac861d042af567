"""Kept answers: the same bytes without the work, and never past the next change."""

from typing import Any

import pytest

from library.kept import Body, Kept
from tests.api.shelf import put, take_back


def body(size: int) -> Body:
    return Body(b"x" * size, "text/plain")


def test_what_was_not_used_for_longest_makes_room() -> None:
    kept = Kept(most_bytes=30, largest=20)
    kept.put("a", body(10))
    kept.put("b", body(10))
    kept.put("c", body(10))
    assert kept.get("a")
    kept.put("d", body(15))
    assert [mark for mark in "abcd" if kept.get(mark)] == ["a", "d"]


def test_what_is_too_large_is_not_kept() -> None:
    kept = Kept(most_bytes=30, largest=20)
    kept.put("a", body(21))
    assert kept.get("a") is None


@pytest.mark.django_db
def test_the_same_question_is_answered_once(ask: Any, django_assert_num_queries: Any) -> None:
    put()
    first = ask("records")
    with django_assert_num_queries(1):
        again = ask("records")
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert again["Content-Type"] == first["Content-Type"]


@pytest.mark.django_db
def test_what_is_taken_back_is_in_no_kept_answer(ask: Any) -> None:
    there = put("Secret name")
    for path in ("records", "changes", f"records/{there.id}"):
        assert "Secret name" in ask(path).content.decode()
    take_back(there)
    for path, status in (("records", 200), ("changes", 200), (f"records/{there.id}", 410)):
        assert "Secret name" not in ask(path, status=status).content.decode()
