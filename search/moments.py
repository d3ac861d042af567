"""Finds where in a recording the words of a question are said; called by `search.hits` for links such as "at 12:41".

A transcript is one text with the offset at which each of its cues begins, so that words which stand across the border
of two cues are found as well; the cue is the one in which they begin.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from library.catalogue.query import Moment
from library.catalogue.record import Record, SearchText
from library.reading.recording import anchors
from search.document import clean
from search.highlight import Marker, Span, cut

MOST = 3


class _Cue(NamedTuple):
    """A cue in which words of the question begin."""

    place: int
    """Its number in the transcript."""
    groups: int
    """How many different words begin in it or in the next one."""
    first: int
    """The number of its first match."""


def moments(marker: Marker, record: Record, lang: str) -> tuple[Moment, ...]:
    """Return the best places of the record's best transcript, in the order in which they are said."""
    best: tuple[tuple[int, bool, int], tuple[Moment, ...]] | None = None
    for text in record.search:
        if text.field != "transcript" or not text.marks:
            continue
        spans = [span for span in marker.spans(clean(text.text), text.lang) if marker.is_telling(span)]
        if spans:
            rank = (len({span.group for span in spans}), text.lang == lang, len(spans))
            if best is None or rank > best[0]:
                best = rank, _of(text, spans, record.id)
    return best[1] if best else ()


def _of(text: SearchText, spans: Sequence[Span], record: str) -> tuple[Moment, ...]:
    offsets = [offset for offset, _ms in text.marks]
    places = tuple(anchors(ms for _offset, ms in text.marks))
    chosen = sorted(_chosen(_cues(spans, offsets)))
    return tuple(
        Moment(
            milliseconds=text.marks[cue.place][1],
            pieces=_pieces(clean(text.text), spans[cue.first :], offsets, cue.place),
            lang=text.lang,
            anchor=places[cue.place],
            record=record,
        )
        for cue in chosen
    )


def _cues(spans: Sequence[Span], offsets: Sequence[int]) -> list[_Cue]:
    """Return the cues in which matches begin."""
    begun: dict[int, list[int]] = {}
    for number, span in enumerate(spans):
        # Words before the first mark, which a transcript of ours never has, belong to its first cue.
        begun.setdefault(max(0, bisect_right(offsets, span.start) - 1), []).append(number)
    found = []
    for place, numbers in begun.items():
        near = {spans[number].group for number in (*numbers, *begun.get(place + 1, ()))}
        found.append(_Cue(place, len(near), numbers[0]))
    return found


def _chosen(cues: list[_Cue]) -> list[_Cue]:
    """Return the cues with most of the words; of two that follow each other, one says where to listen."""
    chosen: list[_Cue] = []
    for cue in sorted(cues, key=lambda one: (-one.groups, one.place)):
        if all(abs(cue.place - other.place) > 1 for other in chosen):
            chosen.append(cue)
        if len(chosen) == MOST:
            break
    return chosen


def _pieces(text: str, spans: Sequence[Span], offsets: Sequence[int], place: int) -> tuple[tuple[str, bool], ...]:
    """Return what is said in a cue, and after its end as far as a match goes on that begins in it."""
    start = offsets[place] if place else 0
    end = offsets[place + 1] - 1 if place + 1 < len(offsets) else len(text)
    inside = [span for span in spans if start <= span.start < end]
    end = max(end, *(span.end for span in inside))
    moved = [Span(span.start - start, span.end - start, span.group) for span in inside]
    return cut(text[start:end], moved, moved[0].start)
