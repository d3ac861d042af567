"""Tells when a work was found by a synonym of the site and not by what was typed; called by `search.hits`."""

from collections.abc import Sequence
from dataclasses import replace

from search.document import Passage
from search.highlight import Marker
from search.plan import Group, Plan, Tier
from search.synonyms import Widened
from search.words import Clause, parse


class Synonymous:
    """The synonyms of one question."""

    def __init__(self, plan: Plan, words: str) -> None:
        # What was repaired is what the groups of the plan are made of, in the order in which it was typed.
        clauses = parse(plan.repaired or words).wanted
        # A word that was typed again and again is looked for once.
        groups = {_typed(clause): group for clause, group in zip(clauses, plan.wanted, strict=False) if group.synonyms}
        self._groups = [
            (typed, _own(group), tuple((one.term.text, _of(one)) for one in group.synonyms))
            for typed, group in groups.items()
        ]

    def found_in(self, passages: Sequence[Passage]) -> tuple[tuple[str, str], ...]:
        """Return pairs of what was typed and the synonym that stands in these texts in its place."""
        return tuple(
            (typed, text)
            for typed, own, synonyms in self._groups
            if not _has(own, passages)
            for text, marker in synonyms
            if _has(marker, passages)
        )


def _typed(clause: Clause) -> str:
    return " ".join(clause.parts[0].words)


def _own(group: Group) -> Marker:
    """Return what marks the typed words alone."""
    also = frozenset().union(*(one.forms for one in group.synonyms))
    return _marker(replace(group, tiers=group.tiers[:1], forms=group.forms - also, synonyms=()))


def _of(one: Widened) -> Marker:
    return _marker(Group((Tier(1.0, one.keys, one.phrases),), forms=one.forms))


def _marker(group: Group) -> Marker:
    return Marker(Plan((group,), required=(0,)))


def _has(marker: Marker, passages: Sequence[Passage]) -> bool:
    return any(marker.spans(passage.text, passage.lang) for passage in passages)
