"""Makes questions whose answer is known from pages, by a seed; called by `run`.

Each question is made of one page, the work of which has to be found. Titles are taken that say enough to be told
apart: several words, and no other work of the language with the same one.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pages import Page, by_work
from wording import accentless, first_sentence, inflected, mistyped, words

LANGS = ("en", "fr", "es")
PAIRS = tuple((one, other) for one in LANGS for other in LANGS if one != other)
ENOUGH_WORDS = 3
_TELLING = 3
"""Letters of a word that may say something."""
_COMMON = 0.15
"""Share of the pages on which a word is that says nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and the work that answers it."""

    qid: str
    task: str
    words: str
    lang: str
    work: str


class Rarity:
    """How many pages of a language have a word."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages: dict[str, Counter[str]] = {lang: Counter() for lang in LANGS}
        count: Counter[str] = Counter()
        for page in pages:
            count[page.lang] += 1
            self._pages[page.lang].update({word.lower() for word in words(f"{page.title} {page.body}")})
        self.common = {
            lang: {word for word, number in found.items() if number > _COMMON * count[lang]}
            for lang, found in self._pages.items()
        }
        """Words of each language that stand on so many pages that they say nothing."""

    def two(self, page: Page) -> str:
        """Return the two rarest words of a title, in its order."""
        told = dict.fromkeys(word for word in words(page.title) if len(word) >= _TELLING)
        rarest = sorted(told, key=lambda word: (self._pages[page.lang][word.lower()], word))[:2]
        return " ".join(word for word in told if word in rarest)


def same_language(pages: Sequence[Page], count: int, seed: int) -> list[Question]:
    """Return questions of all tasks in the language of the page, about `count` pages of each language."""
    rng, rarity = random.Random(f"{seed} same"), Rarity(pages)
    made: list[Question] = []
    ways: dict[str, Callable[[Page], str]] = {
        "title": lambda page: page.title,
        "body": lambda page: page.title,
        "inflected": lambda page: inflected(page.title, page.lang, rarity.common[page.lang]),
        "accentless": lambda page: accentless(page.title),
        "typo2": lambda page: mistyped(page.title, rng),
        "twowords": rarity.two,
    }
    for lang in LANGS:
        for page in _chosen([one for one in pages if one.lang == lang], count, rng):
            for task, way in ways.items():
                asked = way(page)
                if task != "accentless" or asked != page.title:
                    made.append(Question(f"{task}-{len(made)}", task, asked, lang, page.group))
    return made


def other_language(pages: Sequence[Page], count: int, seed: int) -> tuple[list[Question], set[str]]:
    """Return questions about works that can be read in another language alone, and the ids to drop for that.

    From each of the six pairs of languages come `count` works; what is asked is made of the version that is dropped,
    and a version in the third language is dropped as well.
    """
    rng, rarity = random.Random(f"{seed} other"), Rarity(pages)
    works, used = by_work(pages), set[str]()
    made: list[Question] = []
    dropped: set[str] = set()
    for one, other in PAIRS:
        both = [version[one] for version in works.values() if one in version and other in version]
        for page in _chosen([page for page in both if page.group not in used], count, rng):
            used.add(page.group)
            dropped |= {version.id for lang, version in works[page.group].items() if lang != other}
            asked = {"title": page.title, "twowords": rarity.two(page), "sentence": first_sentence(page.body)}
            for task, said in asked.items():
                name = f"{one}>{other} {task}"
                made.append(Question(f"{name}-{len(made)}", name, said, one, page.group))
    return made, dropped


def some_words(pages: Sequence[Page], count: int, seed: int) -> list[Question]:
    """Return questions of two or three words from one title, common ones as well, to time answers by."""
    rng, made = random.Random(f"{seed} times"), list[Question]()
    for page in rng.sample(list(pages), min(count * 4, len(pages))):
        told = list(dict.fromkeys(word for word in words(page.title) if len(word) > _TELLING))
        if len(told) >= ENOUGH_WORDS and len(made) < count:
            asked = " ".join(rng.sample(told, rng.choice((2, 3))))
            made.append(Question(f"words-{len(made)}", "words", asked, page.lang, page.group))
    return made


def write(path: Path, questions: Iterable[Question]) -> Path:
    """Write questions for `manage.py search_eval`."""
    return write_fields(path, ({"qid": one.qid, "q": one.words, "lang": one.lang} for one in questions))


def write_fields(path: Path, questions: Iterable[Mapping[str, Any]]) -> Path:
    """Write questions with all that they may have beside their words."""
    lines = (json.dumps(question, ensure_ascii=False) + "\n" for question in questions)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _chosen(pages: list[Page], count: int, rng: random.Random) -> list[Page]:
    """Return so many pages whose titles say enough and are nobody else's."""
    titles = Counter((page.lang, page.title.casefold()) for page in pages)
    good = [
        page
        for page in pages
        if titles[page.lang, page.title.casefold()] == 1
        and len({word.lower() for word in words(page.title) if len(word) >= _TELLING}) >= ENOUGH_WORDS
    ]
    return rng.sample(good, min(count, len(good)))
