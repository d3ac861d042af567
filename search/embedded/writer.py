"""Writes documents into the file of the embedded index; called by its engine, inside a write transaction."""

import json
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from search.analysis.analyser import trigrams
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.document import FIELDS, Document
from search.embedded import shapes
from search.embedded.postings import MANY, Cut, have_become_much, note, settle
from search.embedded.said import BREAK, Said, said
from search.embedded.sight import use_bits
from search.embedded.suggesting import tags
from search.engine import Batch, Letter
from search.vocabulary import Spelling

log = logging.getLogger(__name__)

_UNFIT = (sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError, ValueError, TypeError, OverflowError)
"""What is wrong with a document, and not with the file."""


class Held(NamedTuple):
    """Which spellings stood in the file, as it was looked up before a turn."""

    generation: str
    forgotten: int
    """How often spellings had been forgotten: what stood there still does as long as that is the same."""
    forms: dict[str, set[str]]
    """Analysis -> the spellings that were asked for and stand there."""


def held(connection: sqlite3.Connection, told: Iterable[Said]) -> Held:
    """Look up which of the spellings of some texts stand in the file: an edit says few words for the first time."""
    generation, forgotten = connection.execute(_FORGOTTEN).fetchone()
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for one in told:
        for analysis, stems in one.stems.items():
            forms[analysis].update(stems)
    return Held(generation, forgotten, {name: _held(connection, name, asked) for name, asked in forms.items()})


def _held(connection: sqlite3.Connection, analysis: str, forms: Iterable[str]) -> set[str]:
    return {form for (form,) in connection.execute(_HELD, (analysis, json.dumps(sorted(forms))))}


