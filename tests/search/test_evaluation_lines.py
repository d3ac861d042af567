"""Lines of an evaluation's files: what is read, and in which words a wrong one is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from search.evaluation.cues import cues, transcript
from search.evaluation.lines import FieldError, LineError, read
from search.evaluation.pages import page as read_page
from search.evaluation.questions import question
from tests.search.evaluating import page, write

GOOD = json.dumps(page("a"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "this is not JSON"),
        ("[1]", "this is not an object"),
        ('"text"', "this is not an object"),
        ("[" * 100_000, "this is not JSON"),
        ('{"group": "a", "lang": "en", "title": "", "body": ""}', "`id` is missing."),
        (json.dumps({**page("a"), "group": 3}), "`group` is not text."),
        (json.dumps({**page("a"), "group": " "}), "`group` is empty."),
        (json.dumps({**page("a"), "id": "\ud800"}), "`id` has a character that no store keeps."),
        (json.dumps({**page("a"), "body": None}), "`body` is not text."),
        (json.dumps({**page("a"), "tags": [1]}), "`tags` is neither text nor a list of texts."),
        (json.dumps({**page("a"), "cues": "said"}), "`cues` is not a list."),
        (json.dumps({**page("a"), "cues": [["soon", "said"]]}), "cue 1 has no `start` that is a time"),
    ],
)
def test_a_wrong_page_is_refused_by_its_line(tmp_path: Path, line: str, words: str) -> None:
    path = write(tmp_path / "P.jsonl", [GOOD, "", line])
    with pytest.raises(LineError) as problem:
        list(read(path, read_page))
    assert str(problem.value).startswith(f"{path}, line 3: ")
    assert words in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"q": 1}, "`q` is not text."),
        ({"sort": "colour"}, "`sort` is none of newest, relevance"),
        ({"page": 0}, "`page` is not a whole number from 1."),
        ({"page": True}, "`page` is not a whole number from 1."),
        ({"page": "2"}, "`page` is not a whole number from 1."),
        ({"filters": []}, "`filters` is not an object"),
        ({"filters": {"colour": "red"}}, "`filters` names 'colour'; there are kind, section, tags, lang."),
        ({"filters": {"kind": 3}}, "`kind` is neither text nor a list of texts."),
    ],
)
def test_a_wrong_question_is_refused(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(FieldError) as problem:
        question({"qid": "1", "q": "water", "lang": "en", **fields})
    assert words in str(problem.value)


def test_bytes_that_are_no_utf_8_are_refused_and_a_mark_of_order_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "P.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n" + b'{"id": "\xff"}\n')
    lines = read(path, read_page)
    assert next(lines).id == "a@en"
    with pytest.raises(LineError, match="line 2: this is not JSON"):
        next(lines)


def test_the_command_says_a_wrong_line_in_one_sentence(tmp_path: Path) -> None:
    pages, queries = tmp_path / "P.jsonl", tmp_path / "Q.jsonl"
    write(queries, [{"qid": "1", "q": "water", "lang": "en"}])
    write(pages, [GOOD, '{"id": "b"}'])
    given = {"pages": pages, "queries": queries, "out": tmp_path / "R.jsonl"}
    with pytest.raises(CommandError) as problem:
        call_command("search_eval", **given)
    assert str(problem.value) == f"{pages}, line 2: `group` is missing."
    write(queries, [{"qid": "1", "q": "water"}])
    with pytest.raises(CommandError, match="line 1: `lang` is missing"):
        call_command("search_eval", **given)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("search_eval", **{**given, "queries": tmp_path / "nowhere"})
    write(queries, [])
    write(pages, [])
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("search_eval", **{**given, "out": tmp_path / "nowhere" / "R.jsonl"})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, ()),
        ([{"start": 761.5, "text": "so"}], ((761_500, "so"),)),
        ([{"ms": 761_500, "text": "so"}], ((761_500, "so"),)),
        ([["00:12:41.5", "so"], ["12:41,25", "and"]], ((761_250, "and"), (761_500, "so"))),
        ([[1, 2, "so"]], ((1000, "so"),)),
        ([{"start": 2, "end": 3, "text": "\ud800"}], ((2000, "?"),)),
    ],
)
def test_cues(found: Any, expected: tuple[tuple[int, str], ...]) -> None:
    assert cues(found) == expected


@pytest.mark.parametrize("item", [{"start": True, "text": ""}, {"start": 1e999, "text": ""}, {"start": 1}, [1], 7])
def test_cues_that_are_none(item: Any) -> None:
    with pytest.raises(FieldError, match="cue 1"):
        cues([item])


def test_a_transcript_is_one_text_with_the_times_of_its_cues() -> None:
    assert transcript(((0, "the ice"), (5000, "is thin"))) == ("the ice\nis thin", ((0, 0), (8, 5000)))
