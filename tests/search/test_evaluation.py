"""An evaluation answers from its own pages: what its results say, and what it may not touch."""

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from search.evaluation.running import percentile
from tests.search.conftest import RUNNING, SERVERS
from tests.search.evaluating import asked, groups, page, write

RIVERS = [
    page("river", "en", title="River watch", body="Volunteers measure the water of the river.", kind="guide"),
    page("river", "fr", title="La rivière", body="On mesure l'eau de la rivière.", kind="guide"),
    page("garden", "es", title="El huerto", body="Agua para el huerto.", kind="tool", tags=["water", "food"]),
    page("well", "en", title="A well", body="Water from a well.", kind="tool", section="home", tags="water"),
]


def test_a_line_says_what_was_found_and_in_which_language_it_is_shown(tmp_path: Path) -> None:
    [line] = asked(tmp_path, RIVERS, {"q": "rivière", "lang": "fr"})
    assert line["qid"] == "0"
    assert line["total"] == 1
    assert [(hit["group"], hit["id"], hit["lang"]) for hit in line["hits"]] == [("river", "river@fr", "fr")]
    assert line["hits"][0]["score"] > 0
    assert line["took_ms"] > 0
    assert line["repaired"] is None


def test_facets_have_the_names_of_the_files(tmp_path: Path) -> None:
    [line] = asked(tmp_path, RIVERS, {"q": "water", "lang": "en"})
    assert line["facets"]["kind"] == {"guide": 1, "tool": 1}
    assert line["facets"]["section"] == {"home": 1}
    assert line["facets"]["tags"] == {"water": 1}
    assert set(line["facets"]) == {"kind", "section", "tags", "lang"}


def test_filters_are_one_value_or_several(tmp_path: Path) -> None:
    one, several, by_lang = asked(
        tmp_path,
        RIVERS,
        {"q": "water", "filters": {"kind": "tool"}},
        {"q": "water", "filters": {"kind": ["tool", "guide"]}},
        {"q": "", "lang": "en", "filters": {"lang": ["es"]}},
    )
    assert groups(one) == ["well"]
    assert sorted(groups(several)) == ["river", "well"]
    assert [(hit["group"], hit["lang"]) for hit in by_lang["hits"]] == [("garden", "es")]


def test_pages_of_ten_in_the_order_of_titles(tmp_path: Path) -> None:
    many = [page(f"work{number:02}", body="snow") for number in range(23)]
    first, third, far = asked(
        tmp_path,
        many,
        {"q": "snow", "sort": "title"},
        {"q": "snow", "sort": "title", "page": 3},
        {"q": "snow", "page": 10**12},
    )
    assert groups(first) == [f"work{number:02}" for number in range(10)]
    assert groups(third) == ["work20", "work21", "work22"]
    assert (far["total"], far["hits"]) == (23, [])


def test_the_first_page_of_a_work_is_its_original(tmp_path: Path) -> None:
    pages = [page("a", "fr", title="Neige"), page("a", "en", title="Snow")]
    [line] = asked(tmp_path, pages, {"q": "", "lang": "und"})
    assert [hit["id"] for hit in line["hits"]] == ["a@fr"]


def test_the_later_of_two_pages_with_one_id_stands(tmp_path: Path) -> None:
    pages = [page("a", title="Snow"), page("b", title="Ice"), page("a", title="Fire")]
    snow, fire = asked(tmp_path, pages, {"q": "snow"}, {"q": "fire"})
    assert snow["total"] == 0
    assert groups(fire) == ["a"]


def test_languages_that_nobody_knows_and_texts_that_no_store_keeps(tmp_path: Path) -> None:
    pages = [
        page("a", "tlh", title="Qapla\0 \ud800ghobe"),
        page("b", "", title="", body=""),
        page("c", "crk", body="ᓀᐦᐃᔭᐍᐏᐣ\udfff"),
    ]
    found, cree, broken = asked(
        tmp_path, pages, {"q": "qapla ghobe", "lang": "tlh"}, {"q": "nehiyawewin", "lang": "crk"}, {"q": "\0\ud800"}
    )
    assert groups(found) == ["a"]
    assert groups(cree) == ["c"]
    assert broken["total"] == 0


def test_what_is_said_in_a_recording_is_found_also_across_cues(tmp_path: Path) -> None:
    cues = [
        {"start": 0, "text": "the glacier"},
        ["00:12:41.000", "retreats fast"],
        {"ms": 763000, "text": "every year"},
    ]
    [line] = asked(tmp_path, [page("talk", cues=cues)], {"q": '"glacier retreats"'})
    assert groups(line) == ["talk"]