class Writer:
    """Takes documents in and out, within one transaction of its connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        many: bool = False,
        ready: Mapping[str, Said] | None = None,
        held: Held | None = None,
        cut: Cut | None = None,
    ) -> None:
        """Begin; what documents say and what stands in the file may have been worked out before this writer's turn."""
        self._connection = connection
        self._many = many
        self._ready = ready or {}
        self._cut = cut
        self._noted = 0
        self.has_much_to_cut = False
        """Set when a batch was taken: whether its notes are those that made all of them much."""
        self._run = connection.execute
        self._known: defaultdict[str, set[str]] = defaultdict(set)
        """Analysis -> spellings that stand in the file."""
        if held is not None and (held.generation, held.forgotten) == self._run(_FORGOTTEN).fetchone():
            # Copies: where this turn comes to nothing, what was looked up serves the next one.
            self._known.update((analysis, set(forms)) for analysis, forms in held.forms.items())
        self._maybe_gone: set[str] = set()
        self._written = 1 + self._run("SELECT written FROM state").fetchone()[0]

    def take(self, batch: Batch) -> None:
        """Write a batch with its cursor."""
        self._run("SAVEPOINT batch")
        try:
            self._take(batch, self._write)
        except _UNFIT:
            # One by one then, which is slower: the full text writes a segment whenever a savepoint ends.
            self._run("ROLLBACK TO batch")
            self._known.clear()
            self._maybe_gone.clear()
            self._take(batch, self._put)
        self._run("RELEASE batch")
        for letter in batch.letters:
            self._keep(letter)
        self._forget_spellings()
        settle(self._connection, MANY if self._many else 0, self._cut)
        self.has_much_to_cut = have_become_much(self._connection, self._noted)
        shapes.settle(self._connection, shapes.MANY if self._many else 0)
        self._run(
            "UPDATE state SET written = ?, epoch = ?, sequence = ?, is_complete = max(is_complete, ?)",
            (self._written, *batch.until, batch.is_last),
        )

    def settle(self) -> None:
        """Leave nothing for readers to go through one by one; called when an index has been made anew."""
        settle(self._connection, 1)
        shapes.settle(self._connection, 1)

    def _take(self, batch: Batch, put: Callable[[Document], None]) -> None:
        for gone in batch.removed:
            self._remove(gone)
        for document in batch.documents:
            put(document)

    def _put(self, document: Document) -> None:
        """Write a document, or a letter where it is none that the file can hold: the others go on."""
        self._run("SAVEPOINT document")
        try:
            self._write(document)
        except _UNFIT as error:
            self._run("ROLLBACK TO document")
            self._known.clear()
            self._remove(document.id)
            self._keep(Letter((document.id,), document.sequence, f"{type(error).__name__}: {error}"[:2_000]))
            log.exception("The search index cannot take %s", document.id)
        self._run("RELEASE document")

    def _keep(self, letter: Letter) -> None:
        """Keep why something could not be taken."""
        reason = letter.reason.encode("utf-8", "backslashreplace").decode()
        rows = [(key, letter.sequence, reason) for key in letter.ids]
        self._connection.executemany("INSERT OR REPLACE INTO letters VALUES (?, ?, ?)", rows)

    def _write(self, document: Document) -> None:
        names = self._cleared(document.id, for_names=_names_of(document))
        told = self._ready.get(document.id) or said(document, is_read=not self._many)
        for analysis, stems in told.stems.items():
            self._learn(stems, analysis)
        facets = {**document.facets, "*": [self._code(named) for named in document.named]}
        values = {
            "id": document.id,
            "work": self._code(document.work),
            "lang": document.lang,
            "is_original": document.is_original,
            "is_term": document.is_term,
            "uses": use_bits(document.uses),
            "kind": document.kind,
            "sequence": document.sequence,
            "title_key": document.title_key,
            "date": document.date,
            "since": document.visible_from,
            "until": document.visible_until,
            "changed": document.changed,
            "rank": document.rank,
            "length": told.length,
            "completeness": document.completeness,
            "facets": json.dumps(facets),
            "digest": document.digest,
            "written": self._written,
        }
        row = self._insert("documents", values)
        self._insert("words", {"rowid": row, **told.texts})
        note(self._connection, row, told.note)
        self._noted += 1
        if names:
            self._connection.executemany('UPDATE names SET "row" = ? WHERE name = ?', ((row, name) for name in names))
        else:
            self._put_names(row, document)
        # What stands in this state is not gone, and need not be looked for: an edit changes a few words of many.
        self._maybe_gone.difference_update(*(text.split() for name, text in told.texts.items() if name in _SPELT))

    def _insert(self, table: str, values: dict[str, Any]) -> int:
        """Insert a row and return its number; the names of table and columns are those of this module."""
        marks = ", ".join("?" * len(values))
        statement = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - no value is in it
        return int(self._run(statement, tuple(values.values())).lastrowid or 0)

    def _put_names(self, row: int, document: Document) -> None:
        for name in document.names:
            put = self._insert("names", {'"row"': row, "kind": name.kind, "text": name.text})
            heard = " ".join(map(fold, forms(name.text, "und")))
            self._insert("name_words", {"rowid": put, "words": heard, "tags": tags(document.lang, name.kind)})

    def _remove(self, key: str) -> None:
        self._run("DELETE FROM letters WHERE id = ?", (key,))
        found = self._run("SELECT work FROM documents WHERE id = ?", (key,)).fetchone()
        if found:
            self._cleared(key)
            self._run("INSERT INTO removals VALUES (?, ?)", (self._written, found[0]))

    def _cleared(self, key: str, *, for_names: list[tuple[str, str, str]] | None = None) -> list[int]:
        """Take a document out; its row is never given to another state, so that what is settled stays true.

        Its names stay, and their numbers are returned, where they are those that it will have.
        """
        self._run("DELETE FROM letters WHERE id = ?", (key,))
        found = self._run('SELECT "row", lang FROM documents WHERE id = ?', (key,)).fetchone()
        if not found:
            return []
        row = int(found[0])
        names = self._run('SELECT name, kind, text FROM names WHERE "row" = ? ORDER BY name', (row,)).fetchall()
        stay = for_names is not None and for_names == [(kind, text, found[1]) for _, kind, text in names]
        exact = self._run(_EXACT, (row,)).fetchone() or ()
        self._maybe_gone.update(word for text in exact for word in text.split() if word != BREAK.strip())
        self._run("DELETE FROM words WHERE rowid = ?", (row,))
        if not stay:
            self._run('DELETE FROM name_words WHERE rowid IN (SELECT name FROM names WHERE "row" = ?)', (row,))
            self._run('DELETE FROM names WHERE "row" = ?', (row,))
        self._run('DELETE FROM notes WHERE "row" = ?', (row,))
        self._run('DELETE FROM documents WHERE "row" = ?', (row,))
        return [name for name, _, _ in names] if stay else []

    def _code(self, work: str) -> int:
        found = self._run("SELECT code FROM works WHERE work = ?", (work,)).fetchone()
        if found is None:
            return int(self._run("INSERT INTO works (work) VALUES (?)", (work,)).lastrowid or 0)
        return int(found[0])

    def _learn(self, keys: Mapping[str, str], analysis: str) -> None:
        known = self._known[analysis]
        new = keys.keys() - known
        known |= new
        if new and not self._many:
            # To ask is quicker than to insert what is there.
            new -= _held(self._connection, analysis, new)
        learnt = [Spelling(analysis, form, fold(form), keys[form]) for form in new if keys[form]]
        if not learnt:
            return
        self._connection.executemany("INSERT OR IGNORE INTO spellings VALUES (?, ?, ?, ?)", learnt)
        shapes.learn(self._connection, {one.folded for one in learnt})
        if analysis == "und":
            pairs = {(trigram, one.folded) for one in learnt for trigram in trigrams(one.folded)}
            self._connection.executemany("INSERT OR IGNORE INTO trigrams VALUES (?, ?)", pairs)

    def _forget_spellings(self) -> None:
        """Drop the spellings that no document has any more: what was taken back leaves no word behind."""
        gone = [key for key in self._maybe_gone if not self._stands(key)]
        for key in gone:
            found = self._run("SELECT analysis, folded FROM spellings WHERE form = ?", (key[1:],)).fetchall()
            self._run("DELETE FROM spellings WHERE form = ?", (key[1:],))
            self._drop_trigrams(folded for analysis, folded in found if analysis == "und")
            self._drop_shapes({folded for _, folded in found})
        if gone:
            self._known.clear()
            self._run("UPDATE state SET forgotten = forgotten + 1")
        self._maybe_gone.clear()

    def _drop_trigrams(self, foldings: Iterable[str]) -> None:
        for folded in foldings:
            if not self._run("SELECT 1 FROM spellings WHERE folded = ? AND analysis = 'und'", (folded,)).fetchone():
                pairs = [(trigram, folded) for trigram in trigrams(folded)]
                self._connection.executemany("DELETE FROM trigrams WHERE trigram = ? AND folded = ?", pairs)

    def _drop_shapes(self, foldings: Iterable[str]) -> None:
        for folded in foldings:
            if not self._run("SELECT 1 FROM spellings WHERE folded = ?", (folded,)).fetchone():
                shapes.forget(self._connection, folded)

    def _stands(self, key: str) -> bool:
        """Tell whether any document has a spelling; the vocabulary of the full text would count all that have it."""
        quoted = '"{}"'.format(key.replace('"', '""'))
        return self._run("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (quoted,)).fetchone() is not None


def _names_of(document: Document) -> list[tuple[str, str, str]]:
    """Return what the rows of a document's names say, with its language, which stands beside their words."""
    return [(name.kind, name.text, document.lang) for name in document.names]


_FORGOTTEN = "SELECT generation, forgotten FROM state"
_HELD = "SELECT form FROM spellings WHERE analysis = ? AND form IN (SELECT value FROM json_each(?))"
_SPELT = frozenset(f"exact_{name}" for name in FIELDS)
_EXACT_COLUMNS = ", ".join(f"exact_{name}" for name in FIELDS)
_EXACT = f"SELECT {_EXACT_COLUMNS} FROM words WHERE rowid = ?"  # noqa: S608 - fixed names
