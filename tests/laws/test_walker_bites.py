"""Proof that the walker bites: the door and the outputs are broken in ten ways, and a short walk finds each."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from wagtail.models import Page, Revision

from tests.laws.walker.driver import Walker
from tests.laws.walker.world import Act

pytestmark = pytest.mark.walk

Breaking = Callable[[ExitStack], None]


def ignore_restrictions(stack: ExitStack) -> None:
    """Let the door take no notice of pages that are hidden."""
    from library.catalogue import expected

    real = expected._facts

    def blind(*args: Any, **kwargs: Any) -> Any:
        facts = real(*args, **kwargs)
        facts.restricted.clear()
        return facts

    stack.enter_context(mock.patch.object(expected, "_facts", blind))


def ignore_digests(stack: ExitStack) -> None:
    """Let the door believe that every approved version is as it was approved."""
    from library.approval import digest as digests
    from library.catalogue import build, expected

    for module in (build, digests):
        stack.enter_context(mock.patch.object(module, "content_digest", return_value=mock.ANY))
    real = expected._expected

    def restless(*args: Any, **kwargs: Any) -> Any:
        # Nothing but the digest keeps a changed text in: let the door describe it anew as well.
        item = real(*args, **kwargs)
        content = Revision.objects.values_list("content", flat=True).get(pk=item.revision_id)
        return replace(item, fingerprint=f"{item.fingerprint[:40]}{hash(repr(content)) % 10**9}")

    stack.enter_context(mock.patch.object(expected, "_expected", restless))


def ignore_takedowns(stack: ExitStack) -> None:
    """Let the door build, but take nothing down."""
    from library.catalogue import door

    stack.enter_context(mock.patch.object(door, "_take_down", return_value=None))


def ignore_ancestors(stack: ExitStack) -> None:
    """Let the door look at an item alone: what its ancestors are makes no difference."""
    from library.catalogue import expected

    real = expected._facts

    def only_items(*args: Any, **kwargs: Any) -> Any:
        facts = real(*args, **kwargs)
        facts.restricted.intersection_update(Page.objects.filter(numchild=0).values_list("pk", flat=True))
        return facts

    stack.enter_context(mock.patch.object(expected, "_facts", only_items))


def ignore_the_mask(stack: ExitStack) -> None:
    """Let a late index show what it knows."""
    from library.catalogue import selectors as catalogue
    from search import selectors

    stack.enter_context(mock.patch.object(selectors, "_masked", return_value=frozenset()))
    # The index names works; the words come from the catalogue, which would hide them here all the same.
    stack.enter_context(mock.patch.object(catalogue, "past", return_value=frozenset()))


def mislead_by_a_second(stack: ExitStack) -> None:
    """Let links into recordings lead a second past the cue in which the words are said."""
    from search import moments

    late = mock.patch.object(moments, "anchors", lambda starts: (f"t{start // 1000 + 1}" for start in starts))
    stack.enter_context(late)


def follow_everything(stack: ExitStack) -> None:
    """Let the feed of a search hold whatever is public, be it found or not."""
    from library.reading.asking import Asked

    real = Asked.newest

    def everything(asked: Asked, *facts: Any) -> Any:
        return replace(real(asked, *facts), words="")

    stack.enter_context(mock.patch.object(Asked, "newest", everything))


def forget_pages_of_terms(stack: ExitStack) -> None:
    """Let the door note only where pages stood."""
    from library.catalogue import places

    real = places.hash_of
    stack.enter_context(mock.patch.object(places, "hash_of", lambda row: "" if row.shelf == "term" else real(row)))


def ignore_claims(stack: ExitStack) -> None:
    """Let the door judge no two pages that claim one address: who came first keeps it."""
    from library.catalogue import rivals

    stack.enter_context(mock.patch.object(rivals, "losers", return_value={}))


def serve_any_file(stack: ExitStack) -> None:
    """Let the gate serve every file that is stored."""
    from library.media import views

    stack.enter_context(mock.patch.object(views, "_let_in", return_value=True))


WAYS: dict[Breaking, tuple[str, str]] = {
    ignore_restrictions: ("restrict:1 restrict:2 restrict:3", "API list"),
    ignore_digests: ("change_content:1 change_content:2 change_content:3", "former address"),
    ignore_takedowns: ("take_back:1 take_back:2", "API record"),
    ignore_ancestors: (" ".join(f"restrict:{number}" for number in range(1, 25)), "former address"),
    ignore_the_mask: ("take_back:1 take_back:2 take_back:3", "API search"),
    mislead_by_a_second: (" ".join(f"publish:{number}" for number in range(1, 9)), "page at a moment"),
    follow_everything: ("take_back:1", "feed of a search"),
    forget_pages_of_terms: (" ".join(f"take_back_term:{number}" for number in range(1, 13)), "former address"),
    ignore_claims: (" ".join(f"claim:{number}" for number in range(1, 9)), "API record"),
    serve_any_file: ("replace:1", "media"),
}
"""What is broken -> the walk that finds it, and an output on which it must be found."""


@pytest.mark.parametrize("breaking", WAYS, ids=lambda way: way.__name__)
def test_the_walker_finds_what_is_broken(walker: Walker, breaking: Breaking) -> None:
    """A walk that is clean on the product as it is ends in a finding on the broken one."""
    names, surface = WAYS[breaking]
    walker.around = breaking
    broken = walker.first_broken([Act(*_parts(name)) for name in names.split()])
    assert broken is not None
    assert surface in broken.surfaces


def test_the_same_walks_find_nothing_otherwise(walker: Walker) -> None:
    """What the proof rests on: on the product as it is, these operations end in no finding."""
    names = dict.fromkeys(name for walk, _surface in WAYS.values() for name in walk.split()[:3])
    assert walker.first_broken([Act(*_parts(name)) for name in names]) is None


def _parts(name: str) -> tuple[str, int]:
    operation, _colon, number = name.partition(":")
    return operation, int(number)
