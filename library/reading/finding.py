"""What the answer to a search says besides its list: what was repaired, what stands in other languages, its feed.

Called by `library.reading.listing`; a list without words has none of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from library.catalogue.query import Result
from library.languages import own_name
from library.reading.asking import Asked
from library.reading.cards import Card, card_of
from library.reading.links import Link, Versions

MOST_ELSEWHERE = 5
_QUOTES = frozenset('"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u2033')
_WITHOUT = re.compile(r"""(?:^|\s)[-\u2212\u2013](?:"[^"]*"|\S+)""")


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
    hints: tuple[Link, ...]
    """Ways to ask the same less strictly, for an answer with nothing in it."""
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
        hints=tuple(_hints(asked)) if not result.total else (),
        by_title=result.by_title,
        engine_down=result.engine_down,
    )


def _hints(asked: Asked) -> Iterator[Link]:
    if _QUOTES & set(asked.words):
        loose = replace(asked, words=" ".join("".join(" " if c in _QUOTES else c for c in asked.words).split()))
        yield Link(loose.address(), _("The same words, wherever they stand (without the quotation marks)"))
    if _WITHOUT.search(asked.words):
        loose = replace(asked, words=_WITHOUT.sub(" ", asked.words).strip())
        yield Link(loose.address(), _("The same with everything that was left out"))
    if asked.verbatim:
        yield Link(replace(asked, verbatim=False).address(), _("The same, with what looks mistyped put right"))


def _tongues(result: Result, asked: Asked, langs: list[str]) -> tuple[Tongue, ...]:
    """Return a link for each language of the block in which the same words find something."""
    counts = {value.value: value.count for value in result.facets.get("language", ())}
    return tuple(
        Tongue(asked.read_in(lang), lang, own_name(lang), counts[lang])
        for lang in dict.fromkeys(langs)
        if counts.get(lang)
    )
