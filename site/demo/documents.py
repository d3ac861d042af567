"""The papers that the demonstration writes: reports, acts, slides, each in every language; read by `demo.studio`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from demo.reading import CONTENT, phrases, typeset


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper in all its languages: title and text of each."""

    key: str
    words: Mapping[str, tuple[str, str]]

    def text(self, lang: str) -> str:
        """Return what is printed: first that it is an example, then its words."""
        return f"{phrases()['paper'][lang]}\n\n{self.words[lang][1]}"


@cache
def papers() -> Mapping[str, Paper]:
    """Return every paper by its key."""
    found = {}
    for path in sorted((CONTENT / "documents").glob("*.toml")):
        for raw in tomllib.loads(path.read_text())["document"]:
            key = raw.pop("key")
            words = {lang: (typeset(one["title"], lang), typeset(one["text"], lang)) for lang, one in raw.items()}
            found[key] = Paper(key, words)
    return found
