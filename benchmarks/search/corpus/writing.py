"""Writes the corpus and what is to be known of it; called by `build_corpus`."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from corpus.works import Line


def write(path: Path, lines: list[Line]) -> dict[str, Any]:
    """Write lines in the order of their ids, one object a line, and return their counts, size and checksum."""
    lines.sort(key=lambda line: line["id"])
    twice = [key for key, count in Counter(line["id"] for line in lines).items() if count > 1]
    if twice:
        raise ValueError(f"{path.name}: {twice[:5]} are there more than once")
    checksum, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        for line in lines:
            told = (json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n").encode()
            checksum.update(told)
            size += len(told)
            out.write(told)
    return {"records": len(lines), "bytes": size, "sha256": checksum.hexdigest(), **_counts(lines)}


def _counts(lines: Iterable[Line]) -> dict[str, Any]:
    groups: dict[str, set[str]] = {}
    langs, characters = Counter[str](), Counter[str]()
    families: dict[str, Counter[str]] = {}
    for line in lines:
        groups.setdefault(line["group"], set()).add(line["lang"])
        langs[line["lang"]] += 1
        characters[line["lang"]] += len(line["body"])
        families.setdefault(line["family"], Counter())[line["lang"]] += 1
    return {
        "by_lang": dict(langs),
        "body_chars": {lang: characters[lang] for lang in ("en", "fr", "es")},
        "groups": len(groups),
        "groups_by_langs": dict(Counter("+".join(sorted(tags)) for tags in groups.values())),
        "by_family": {family: dict(families[family]) for family in sorted(families)},
    }
