"""What the answer to a search says besides its list: what was repaired, what stands in other languages, its feed.

Called by `library.reading.listing`; a list without words has none of it.
"""

from dataclasses import dataclass

from library.catalogue.query import Result
from library.languages import own_name
from library.reading.asking import Asked
from library.reading.cards import Card, card_of
from library.reading.links import Link, Versions

MOST_ELSEWHERE = 5


@dataclass(frozen=True, slots=True)
class Tongue:
    """All that was found in a language, and how many works that are."""

    url: str
    lang: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Finding:
    """The words around the results."""

    typed: str
    repaired: str
    exactly: Link
    """The same search, for the words as they were typed."""
    feed: str
    elsewhere: tuple[Card, ...]
    """Works that cannot be read in the reader's languages; shown apart."""
    tongues: tuple[Tongue, ...]
    by_title: bool
    engine_down: bool


def build(result: Result, asked: Asked, versions: Versions, interface: str) -> Finding:
    """Build it from the answer."""
    shown = result.elsewhere[:MOST_ELSEWHERE] if asked.page == 1 else ()
    return Finding(
        typed=asked.words,
        repaired=result.repaired,
        exactly=Link(asked.exactly(), asked.words),
        feed=asked.feed(),
        elsewhere=tuple(card_of(hit, versions, interface) for hit in shown),
        tongues=_tongues(result, asked, [hit.record.lang for hit in shown]),
        by_title=result.by_title,
        engine_down=result.engine_down,
    )


def _tongues(result: Result, asked: Asked, langs: list[str]) -> tuple[Tongue, ...]:
    """Return a link for each language of the block in which the same words find something."""
    counts = {value.value: value.count for value in result.facets.get("language", ())}
    return tuple(
        Tongue(asked.read_in(lang), lang, own_name(lang), counts[lang])
        for lang in dict.fromkeys(langs)
        if counts.get(lang)
    )
