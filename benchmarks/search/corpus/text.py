"""Cleans texts and tells whether they are in the language that they say; called by all readers of this package."""

import re


def listed(text: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces."""
    return frozenset(text.split())


# What a text of the language is full of, and the others are not.
_COMMON = {
    "en": listed("the of and to in is that for it with as be are this by from or an on not you can"),
    "fr": listed("le la les des et est que pour une dans qui sur par avec pas du au vous ce sont être un ou"),
    "es": listed("el la los las y es que para una en por con no del se al su lo como más este un o"),
}
_ENOUGH = 12
"""Words below which nothing can be told."""
_LOOKED_AT = 4_000
_NEARLY = 0.95


def squeeze(text: str) -> str:
    """Return a text in one line, without signs that only printing needs."""
    return re.sub(r"\s+", " ", text.replace("\u00b6", " ").replace("\u00ad", "")).strip()


def blocks(text: str) -> str:
    """Return a text with one line for each of its paragraphs."""
    pieces = re.split(r"\n\s*\n|\n(?=\S)", text) if "\n" in text else [text]
    return "\n".join(filter(None, map(squeeze, pieces)))


def is_in(lang: str, text: str) -> bool:
    """Tell whether a text is in a language: what was left untranslated inside a translation is not."""
    words = re.findall(r"[^\W\d_]+", text.lower())[:_LOOKED_AT]
    if len(words) < _ENOUGH:
        return True
    counts = {tag: sum(word in common for word in words) for tag, common in _COMMON.items()}
    return counts[lang] >= max(counts.values()) * _NEARLY
