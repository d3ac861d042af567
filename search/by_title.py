"""Answers from the catalogue by title alone while there is no usable index; called by `search.selectors`.

The plain way on purpose: it is for the seconds in which an index is made anew, and must work when nothing else does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from library.catalogue import selectors as catalogue
from library.catalogue.query import FacetValue, Hit, Query, Result
from library.catalogue.record import Record, Shelf, Use
from library.catalogue.uses import permitting
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.document import date_number
from search.engine import Suggestion
from search.suggestions import Candidate, chosen, typed_words
from search.titles import title_key
from search.words import Asked, Clause, Part

MOST_WORKS = 500
"""Works looked at for filters and counts; more have the words only where the words say next to nothing."""
MOST_ELSEWHERE = 10


def search_by_title(query: Query, asked: Asked, *, facets: Sequence[str], use: Use) -> Result:
    """Return the works whose titles have all the words, with the same filters and facets as the index gives."""
    works = _works(asked, use)
    values = {work: _values(versions) for work, versions in works.items()}
    chosen_values = {name: wanted for name, wanted in query.filters.items() if wanted}
    # As in an index: words are read in the languages that were chosen, or else in the reader's own.
    reading = {"language": chosen_values.get("language", (query.lang,))} if asked.wanted else {}
    filters = {**chosen_values, **reading}

    def passing(left_out: str = "") -> list[str]:
        others = {name: wanted for name, wanted in filters.items() if name != left_out}
        asking = replace(query, filters=others)
        return [work for work, versions in works.items() if _passes(versions, values[work], asking, asked)]

    listed = passing()
    asking = replace(query, filters=filters)
    shown = [_shown(works[work], asking) for work in listed]
    order = query.sort or ("" if asked.wanted else "-date")
    page = _ordered(shown, order)[query.offset : query.offset + query.limit]
    counted = {
        name: _counts((values[work].get(name, set()) for work in passing(name)), chosen_values.get(name, ()))
        for name in facets
    }
    others = [work for work in passing("language") if work not in set(listed)] if reading and not query.offset else []
    elsewhere = tuple(Hit(_shown(works[work], replace(query, filters={}))) for work in others[:MOST_ELSEWHERE])
    return Result(len(shown), tuple(Hit(record) for record in page), counted, by_title=True, elsewhere=elsewhere)


def suggest_by_title(words: str, *, lang: str, limit: int, use: Use) -> tuple[Suggestion, ...]:
    """Return titles and names of terms with words that begin as typed."""
    typed = typed_words(words)
    if not typed:
        return ()
    rows = catalogue.visible().filter(permitting(use)).values_list("shelf", "kind", "title", "lang", "work")
    candidates = []
    for shelf, kind, title, tongue, work in rows:
        heard = _heard(title)
        if set(typed[:-1]) <= heard and any(word.startswith(typed[-1]) for word in heard):
            candidates.append(Candidate(kind if shelf == Shelf.TERM else "title", title, tongue, work))
    return chosen(candidates, typed, lang=lang, limit=limit)


def _works(asked: Asked, use: Use) -> dict[str, list[Record]]:
    rows = catalogue.visible().filter(permitting(use)).exclude(shelf=Shelf.TERM)
    found: dict[str, None] = {}
    unwanted: set[str] = set()
    for work, title in rows.order_by("-sort_date", "work").values_list("work", "title"):
        heard = _heard(title)
        if any(_has(clause, heard) for clause in asked.unwanted):
            unwanted.add(work)
        if (asked.wanted or asked.is_blank or asked.unwanted) and all(_has(clause, heard) for clause in asked.wanted):
            found[work] = None
    kept = [work for work in found if work not in unwanted][:MOST_WORKS]
    ids = rows.filter(work__in=kept).values_list("pk", flat=True)
    works: dict[str, list[Record]] = {work: [] for work in kept}
    for record in catalogue.records(ids, whole=False).values():
        works[record.work].append(record)
    return {work: versions for work, versions in works.items() if versions}


def _heard(title: str) -> set[str]:
    return {fold(form) for analysis in ("und", "fr") for form in forms(title, analysis)}


def _has(clause: Clause, heard: set[str]) -> bool:
    return any(_part_in(part, heard) for part in clause.parts)


def _part_in(part: Part, heard: set[str]) -> bool:
    return all(set(map(fold, forms(word, "fr"))) <= heard for word in part.words)


def _values(versions: Iterable[Record]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for record in versions:
        own = {"kind": (record.kind,), "language": (record.lang,), "original_lang": (record.original_lang,)}
        for name, values in {**record.facets, **own}.items():
            found.setdefault(name, set()).update(values)
    return found


def _passes(versions: list[Record], values: Mapping[str, set[str]], query: Query, asked: Asked) -> bool:
    """Tell whether a work has the chosen values, and has changed late enough where that was asked."""
    if any(not values.get(name, set()).intersection(wanted) for name, wanted in query.filters.items()):
        return False
    if query.changed_since is None:
        return True
    named = [one for one in versions if all(_has(clause, _heard(one.title)) for clause in asked.wanted)]
    return any(one.changed >= query.changed_since for one in (_shown(versions, query), *named))


def _shown(versions: list[Record], query: Query) -> Record:
    langs = query.filters.get("language", ())
    allowed = [record for record in versions if not langs or record.lang in langs]
    return min(allowed, key=lambda record: (record.lang != query.lang, not record.is_original, record.lang))


def _ordered(records: list[Record], order: str) -> list[Record]:
    by_title = sorted(records, key=lambda record: (title_key(record.title, record.lang), record.work))
    if order in ("date", "-date"):
        sign = -1 if order == "-date" else 1
        return sorted(by_title, key=lambda record: (not record.date, sign * date_number(record.date)))
    if order in ("rank", "-rank"):
        ranked = sorted(by_title, key=lambda record: record.rank, reverse=order == "-rank")
        return sorted(ranked, key=lambda record: not record.rank)
    return by_title


def _counts(values: Iterable[set[str]], picked: Sequence[str]) -> tuple[FacetValue, ...]:
    counts = Counter(dict.fromkeys(picked, 0))
    for own in values:
        counts.update(own)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(value, count, value in picked) for value, count in ordered)
