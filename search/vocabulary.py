"""Says what an engine has to know of the words in its documents; `search.plan` and `search.repair` ask by it.

Small on purpose: everything here is a look-up of exact strings, so that any store of spellings can answer it.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol


class Spelling(NamedTuple):
    """A form that stands in the index, in one analysis, with its folding and its stem's key."""

    analysis: str
    form: str
    folded: str
    stem: str


class Vocabulary(Protocol):
    """What an engine knows of the words in its documents."""

    def folded(self, foldings: Iterable[str]) -> list[Spelling]:
        """Return all spellings that fold to one of these."""

    def stemmed(self, stems: Iterable[str]) -> list[Spelling]:
        """Return all spellings that have one of these stems' keys."""

    def alike(self, folded: str) -> list[Spelling]:
        """Return spellings in languages without a stemmer that share most trigrams with this."""

    def near(self, folded: str, least: int) -> list[str]:
        """Return foldings, no more than two characters longer or shorter, with at least so many of its edge trigrams.

        Edge trigrams are those of the word between two spaces; see `search.analysis.analyser.edge_trigrams`.
        """

    def visible(self, keys: Iterable[str]) -> Mapping[str, int]:
        """Return those of these keys, exact or stems, that a visible document has, and how many documents have each.

        The number may count documents that are not visible; it breaks ties and is told to nobody.
        """
