"""Marks the words of a query in a text and cuts the passage that has most of them; called by `search.selectors`.

Works on plain text by the keys of the plan, never on HTML and never by asking the engine: what is marked is exactly
what the analysis would find, on every engine. The pieces that it returns are for the output to escape.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from search.analysis.analyser import ANALYSES, analysis_of, exact_key
from search.analysis.tokens import tokens, tokens_among
from search.document import Passage
from search.plan import Plan

WIDTH = 240
"""Characters of a snippet, about."""

_SLACK = 30
"""How far a cut may move to stand between two words."""

Pieces = tuple[tuple[str, bool], ...]


class Span(NamedTuple):
    """A match in a text: where it stands, and which group of the plan it belongs to."""

    start: int
    end: int
    group: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """The passage to show under a hit."""

    pieces: Pieces
    lang: str
    field: str


class Marker:
    """Finds the words of one plan in texts."""

    def __init__(self, plan: Plan) -> None:
        self._groups: dict[str, dict[str, int]] = {analysis: {} for analysis in ANALYSES}
        self._phrases: list[tuple[tuple[str, ...], int]] = []
        self._telling = frozenset(plan.required)
        for place, group in enumerate(plan.wanted):
            for analysis, form in group.forms:
                self._groups[analysis].setdefault(form, place)
            self._phrases += [(phrase, place) for phrase in group.phrases]

    def spans(self, text: str, lang: str) -> list[Span]:
        """Return all matches of a text in order, none of them within another."""
        analysis = analysis_of(lang)
        found = self._words(text, analysis) + self._in_phrases(text, analysis)
        found.sort(key=lambda span: (span.start, -span.end))
        kept: list[Span] = []
        for span in found:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return kept

    def is_telling(self, span: Span) -> bool:
        """Tell whether a match is of a word that says something: one that is required, where any is."""
        return not self._telling or span.group in self._telling

    def _words(self, text: str, analysis: str) -> list[Span]:
        """Return the single words."""
        groups = self._groups[analysis]
        if not groups:
            return []
        return [Span(start, end, groups[form]) for form, start, end in tokens_among(text, analysis, groups)]

    def _in_phrases(self, text: str, analysis: str) -> list[Span]:
        if not self._phrases:
            return []
        words = list(tokens(text, analysis))
        keys = [exact_key(word.form) for word in words]
        places: dict[str, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        return [
            Span(words[place].start, words[place + len(phrase) - 1].end, group)
            for phrase, group in self._phrases
            for place in places.get(phrase[0], ())
            if tuple(keys[place : place + len(phrase)]) == phrase
        ]


def snippet(plan: Plan, passages: Iterable[Passage]) -> tuple[Snippet | None, tuple[str, ...]]:
    """Return the best passage of a document and the fields that match, weightiest first."""
    return excerpt(Marker(plan), passages)


def excerpt(marker: Marker, passages: Iterable[Passage]) -> tuple[Snippet | None, tuple[str, ...]]:
    """Return the best passage of a document and the fields that match, with a marker that serves for many of them.

    The title stands above the snippet anyway, so the passage is cut from the other texts. Where none of them matches,
    it is the beginning of the first one, without a mark.
    """
    matched: dict[str, None] = {}
    best: tuple[tuple[int, int], Passage, list[Span], int] | None = None
    first: Passage | None = None
    for passage in passages:
        spans = marker.spans(passage.text, passage.lang)
        if spans:
            matched[passage.field] = None
        if passage.field == "title" or not passage.text.strip():
            continue
        first = first or passage
        if spans:
            place, rank = _densest(spans)
            if best is None or rank > best[0]:
                best = rank, passage, spans, place
    if best is not None:
        _, passage, spans, place = best
        return _snippet(passage, spans, place), tuple(matched)
    if first is None:
        return None, tuple(matched)
    return _snippet(first, [], 0), tuple(matched)


def _snippet(passage: Passage, spans: list[Span], start: int) -> Snippet:
    # The facts beside a text are a list, a line each; as one text they would read like a broken sentence.
    pieces = cut(passage.text, spans, start, between=" \u00b7 " if passage.field == "extra" else " ")
    return Snippet(pieces, passage.lang, passage.field)


def _densest(spans: list[Span]) -> tuple[int, tuple[int, int]]:
    """Return the place where the best window begins, and what it has: different words, then matches in all."""
    best, rank, last = 0, (0, 0), 0
    inside: Counter[int] = Counter()
    for place, span in enumerate(spans):
        while last < len(spans) and spans[last].end - span.start <= WIDTH:
            inside[spans[last].group] += 1
            last += 1
        here = (len(inside), sum(inside.values()))
        if here > rank:
            best, rank = span.start, here
        if last <= place:
            # A match longer than the window stands alone.
            last = place + 1
            continue
        inside[span.group] -= 1
        if not inside[span.group]:
            del inside[span.group]
    return best, max(rank, (1, 1))


def cut(text: str, spans: list[Span], start: int, *, between: str = " ") -> Pieces:
    """Return about WIDTH characters from before `start`, cut between words, with the matches marked."""
    lead = 0 if start <= _SLACK * 2 else _before_word(text, start - _SLACK * 2)
    end = len(text) if lead + WIDTH + _SLACK >= len(text) else _after_word(text, lead + WIDTH)
    inside = [span for span in spans if span.start >= lead and span.start < end]
    end = max([end, *(span.end for span in inside)])
    pieces: list[tuple[str, bool]] = []
    place = lead
    for span in inside:
        pieces += [(text[place : span.start], False), (text[span.start : span.end], True)]
        place = span.end
    pieces.append((text[place:end], False))
    pieces = [(_one_line(piece, between), is_match) for piece, is_match in pieces if piece]
    ahead, after = [("\u2026", False)] if lead else [], [("\u2026", False)] if end < len(text) else []
    return tuple(ahead + pieces + after)


def _one_line(piece: str, between: str) -> str:
    """Return a piece without line breaks; its other characters stay as they are."""
    if piece.isprintable():
        return piece
    return piece.replace("\r\n", "\n").replace("\r", "\n").replace("\n", between)


def _before_word(text: str, place: int) -> int:
    """Return the beginning of a word near a place, which is never past it by more than the slack."""
    space = text.find(" ", place, place + _SLACK)
    return space + 1 if space >= 0 else place


def _after_word(text: str, place: int) -> int:
    space = text.rfind(" ", place - _SLACK, place)
    return space if space > 0 else place
