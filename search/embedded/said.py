"""Cuts what a document says into the keys that the index holds; called before a writer's turn where that can be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from search.analysis.analyser import analysis_of, said_keys
from search.analysis.tokens import forms
from search.document import FIELDS, Document
from search.embedded.notes import Note, noted
from search.embedded.postings import weigh

BREAK = " \u00b6 "
"""Stands between two passages of one field, so that no phrase reaches from one into the other."""


class Said(NamedTuple):
    """What a document says."""

    texts: dict[str, str]
    """Column of the full text -> its keys: the stems of each field, and its spellings."""
    note: Note
    length: int
    """How many keys it has."""
    stems: Mapping[str, Mapping[str, str]]
    """Analysis -> spelling -> its stem."""


def said(document: Document, *, is_read: bool = True) -> Said:
    """Return what a document says; `is_read` tells whether anybody may read what is noted before it is settled."""
    weights: dict[str, int] = {}
    length = 0
    stems: dict[str, list[str]] = {name: [] for name in FIELDS}
    exact: dict[str, list[str]] = {name: [] for name in FIELDS}
    learnt: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for passage in document.passages:
        analysis = analysis_of(passage.lang)
        words = forms(passage.text, analysis)
        keys = said_keys(words, analysis)
        stems[passage.field].append(" ".join(filter(None, keys)))
        # The keys of the spellings: each form with the letter of exact keys before it.
        exact[passage.field].append(" x".join(["", *words])[1:])
        length += weigh(weights, passage.field, keys, words)
        learnt[analysis].update(zip(words, keys, strict=True))
    texts = {name: BREAK.join(stems[name]) for name in FIELDS}
    texts |= {f"exact_{name}": BREAK.join(exact[name]) for name in FIELDS}
    return Said(texts, noted(weights, is_read=is_read), length, learnt)


def said_before(documents: Iterable[Document]) -> dict[str, Said]:
    """Return by id what documents say, without those of which that cannot be told: the writer finds out why."""
    found = {}
    for document in documents:
        try:
            found[document.id] = said(document)
        except Exception:  # noqa: BLE001, S112 - met again by the writer, who keeps it with its document
            continue
    return found
