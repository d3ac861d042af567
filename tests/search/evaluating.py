"""Writes files of pages and questions, and runs evaluations over them, for the tests of the evaluation."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from search.evaluation.asking import ask
from search.evaluation.building import build
from search.evaluation.lines import read
from search.evaluation.place import Place
from search.evaluation.questions import question


def page(group: str, lang: str = "en", **fields: Any) -> dict[str, Any]:
    """Return a page of a work; everything that does not matter is filled in."""
    told = {"title": group.capitalize(), "body": "", **fields}
    return {"id": f"{group}@{lang}", "group": group, "lang": lang, **told}


def write(path: Path, lines: Iterable[Mapping[str, Any] | str]) -> Path:
    """Write lines, objects as JSON and texts as they are."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join([*texts, ""]), encoding="utf-8")
    return path


def asked(
    folder: Path, pages: Iterable[Mapping[str, Any]], *questions: Mapping[str, Any], levels: int = 0
) -> list[dict[str, Any]]:
    """Build and ask in this process, and return the lines of the results."""
    place = Place(folder, levels=levels)
    build(write(folder / "P.jsonl", pages), place)
    told = [{"qid": str(number), "lang": "en", **one} for number, one in enumerate(questions)]
    results = folder / "R.jsonl"
    ask(tuple(read(write(folder / "Q.jsonl", told), question)), place, results)
    return [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]


def groups(line: Mapping[str, Any]) -> list[str]:
    """Return the works of a line of the results."""
    return [hit["group"] for hit in line["hits"]]
