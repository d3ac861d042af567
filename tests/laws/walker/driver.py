"""Drives a walk: chooses operations by a seed, does them, looks at the outputs after each, and shortens what failed."""

import copy
import random
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from unittest import mock

from django.core.exceptions import ValidationError
from django.test import override_settings

from library.catalogue import door
from tests.laws.walker import (
    api,
    behind,
    copies,
    editing,
    files,
    finding,
    lists,
    media,
    pages,
    placing,
    review,
    term_pages,
    terms,
    translating,
)
from tests.laws.walker.clock import Clock
from tests.laws.walker.snapshot import Snapshot
from tests.laws.walker.visit import Finding, Visit
from tests.laws.walker.world import Act, World

Operation = Callable[[World, Act], None]
OPERATIONS: tuple[tuple[int, Operation], ...] = (
    (10, review.publish), (4, review.publish_top), (4, editing.edit), (3, editing.create), (4, editing.autosave),
    (3, editing.restore), (1, editing.edit_home), (2, editing.save_live_row), (3, editing.rename_term),
    (1, editing.create_term), (2, editing.copy_for_translation), (3, review.submit), (3, review.approve),
    (3, review.approve_wrongly), (2, review.send_back), (4, review.schedule), (2, review.publish_until),
    (2, review.publish_raw), (2, review.publish_as_superuser), (4, placing.move), (3, placing.sort),
    (4, placing.restrict), (4, placing.unrestrict), (2, placing.alias), (4, placing.take_back), (2, placing.delete),
    (1, terms.take_back_term), (1, terms.delete_term), (3, behind.change_rows), (2, behind.change_content),
    (1, behind.change_approvals), (3, behind.claim), (4, behind.rollback), (4, behind.crash), (4, behind.let_time_pass),
    (5, behind.worker), (1, behind.new_epoch), (2, files.upload), (3, files.replace), (2, files.reword),
    (1, files.remove), (2, translating.translate), (2, translating.sync),
)  # fmt: skip
BY_NAME = {operation.__name__: operation for _weight, operation in OPERATIONS}
LOOKS = (pages.check, term_pages.check, api.check, lists.check, finding.check, media.check, copies.check)
EVERY = 50
CLOCKS = ("let_time_pass", "crash")
"""Operations that put the clock forward, so that things end by themselves."""
ROUNDS = ("let_time_pass", "worker")
"""Operations in which nobody is there to be told of a mistake."""


class Broken(AssertionError):
    """A walk found something; names the operation after which it did."""

    def __init__(self, act: Act, findings: Sequence[Finding]) -> None:
        lines = "\n".join(f"  {finding}" for finding in findings[:12])
        super().__init__(f"after {act}:\n{lines}")
        self.act, self.findings = act, findings
        self.surfaces = {finding.surface for finding in findings}


@dataclass
class Walker:
    """Walks over a world; every walk begins on the same ground."""

    ground: World
    snapshot: Snapshot
    around: Callable[[ExitStack], None] | None = None
    """Breaks the product on purpose, for the tests that prove that the walker bites."""
    seconds: dict[str, float] = field(default_factory=dict)
    asked: int = 0

    def walk(self, acts: Iterable[Act], *, every: int = EVERY, finale: bool = True) -> World:
        """Do the operations one after another; raises `Broken` at the first finding.

        Everything is looked at after each `every` operations, and after the last one as a finale.
        """
        world = self.fresh()
        with ExitStack() as stack:
            stack.enter_context(override_settings(CATALOGUE_TURN_MAY_NEST=False))
            stack.enter_context(world.clock.ticking())
            stack.enter_context(mock.patch("time.time", world.clock.seconds))
            if self.around is not None:
                self.around(stack)
            acts = list(acts)
            self._look(world, Act("begin", 0), everything=False)
            for number, act in enumerate(acts, 1):
                self._do(world, act)
                self._look(world, act, everything=number % every == 0 or (finale and number == len(acts)))
        return world

    def fresh(self) -> World:
        """Put everything back, and return the world as it was then."""
        self.snapshot.restore()
        # As after any restore of a database: what indexes and copies elsewhere know does not fit it.
        door.begin_epoch()
        world = copy.deepcopy(self.ground)
        # What the ground was laid with must not lie in the future.
        world.clock = Clock()
        world.touched.clear()
        return world

    def shorten(self, acts: Sequence[Act], broken: Broken, *, budget: float = 240.0) -> list[Act]:
        """Return the shortest list of operations that still fails alike, found by walking again without parts of it."""
        ends = time.monotonic() + budget
        kept, size = list(acts), max(1, len(acts) // 2)
        while size >= 1 and time.monotonic() < ends:
            start = 0
            while start < len(kept) and time.monotonic() < ends:
                fewer = kept[:start] + kept[start + size :]
                if fewer and self.fails_alike(fewer, broken):
                    kept = fewer
                else:
                    start += size
            size //= 2
        return kept

    def fails_alike(self, acts: Sequence[Act], broken: Broken) -> bool:
        """Tell whether these operations end in a finding on the same output."""
        other = self.first_broken(acts)
        return other is not None and bool(other.surfaces & broken.surfaces)

    def first_broken(self, acts: Sequence[Act], *, finale: bool = True) -> Broken | None:
        """Walk, and return the first finding."""
        try:
            self.walk(acts, finale=finale)
        except Broken as broken:
            return broken
        return None

    def _do(self, world: World, act: Act) -> None:
        world.touched.clear()
        begun = time.perf_counter()
        try:
            BY_NAME[act.name](world, act)
        except ValidationError as refusal:
            # Where rows and approved texts name a page otherwise, Wagtail refuses to save a name that a row has.
            if "slug" not in getattr(refusal, "error_dict", {}) or act.name in ROUNDS:
                raise Broken(act, [Finding("operation", str(refusal))]) from refusal
        except Exception as error:
            raise Broken(act, [Finding("operation", "".join(traceback.format_exception(error)[-4:]))]) from error
        self._spent(act.name, begun)

    def _look(self, world: World, act: Act, *, everything: bool) -> None:
        before = world.look()
        if act.name in CLOCKS:
            world.late |= set(before) - set(world.public)
        visit = Visit(world, before, everything)
        for look in LOOKS:
            begun = time.perf_counter()
            try:
                look(visit)
            except Exception as error:  # noqa: BLE001 - an output that raises is a finding like any other
                visit.note(look.__module__, "".join(traceback.format_exception(error)[-4:]))
            self._spent(look.__module__.rpartition(".")[2], begun)
        self.asked += visit.asked
        if visit.findings:
            raise Broken(act, visit.findings)

    def _spent(self, what: str, begun: float) -> None:
        self.seconds[what] = self.seconds.get(what, 0.0) + time.perf_counter() - begun


def plan(seed: int, number: int) -> list[Act]:
    """Return the operations of a walk."""
    chance = random.Random(seed)
    weights = [weight for weight, _operation in OPERATIONS]
    names = [operation.__name__ for _weight, operation in OPERATIONS]
    return [Act(chance.choices(names, weights)[0], chance.randrange(10**6)) for _ in range(number)]