def test_a_question_that_is_too_long_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    long, short = asked(tmp_path, RIVERS, {"q": "water " * 400}, {"q": "water"})
    assert long["total"] == 0
    assert "1,000" in long["error"].replace("1000", "1,000")
    assert short["total"] == 2
    assert "error" not in short


def test_the_command_writes_results_and_ends_with_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = write(tmp_path / "P.jsonl", RIVERS)
    queries = write(tmp_path / "Q.jsonl", [{"qid": "q1", "q": "water", "lang": "en"}])
    before = sorted(Path(settings.VAR_DIR).rglob("*"))
    call_command("search_eval", pages=pages, queries=queries, out=tmp_path / "R.jsonl")
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["engine"] == "embedded"
    assert (figures["pages"], figures["questions"]) == (4, 1)
    assert figures["index_bytes"] > 0
    assert 0 < figures["query_peak_rss_bytes"] < 150_000_000
    assert json.loads((tmp_path / "R.jsonl").read_text())["total"] == 2
    assert sorted(Path(settings.VAR_DIR).rglob("*")) == before


def test_it_needs_no_database_and_makes_nothing_in_the_folder_of_the_site(tmp_path: Path) -> None:
    pages = write(tmp_path / "P.jsonl", RIVERS)
    queries = write(tmp_path / "Q.jsonl", [{"qid": "q1", "q": "water", "lang": "en"}])
    var, out = tmp_path / "var", tmp_path / "R.jsonl"
    environment = {**os.environ, "CEJN_VAR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    environment["DATABASE_URL"] = ""
    command = [sys.executable, "manage.py", "search_eval", "--pages", str(pages), "--queries", str(queries)]
    command += ["--out", str(out)]
    done = subprocess.run(
        command, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["pages"] == 4
    assert not var.exists() or not any(var.rglob("*"))


def test_an_engine_on_a_server_needs_its_address(tmp_path: Path) -> None:
    files = {"pages": tmp_path / "P", "queries": tmp_path / "Q", "out": tmp_path / "R"}
    with pytest.raises(CommandError, match="go together"):
        call_command("search_eval", engine="elasticsearch", **files)
    with pytest.raises(CommandError, match="go together"):
        call_command("search_eval", url="http://127.0.0.1:9", **files)


@pytest.mark.parametrize(("times", "share", "expected"), [((), 99, 0.0), ((3.0, 1.0, 2.0), 50, 2.0), ((1.0,), 99, 1.0)])
def test_percentiles(times: tuple[float, ...], share: int, expected: float) -> None:
    assert percentile(times, share) == expected


def test_a_server_that_is_not_there_is_named_in_one_sentence(tmp_path: Path) -> None:
    pages = write(tmp_path / "P.jsonl", RIVERS)
    queries = write(tmp_path / "Q.jsonl", [{"qid": "q1", "q": "water", "lang": "en"}])
    given = {"pages": pages, "queries": queries, "out": tmp_path / "R.jsonl"}
    with pytest.raises(CommandError, match=r"^The search server at http://127\.0\.0\.1:9 cannot be used: .*\.$"):
        call_command("search_eval", engine="elasticsearch", url="http://127.0.0.1:9", **given)


@pytest.mark.parametrize("name", RUNNING)
def test_a_server_keeps_nothing_of_an_evaluation_also_after_an_error(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = write(tmp_path / "P.jsonl", RIVERS)
    queries = write(tmp_path / "Q.jsonl", [{"qid": "q1", "q": "water", "lang": "en"}])
    server = {"engine": "elasticsearch", "url": SERVERS[name]}
    call_command("search_eval", pages=pages, queries=queries, out=tmp_path / "R.jsonl", **server)
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["engine"] != "embedded"
    assert json.loads((tmp_path / "R.jsonl").read_text())["total"] == 2
    assert _evaluations(SERVERS[name]) == []
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("search_eval", pages=pages, queries=queries, out=tmp_path / "nowhere" / "R", **server)
    assert _evaluations(SERVERS[name]) == []


def _evaluations(url: str) -> list[str]:
    with urllib.request.urlopen(f"{url}/_cat/indices?format=json") as answer:
        return [one["index"] for one in json.load(answer) if one["index"].startswith("evaluation-")]


def test_works_in_other_languages_stand_apart_by_words_and_at_level_1_by_meaning(tmp_path: Path) -> None:
    for level in (0, 1):
        (tmp_path / str(level)).mkdir()
    question = {"q": "vegetable garden", "lang": "en"}
    [words] = asked(tmp_path / "0", RIVERS, question)
    [meaning] = asked(tmp_path / "1", RIVERS, question, levels=1)
    assert words["other_languages"] == []
    assert {"group": "garden", "id": "garden@es", "lang": "es"} in meaning["other_languages"]
    assert "garden" not in groups(meaning)
