"""The export: all that may be copied, nothing else, the same bytes for the same state, and files that prove theirs."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from library.catalogue import export as exporting
from library.media.services import store_bytes
from tests.api.shelf import picture, put, take_back

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    return Path(settings.VAR_DIR)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "copy"


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(words: bytes) -> dict[str, Any]:
    """Store a text file and return it as records hold it."""
    store_bytes(name="note.txt", content=words)
    digest = hashlib.sha256(words).hexdigest()
    return picture(hash=digest, type="text/plain", name="note.txt", size=len(words), width=0, height=0, role="file")


def run(folder: Path) -> exporting.Exported:
    return exporting.export(folder)


def test_everything_is_there_and_proves_itself(folder: Path) -> None:
    water = put("Water", kind="topic", slug="water")
    note = stored(b"Catch the rain.")
    body = [
        {
            "type": "text",
            "id": "1",
            "value": {"html": f'<p><a data-work="{water.work}">w</a> <a data-file="{note["hash"]}">f</a></p>'},
        }
    ]
    there = put(
        facets={"topic": [water.work]},
        references=[{"role": "topic", "work": water.work, "detail": ""}],
        media=[note],
        body=body,
    )
    gone = put("Secret name")
    take_back(gone)
    done = run(folder)
    assert done.counts == {"records": 1, "terms": 1, "tombstones": 1, "files": 1}
    assert done.missing == ()
    record = lines(folder / "records.jsonl")[0]
    assert record["id"] == there.id
    assert record["body"][0]["value"]["html"] == (
        f'<p><a href="work:{water.work}">w</a> <a href="file:{note["hash"]}">f</a></p>'
    )
    assert lines(folder / "tombstones.jsonl")[0]["id"] == gone.id
    manifest = json.loads((folder / "manifest.json").read_text())
    assert {entry["path"] for entry in manifest["files"]} | {"manifest.json"} == set(snapshot(folder))
    for entry in manifest["files"]:
        content = (folder / entry["path"]).read_bytes()
        assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert b"Secret name" not in b"".join(snapshot(folder).values())


def test_one_state_makes_one_set_of_bytes(folder: Path, tmp_path: Path) -> None:
    for number in range(5):
        put(f"R {number}", media=[stored(f"file {number}".encode())])
    run(folder)
    run(tmp_path / "other")
    assert snapshot(folder) == snapshot(tmp_path / "other")


def test_only_what_may_be_copied_is_copied_or_named(folder: Path) -> None:
    hidden_file = stored(b"Not for copies.")
    hidden = put("Hidden", uses={"offline_copy": "no"}, media=[hidden_file])
    asked = put("Asked", uses={"offline_copy": "ask"})
    links = {"type": "links", "id": "1", "value": {"items": [{"title": "There", "url": "", "work": hidden.work}]}}
    put(
        "Open",
        references=[
            {"role": "link", "work": hidden.work, "detail": ""},
            {"role": "topic", "work": NOBODY, "detail": ""},
        ],
        facets={"topic": [NOBODY], "community": [asked.work]},
        body=[links],
    )
    assert run(folder).counts["records"] == 1
    everything = b"".join(snapshot(folder).values()).decode()
    for word in ("Hidden", "Asked", hidden.work, asked.work, NOBODY, hidden_file["hash"]):
        assert word not in everything


def test_an_earlier_export_is_replaced_whole(folder: Path) -> None:
    there = put("Leaves", media=[stored(b"Leaves with it.")])
    put("Stays", media=[stored(b"Stays.")])
    run(folder)
    take_back(there)
    run(folder)
    assert [record["title"] for record in lines(folder / "records.jsonl")] == ["Stays"]
    assert [path.read_bytes() for path in (folder / "files").iterdir()] == [b"Stays."]


def test_what_is_taken_back_meanwhile_is_not_in_the_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = put("Leaves", media=[stored(b"Leaves with it.")])
    put("Stays")
    write = exporting._write

    def slowly(target: Path) -> Any:
        written = write(target)
        if there.row.pk:
            take_back(there)
        return written

    monkeypatch.setattr(exporting, "_write", slowly)
    run(folder)
    assert b"Leaves" not in b"".join(snapshot(folder).values())


def test_a_folder_with_something_else_is_left_alone(folder: Path, capsys: Any) -> None:
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with pytest.raises(CommandError, match="something else"):
        call_command("export", str(folder))
    assert (folder / "thesis.txt").read_text() == "years of work"


def test_a_lost_file_is_told(folder: Path, capsys: Any) -> None:
    put(media=[picture(hash="e" * 64)])
    with pytest.raises(CommandError, match="e" * 64):
        call_command("export", str(folder))
    assert "1 records" in capsys.readouterr().out


def test_bytes_that_are_not_what_they_were_are_not_copied(folder: Path, var: Path) -> None:
    note = stored(b"As approved.")
    put(media=[note])
    next((var / "media").rglob(f"{note['hash']}*")).write_bytes(b"Changed on the disk.")
    assert run(folder).missing == (note["hash"],)


def test_an_export_that_was_interrupted_can_be_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put("Stays", media=[stored(b"Stays.")])
    with monkeypatch.context() as patch:
        patch.setattr(exporting, "_sweep", lambda *_args: (_ for _ in ()).throw(OSError("No space left on device")))
        with pytest.raises(CommandError, match="No space left"):
            call_command("export", str(folder))
    assert json.loads((folder / "manifest.json").read_text())["unfinished"]
    assert run(folder).counts["files"] == 1
