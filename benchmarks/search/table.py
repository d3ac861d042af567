"""Prints what was measured as tables in Markdown; called by `run`."""

from collections.abc import Iterable, Mapping, Sequence

from questions import LANGS, Question
from scoring import Score, difference

SAME = ("title", "body", "inflected", "accentless", "typo2", "twowords")
ASKED = ("title", "twowords", "sentence")


def row(cells: Iterable[object]) -> str:
    """Return cells as a line of a table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def head(cells: Sequence[str]) -> str:
    """Return the two lines with which a table begins."""
    return row(cells) + "\n" + row(["---"] * len(cells))


def same_language(scores: Mapping[str, Mapping[str, Score]]) -> str:
    """Return engine by task: nDCG@10 (S@10), and the share of questions to which nothing was found."""
    lines = [head(["nDCG@10 (S@10)", *SAME, "nothing found", "questions"])]
    for engine, tasks in scores.items():
        cells = [f"{tasks[task].ndcg:.3f} ({tasks[task].ten:.2f})" if task in tasks else "-" for task in SAME]
        count = sum(len(score.each) for score in tasks.values())
        empty = sum(score.empty * len(score.each) for score in tasks.values()) / count
        lines.append(row([engine, *cells, f"{empty:.1%}", count]))
    return "\n".join(lines)


def gaps(rivals: Mapping[str, tuple[Mapping[str, Score], Mapping[str, Score]]]) -> str:
    """Return how much better ours is than each rival on the rival's questions, as 95 % intervals."""
    lines = [head(["ours better by, nDCG@10, 95 %", *SAME])]
    for engine, (mine, theirs) in rivals.items():
        told = []
        for task in SAME:
            low, high = difference(mine[task], theirs[task]) if task in theirs else (0.0, 0.0)
            told.append(f"{low:+.3f} to {high:+.3f}" if task in theirs else "-")
        lines.append(row([engine, *told]))
    return "\n".join(lines)


def by_language(tasks: Mapping[str, Mapping[str, Score]]) -> str:
    """Return task by language: nDCG@10, S@1, S@10, MRR and the share of questions to which nothing was found."""
    lines = [head(["nDCG@10 / S@1 / S@10 / MRR / nothing", *LANGS])]
    for task, langs in tasks.items():
        cells = [
            f"{one.ndcg:.3f} / {one.first:.2f} / {one.ten:.2f} / {one.mrr:.3f} / {one.empty:.1%}" if one else "-"
            for one in map(langs.get, LANGS)
        ]
        lines.append(row([task, *cells]))
    return "\n".join(lines)


def other_language(scores: Mapping[int, Mapping[str, Score]]) -> str:
    """Return level by task: R@10 of the block "In other languages", the mean of six pairs and each pair."""
    pairs = list(dict.fromkeys(name.split()[0] for tasks in scores.values() for name in tasks))
    lines = [head(["other languages, R@10", "asked", "six pairs", *pairs])]
    for level, tasks in scores.items():
        for asked in ASKED:
            each = [tasks[f"{pair} {asked}"].ten for pair in pairs]
            mean = sum(each) / len(each)
            lines.append(row([f"level {level}", asked, f"{mean:.2f}", *(f"{one:.2f}" for one in each)]))
    return "\n".join(lines)


def in_languages(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Return questions by their language."""
    found: dict[str, list[Question]] = {}
    for question in questions:
        found.setdefault(question.lang, []).append(question)
    return found
