"""Writes documents into the file of the embedded index; called by its engine, inside a write transaction."""

import json
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from search.analysis.analyser import analysis_of, said_keys, trigrams
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.document import FIELDS, Document
from search.embedded import shapes
from search.embedded.postings import MANY, note, settle, weigh
from search.embedded.sight import use_bits
from search.embedded.suggesting import tags
from search.engine import Batch, Letter
from search.vocabulary import Spelling

log = logging.getLogger(__name__)

_UNFIT = (sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError, ValueError, TypeError, OverflowError)
"""What is wrong with a document, and not with the file."""

_BREAK = " \u00b6 "
"""Stands between two passages of one field, so that no phrase reaches from one into the other."""


class Writer:
    """Takes documents in and out, within one transaction of its connection."""

    def __init__(self, connection: sqlite3.Connection, *, many: bool = False) -> None:
        self._connection = connection
        self._many = many
        self._run = connection.execute
        self._known: defaultdict[str, set[str]] = defaultdict(set)
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
        settle(self._connection, MANY if self._many else 0)
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
        self._cleared(document.id)
        texts, weights, length = self._keys(document)
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
            "length": length,
            "completeness": document.completeness,
            "facets": json.dumps(facets),
            "digest": document.digest,
            "written": self._written,
        }
        row = self._insert("documents", values)
        self._insert("words", {"rowid": row, **texts})
        note(self._connection, row, weights)
        self._put_names(row, document)
        # What stands in this state is not gone, and need not be looked for: an edit changes a few words of many.
        self._maybe_gone.difference_update(*(text.split() for name, text in texts.items() if name in _SPELT))

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

    def _cleared(self, key: str) -> None:
        """Take a document out; its row is never given to another state, so that what is settled stays true."""
        self._run("DELETE FROM letters WHERE id = ?", (key,))
        found = self._run('SELECT "row" FROM documents WHERE id = ?', (key,)).fetchone()
        if not found:
            return
        row = int(found[0])
        exact = self._run(_EXACT, (row,)).fetchone() or ()
        self._maybe_gone.update(word for text in exact for word in text.split() if word != _BREAK.strip())
        self._run("DELETE FROM words WHERE rowid = ?", (row,))
        self._run('DELETE FROM name_words WHERE rowid IN (SELECT name FROM names WHERE "row" = ?)', (row,))
        self._run('DELETE FROM names WHERE "row" = ?', (row,))
        self._run('DELETE FROM notes WHERE "row" = ?', (row,))
        self._run('DELETE FROM documents WHERE "row" = ?', (row,))

    def _code(self, work: str) -> int:
        found = self._run("SELECT code FROM works WHERE work = ?", (work,)).fetchone()
        if found is None:
            return int(self._run("INSERT INTO works (work) VALUES (?)", (work,)).lastrowid or 0)
        return int(found[0])

    def _keys(self, document: Document) -> tuple[dict[str, str], dict[str, int], int]:
        """Return the texts of the key columns (stems and spellings of each field), the keys' weights, their number."""
        weights: dict[str, int] = {}
        length = 0
        stems: dict[str, list[str]] = {name: [] for name in FIELDS}
        exact: dict[str, list[str]] = {name: [] for name in FIELDS}
        for passage in document.passages:
            analysis = analysis_of(passage.lang)
            words = forms(passage.text, analysis)
            keys = said_keys(words, analysis)
            stems[passage.field].append(" ".join(filter(None, keys)))
            # The keys of the spellings: each form with the letter of exact keys before it.
            exact[passage.field].append(" x".join(["", *words])[1:])
            length += weigh(weights, passage.field, keys, words)
            self._learn(dict(zip(words, keys, strict=True)), analysis)
        texts = {name: _BREAK.join(stems[name]) for name in FIELDS}
        return texts | {f"exact_{name}": _BREAK.join(exact[name]) for name in FIELDS}, weights, length

    def _learn(self, keys: dict[str, str], analysis: str) -> None:
        known = self._known[analysis]
        new = keys.keys() - known
        known |= new
        learnt = [Spelling(analysis, form, fold(form), keys[form]) for form in new if keys[form]]
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


_SPELT = frozenset(f"exact_{name}" for name in FIELDS)
_EXACT_COLUMNS = ", ".join(f"exact_{name}" for name in FIELDS)
_EXACT = f"SELECT {_EXACT_COLUMNS} FROM words WHERE rowid = ?"  # noqa: S608 - fixed names
