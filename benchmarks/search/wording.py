"""Turns titles into other wordings of themselves: inflected, without accents, mistyped; called by `questions`."""

import random
import re
import unicodedata
from collections.abc import Container

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_LONG = 4
"""Shorter words are not mistyped or inflected."""


def words(text: str) -> list[str]:
    """Return the words of a text: letters, with apostrophes and hyphens between them."""
    return _WORD.findall(text)


def accentless(text: str) -> str:
    """Return a text as typed on a keyboard without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def inflected(text: str, lang: str, common: Container[str]) -> str:
    """Return a text with each word in the other number, plural for singular and the other way round.

    Words that are common to most texts are left: "of" has no plural.
    """
    return _WORD.sub(lambda match: match[0] if match[0].lower() in common else _other_number(match[0], lang), text)


def mistyped(text: str, rng: random.Random) -> str:
    """Return a text whose two longest words have one random edit each."""
    longest = sorted(dict.fromkeys(words(text)), key=lambda word: (-len(word), word))[:2]
    changed = {word: _edited(word, rng) for word in longest if len(word) >= _LONG}
    return _WORD.sub(lambda match: changed.get(match[0], match[0]), text)


def first_sentence(text: str, longest: int = 25) -> str:
    """Return the first sentence of a text that says something, cut after so many words."""
    for line in re.split(r"\n+|(?<=[.!?])\s+", text):
        found = line.split()
        if len(words(line)) >= _LONG:
            return " ".join(found[:longest])
    return " ".join(text.split()[:longest])


def _other_number(word: str, lang: str) -> str:
    if len(word) < _LONG or word.isupper():
        return word
    return {"en": _english, "fr": _french, "es": _spanish}[lang](word)


def _english(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ss", "us", "is")):
        return word + "es"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s"):
        return word[:-1]
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "x", "z")) else "s")


def _french(word: str) -> str:
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    if word.endswith(("s", "x", "z")):
        return word.removesuffix("s")
    if word.endswith("al"):
        return word[:-2] + "aux"
    return word + ("x" if word.endswith(("eau", "eu")) else "s")


def _spanish(word: str) -> str:
    if word.endswith("ciones"):
        return word[:-4] + "ón"
    if word.endswith("ción"):
        return word[:-2] + "ones"
    if word.endswith("ces"):
        return word[:-3] + "z"
    if word.endswith("es") and word[-3] in "dlnrj":
        return word[:-2]
    if word.endswith("s"):
        return word[:-1]
    if word.endswith("z"):
        return word[:-1] + "ces"
    return word + ("s" if word[-1] in "aeiouáéó" else "es")


def _edited(word: str, rng: random.Random) -> str:
    """Return a word with one letter dropped, doubled by another, replaced, or two changed about; never the first."""
    while True:
        place, letter = rng.randrange(1, len(word)), rng.choice(LETTERS)
        kind = rng.randrange(4)
        found = {
            0: word[:place] + word[place + 1 :],
            1: word[:place] + letter + word[place:],
            2: word[:place] + letter + word[place + 1 :],
            3: word[:place] + word[place + 1 : place + 2] + word[place] + word[place + 2 :],
        }[kind]
        if found != word:
            return found
