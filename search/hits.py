"""Turns what an engine found into hits that explain themselves; called by `search.selectors`.

Records are read from the catalogue at this moment: what went out of it since the engine answered is no hit any more.
"""

from collections.abc import Iterable, Mapping, Sequence

from library.catalogue import selectors as catalogue
from library.catalogue.query import Hit
from library.catalogue.record import Record, Use, Version
from library.catalogue.uses import permits
from search.because import Synonymous
from search.document import passages
from search.engine import Found
from search.highlight import Marker, excerpt
from search.moments import moments
from search.plan import Plan

Terms = Mapping[str, tuple[Version, ...]]


def hits_of(plan: Plan, *lists: Sequence[Found], words: str, lang: str, use: Use) -> tuple[tuple[Hit, ...], ...]:
    """Return the hits of each list; one query for all, one more where names of terms have found some of them."""
    every = [found for one_list in lists for found in one_list]
    ids = {key for found in every for key in (found.shown, found.matched)}
    read = catalogue.records(ids) if ids else {}
    records = {key: record for key, record in read.items() if permits(record, use)}
    if not plan.wanted:
        return tuple(tuple(Hit(records[one.shown]) for one in found if one.shown in records) for found in lists)
    terms = catalogue.versions(_named_by([found for found in every if found.named_by], records), use=use)
    explaining = _Explaining(plan, words, records, terms, lang)
    return tuple(tuple(explaining.hit(one) for one in found if one.shown in records) for found in lists)


def _named_by(found: Iterable[Found], records: Mapping[str, Record]) -> set[str]:
    """Return the works that the records of these hits name."""
    named = (records[key] for one in found for key in (one.shown, one.matched) if key in records)
    return {work for record in named for work in _works_named(record)}


def _works_named(record: Record) -> list[str]:
    facets = [work for name in ("topic", "community") for work in record.facets.get(name, ())]
    return list(dict.fromkeys([*facets, *(reference.work for reference in record.references)]))


class _Explaining:
    """Says of the hits of one question why they are there."""

    def __init__(self, plan: Plan, words: str, records: Mapping[str, Record], terms: Terms, lang: str) -> None:
        self.marker = Marker(plan)
        self.synonymous = Synonymous(plan, words)
        self.records = records
        self.terms = terms
        self.lang = lang

    def hit(self, found: Found) -> Hit:
        """Return the hit: what is shown, the passage that matched, and where."""
        shown = self.records[found.shown]
        # Gone between the two reads: then the version that is shown has to explain itself.
        matched = self.records.get(found.matched) or shown
        texts = passages(matched)
        passage, fields = excerpt(self.marker, texts)
        said = moments(self.marker, shown, self.lang) if matched is not shown else ()
        if not said and "transcript" in fields:
            said = moments(self.marker, matched, self.lang)
        return Hit(
            record=shown,
            score=found.score,
            snippet=passage.pieces if passage else (),
            snippet_lang=passage.lang if passage else "",
            snippet_field=passage.field if passage else "",
            matched_in=(*fields, *found.named_by),
            moments=said,
            matched_lang=matched.lang,
            terms=self._terms(found, (shown, matched)),
            synonyms=self.synonymous.found_in(texts),
        )

    def _terms(self, found: Found, records: tuple[Record, ...]) -> tuple[str, ...]:
        """Return the terms by whose names it was found: those whose name, in any language, has a word of the query."""
        if not found.named_by:
            return ()
        works = dict.fromkeys(work for record in records for work in _works_named(record))
        return tuple(work for work in works if any(self._has(one, found.named_by) for one in self.terms.get(work, ())))

    def _has(self, term: Version, kinds: tuple[str, ...]) -> bool:
        return term.kind in kinds and bool(self.marker.spans(term.title, term.lang))
