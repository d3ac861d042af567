"""Answers a question by going through all records one by one: what the engines' answers are held against.

Written from the rules alone (search/README.md) and shares no line with any engine, its analysis or its plan: words are
looked up in a table of what belongs together, places and times are compared as they stand in the records.
"""

import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from library.catalogue.record import Record, Shelf, Use

SAID = {
    # What is one word to a reader: its inflections, within one language. Far from each other, so that no typing
    # mistake and no likeness of letters joins two of them; Tlaxcala and Kugluktuk are called so in every language.
    "en": (("aqueduct", "aqueducts"), ("glacier", "glaciers"), ("blueberry", "blueberries"), ("drumming",)),
    "fr": (("sécheresse", "sécheresses"), ("brûlage", "brûlages"), ("ménage", "ménages")),
    "es": (("huerto", "huertos"), ("volcán", "volcanes"), ("maíz",)),
    "zap": (("guidxilayú",), ("xquenda",)),
}
NAMES = ("Tlaxcala", "Kugluktuk")
STEPS = {1: (1,), 2: (2, 1), 3: (2, 1)}
"""How many of so many words must be there: as many as the rule says, then any."""
A_PAGE = 10
"""Fewer works than these with most words of a whole sentence are not enough: any one word will do then."""


def plain(word: str) -> str:
    """Return a word as it is typed in a hurry."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_ALIKE = {plain(form): {plain(one) for one in forms} for group in SAID.values() for forms in group for form in forms}


@dataclass(frozen=True)
class Asking:
    """A question, taken apart by hand."""

    wanted: tuple[tuple[str, ...], ...] = ()
    """Of each inner tuple one has to be there; more than one word in a string is a phrase."""
    unwanted: tuple[str, ...] = ()
    lang: str = "en"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    masked: frozenset[str] = frozenset()
    use: Use = Use.WEB
    now: dt.datetime = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    sort: str = ""

    @property
    def typed(self) -> str:
        """Return what a reader would type."""
        places = [" OR ".join(map(_quoted, parts)) for parts in self.wanted]
        return " ".join([*places, *(f"-{_quoted(one)}" for one in self.unwanted)])


def _quoted(words: str) -> str:
    return f'"{words}"' if " " in words else words


class Truth:
    """What is right for one question."""

    def __init__(self, records: Iterable[Record], asking: Asking) -> None:
        self.asking = asking
        self.visible = {one.id: one for one in records if _is_public(one, asking)}
        self.works: dict[str, list[Record]] = {}
        for one in self.visible.values():
            if one.shelf != Shelf.TERM:
                self.works.setdefault(one.work, []).append(one)
        terms = [one for one in self.visible.values() if one.shelf == Shelf.TERM]
        self.called = {words: {one.work for one in terms if _says(one, words)} for words in self._all_words()}
        self.chosen_langs = asking.filters.get("language", ())
        self.reading = self.chosen_langs or (asking.lang,)
        self.step, self.matching = self._matching()
        self.found = [work for work in self._inside(self.matching) if self._has_values(work, asking.filters)]

    def facet(self, name: str) -> dict[str, int]:
        """Return value -> works, as if nothing were chosen in this facet."""
        others = {key: values for key, values in self.asking.filters.items() if key != name}
        works = self.matching if name == "language" else self._inside(self.matching)
        counts = Counter(dict.fromkeys(self.asking.filters.get(name, ()), 0))
        for work in works:
            if self._has_values(work, others):
                counts.update(self.values(work, name))
        return dict(counts)

    def values(self, work: str, name: str) -> set[str]:
        """Return the values of a work in a facet."""
        found: set[str] = set()
        for one in self.works[work]:
            own = {"kind": (one.kind,), "language": (one.lang,)}.get(name)
            found.update(own or one.facets.get(name, ()))
        return found

    def shown(self, work: str) -> Record:
        """Return the version that a reader is shown."""
        readable = [one for one in self.works[work] if not self.chosen_langs or one.lang in self.chosen_langs]
        return min(readable, key=lambda one: (one.lang != self.asking.lang, one.lang != one.original_lang, one.lang))

    def has_words(self, one: Record) -> bool:
        """Tell whether a version has as many of the words as were needed."""
        return self._count(one) >= self.step

    def in_order(self) -> list[str]:
        """Return the works in the order of a date or of their titles."""
        by_title = sorted(self.found, key=lambda work: plain(self.shown(work).title))
        if self.asking.sort == "title":
            return by_title
        latest_first = self.asking.sort != "date"
        dated = [work for work in by_title if self.shown(work).date]
        dated.sort(key=lambda work: int(self.shown(work).date), reverse=latest_first)
        return dated + [work for work in by_title if not self.shown(work).date]

    def _all_words(self) -> list[str]:
        return [words for parts in (*self.asking.wanted, self.asking.unwanted) for words in parts]

    def _has(self, one: Record, words: str) -> bool:
        named = {reference.work for version in self.works[one.work] for reference in version.references}
        return _says(one, words) or bool(named & self.called[words])

    def _count(self, one: Record) -> int:
        return sum(any(self._has(one, words) for words in parts) for parts in self.asking.wanted)

    def _matching(self) -> tuple[int, list[str]]:
        """Return how many words were needed, and the works of which one version has so many."""
        kept = [
            work
            for work, versions in self.works.items()
            if not any(self._has(one, words) for one in versions for words in self.asking.unwanted)
        ]
        if not self.asking.wanted:
            return 0, kept
        most = {work: max(map(self._count, self.works[work])) for work in kept}
        steps = STEPS[len(self.asking.wanted)]
        own = [work for work in kept if any(one.lang == self.asking.lang for one in self.works[work])]
        for works in (own, kept):
            for step in steps:
                having = sum(most[work] >= step for work in works)
                if having >= (1 if step == 1 or len(self.asking.wanted) <= 2 else A_PAGE):
                    return step, [work for work in kept if most[work] >= step]
        return steps[0], []

    def _inside(self, works: list[str]) -> list[str]:
        """Return the works that can be read in one of the languages, where words were asked for."""
        if not self.asking.wanted:
            return works
        return [work for work in works if any(one.lang in self.reading for one in self.works[work])]

    def _has_values(self, work: str, filters: Mapping[str, tuple[str, ...]]) -> bool:
        return all(self.values(work, name) & set(values) for name, values in filters.items() if values)


def _is_public(one: Record, asking: Asking) -> bool:
    begun = one.visible_from is None or one.visible_from <= asking.now
    ended = one.visible_until is not None and one.visible_until <= asking.now
    allowed = one.uses.get("web") == "yes" and one.uses.get(asking.use.value) == "yes"
    return begun and not ended and allowed and one.id not in asking.masked


def _says(one: Record, words: str) -> bool:
    """Tell whether a record has a word in any of its forms, or a phrase word for word."""
    parts = [plain(word) for word in words.split()]
    texts = (one.title,) if one.shelf == Shelf.TERM else (one.title, one.summary, one.text)
    for text in texts:
        said = [plain(word) for word in text.split()]
        if len(parts) > 1:
            if any(said[place : place + len(parts)] == parts for place in range(len(said))):
                return True
        elif _ALIKE.get(parts[0], {parts[0]}).intersection(said):
            return True
    return False
