"""Reads what a person typed into the search box; called by `search.selectors`.

Words, "phrases" in quotes, -without, OR between two words. Nothing that is typed is an error, save too much of it.
"""

from dataclasses import dataclass

from search.analysis.tokens import tokens

MOST_CHARACTERS = 1_000
MOST_WORDS = 64
_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u2033", '"'))
_MINUS = "-\u2212"


class QueryTooLong(ValueError):
    """More words than a search takes: outputs answer 400 with the words of this error."""

    def __init__(self, characters: int, words: int) -> None:
        self.characters = characters
        self.words = words
        super().__init__(
            f"A search takes up to {MOST_CHARACTERS} characters and {MOST_WORDS} words; "
            f"this one has {characters} characters."
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One word, or a phrase of several: the words as they were typed."""

    words: tuple[str, ...]
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """What is looked for in one place of the query: any one of its parts will do."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was understood."""

    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Clause, ...] = ()
    is_blank: bool = True
    """Nothing was typed at all, which asks for everything; a lone `*` is not blank, and finds nothing."""
    text: str = ""
    """What was typed."""


def parse(words: str) -> Asked:
    """Understand a query; raises `QueryTooLong` and nothing else."""
    if len(words) > MOST_CHARACTERS:
        raise QueryTooLong(len(words), 0)
    wanted: list[Clause] = []
    unwanted: list[Clause] = []
    joins_last = False
    for piece, is_quoted, is_minus in _pieces(words):
        if piece == "OR" and not is_quoted and not is_minus:
            joins_last = bool(wanted)
            continue
        clauses = _clauses(piece, is_phrase=is_quoted or is_minus)
        if is_minus:
            unwanted += clauses
        elif joins_last and clauses:
            wanted[-1] = Clause(wanted[-1].parts + clauses[0].parts)
            wanted += clauses[1:]
        else:
            wanted += clauses
        joins_last = False
    count = sum(len(part.words) for clause in (*wanted, *unwanted) for part in clause.parts)
    if count > MOST_WORDS:
        raise QueryTooLong(len(words), count)
    return Asked(tuple(wanted), tuple(unwanted), not words.strip("\0 \t\r\n"), words)


def _clauses(piece: str, *, is_phrase: bool) -> list[Clause]:
    found = tuple(piece[token.start : token.end] for token in tokens(piece, "und"))
    if is_phrase:
        return [Clause((Part(found, is_phrase=len(found) > 1),))] if found else []
    return [Clause((Part((word,)),)) for word in found]


def _pieces(words: str) -> list[tuple[str, bool, bool]]:
    """Cut a query at spaces and quotes: (text, in quotes, with a minus before it). A lone quote is a space."""
    text = words.translate(_QUOTES)
    pieces: list[tuple[str, bool, bool]] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        minus = text[place] in _MINUS and (place == 0 or text[place - 1].isspace()) and _begins(text[place + 1 :][:1])
        start = place + 1 if minus else place
        close = text.find('"', start + 1) if text[start : start + 1] == '"' else -1
        if close > 0:
            pieces.append((text[start + 1 : close], True, minus))
            place = close + 1
            continue
        end = start + 1 if text[start : start + 1] == '"' else start
        while end < len(text) and not text[end].isspace() and text[end] != '"':
            end += 1
        pieces.append((text[start:end], False, minus))
        place = max(end, place + 1)
    return pieces


def _begins(char: str) -> bool:
    """Tell whether a word or a phrase can begin so: a minus before anything else is a dash."""
    return char == '"' or char.isalnum() or char in _MINUS
