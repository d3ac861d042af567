"""A kind that fails at run time takes its own item out of the public side, with an alarm; everything else stays."""

import importlib
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from library.catalogue import build, door, kind_answer
from library.catalogue.models import BuildFailure, RecordRow, TombstoneRow
from library.catalogue.record import SearchText
from library.kinds.profile.models import ProfilePage
from library.kinds.resource.apps import ResourceKind
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft
from tests.plugins.laying import BROKEN, lay

Describe = Callable[[Any, Any], Any]
BREAKS = {
    "describe_raises": "LookupError: nothing to describe",
    "describe_wrong_type": "returned dict, not a Description",
    "describe_slow": "took",
}


def of_package(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Describe:
    """Return the `describe` of a broken package."""
    lay(BROKEN / name, folder)
    monkeypatch.syspath_prepend(str(folder))
    module = importlib.import_module(f"cejn_{name}.apps")
    monkeypatch.delitem(sys.modules, module.__name__)
    found: Describe = getattr(module, "".join(word.capitalize() for word in name.split("_"))).describe
    return found


def give(describe: Describe, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the kind of resources describe its items so."""
    monkeypatch.setattr(ResourceKind, "describe", describe)


def describe_again(item: Any) -> None:
    """Let the door find that the item has to be described anew."""
    RecordRow.objects.filter(source=f"page:{item.pk}").update(fingerprint="old")
    door.full_pass()


@pytest.mark.parametrize(("name", "words"), BREAKS.items())
def test_the_item_goes_and_the_site_stays(
    tree: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: Any, name: str, words: str
) -> None:
    """The item has no record but a tombstone and an alarm; another kind's item changes at the same moment."""
    item, other = approved(draft(ResourceItemPage, title="One")), approved(draft(ProfilePage, title="Other"))
    door.full_pass()
    assert RecordRow.objects.filter(source=f"page:{item.pk}").exists()
    give(of_package(name, tmp_path, monkeypatch), monkeypatch)
    RecordRow.objects.filter(source=f"page:{other.pk}").update(fingerprint="old", title="Stale")
    with caplog.at_level(logging.ERROR, logger="cejn.catalogue"):
        describe_again(item)
    assert not RecordRow.objects.filter(source=f"page:{item.pk}").exists()
    assert TombstoneRow.objects.filter(work=str(item.translation_key), superseded=False).exists()
    assert words in BuildFailure.objects.get(source=f"page:{item.pk}").reason
    assert any(f"page:{item.pk}" in record.getMessage() for record in caplog.records)
    assert RecordRow.objects.get(source=f"page:{other.pk}").title == "Other"


def test_a_mended_kind_gets_its_items_back(tree: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deep pass tries again what could not be described."""
    item = approved(draft(ResourceItemPage, title="One"))
    with monkeypatch.context() as broken:
        give(of_package("describe_raises", tmp_path, broken), broken)
        door.full_pass()
    assert BuildFailure.objects.filter(source=f"page:{item.pk}").exists()
    door.full_pass(deep=True)
    assert not BuildFailure.objects.exists()
    assert RecordRow.objects.filter(source=f"page:{item.pk}").exists()


# Each entry spoils one thing that a sound answer says.
WRONG: dict[str, tuple[Callable[[Any], Any], str]] = {
    "number": (lambda said: replace(said, part=replace(said.part, year="nineteen")), "wrong at year"),
    "list": (lambda said: replace(said, part=replace(said.part, authors="A member")), "wrong at authors"),
    "no part": (lambda said: replace(said, part=1), "is no ResourcePart"),
    "facet": (lambda said: replace(said, facets={"unheard": ()}), "does not declare"),
    "facet values": (lambda said: replace(said, facets={"form": "guide"}), "than a tuple of texts"),
    "search": (lambda said: replace(said, search=("words",)), "no SearchText"),
    "search field": (lambda said: replace(said, search=(SearchText("body", "en", "words"),)), "no SearchText"),
    "rank": (lambda said: replace(said, rank=7), "a rank that is no text"),
    "exit": (lambda said: sys.exit("enough"), "SystemExit: enough"),
}


@pytest.mark.parametrize(("spoil", "words"), WRONG.values(), ids=WRONG)
def test_an_answer_of_the_wrong_type_is_refused(
    tree: Any, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Any], Any], words: str
) -> None:
    """What could not be read back or printed is not stored."""
    item = approved(draft(ResourceItemPage, title="One"))
    whole = ResourceKind.describe
    give(lambda self, content: spoil(whole(self, content)), monkeypatch)
    door.full_pass()
    assert not RecordRow.objects.filter(source=f"page:{item.pk}").exists()
    assert words in BuildFailure.objects.get(source=f"page:{item.pk}").reason


def timed(monkeypatch: pytest.MonkeyPatch, seconds: Callable[[], float]) -> list[float]:
    """Let each call of `describe` seem to take so long; the list that is returned grows with the calls."""
    real, calls = kind_answer._timed, []

    def measure(config: Any, content: Any) -> tuple[Any, float]:
        calls.append(seconds())
        return real(config, content)[0], calls[-1]

    monkeypatch.setattr(kind_answer, "_timed", measure)
    return calls


def test_one_slow_moment_is_forgiven(tree: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not the kind's fault: it counts only when the second try is slow as well."""
    item = approved(draft(ResourceItemPage, title="One"))
    moments = iter([5.0, 0.1])
    calls = timed(monkeypatch, lambda: next(moments))
    door.full_pass()
    assert RecordRow.objects.filter(source=f"page:{item.pk}").exists()
    assert calls == [5.0, 0.1]


def test_a_slow_kind_does_not_hold_up_the_turn_for_each_of_its_items(
    tree: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a few slow items the others of the kind are not tried in this turn."""
    for number in range(5):
        approved(draft(ResourceItemPage, title=f"Item {number}"))
    calls = timed(monkeypatch, lambda: kind_answer.SECONDS + 0.1)
    door.full_pass()
    assert len(calls) == 2 * build.SLOW_ENOUGH
    assert BuildFailure.objects.filter(reason__startswith="not tried").count() == 5 - build.SLOW_ENOUGH
