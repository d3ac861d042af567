"""`manage.py kinds new` writes a package that is sound as it is, under names that fit."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest

from config import translations
from library.plugging import new
from tests.plugins.laying import ROOT, lay, manage


def test_the_package_is_sound_untouched(tmp_path: Path) -> None:
    """Installed, the check finds nothing wrong: migrations, templates, names, what `describe` says of least content."""
    source, installed = tmp_path / "source", tmp_path / "installed"
    installed.mkdir()
    written = manage(installed, "kinds", "new", "Seed story", "--folder", str(source))
    assert written.returncode == 0, written.stdout + written.stderr
    assert "manage.py kinds check" in written.stdout
    lay(source, installed)
    done = manage(installed, "kinds", "check")
    assert "seed_story (version 1, cejn-seed-story 0.1.0, API level 1): sound" in done.stdout


def test_the_package_holds_its_contract_untouched(tmp_path: Path) -> None:
    """Every clause, in an environment of its own, as its author would run it."""
    source, installed = tmp_path / "source", tmp_path / "installed"
    installed.mkdir()
    new.write(new.names("Seed story"), source)
    lay(source, installed)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(source / "pyproject.toml"), str(source)]
    environment = {"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def test_the_texts_are_there_in_three_languages(tmp_path: Path) -> None:
    """Each compiled, with every sentence of the models and of the kind itself."""
    new.write(new.names("Récit de semences"), tmp_path / "kind")
    files = sorted((tmp_path / "kind").rglob("*.mo"))
    assert [file.parts[-3] for file in files] == ["en", "es", "fr"]
    for file in files:
        assert {"Récit de semences", "Made by", "File to take away"} <= {one.msgid for one in polib.mofile(str(file))}
    project = tomllib.loads((tmp_path / "kind" / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["cejn.kinds"] == {
        "recit_de_semences": "cejn_recit_de_semences.apps:RecitDeSemencesKind"
    }
    assert not [file for file in (tmp_path / "kind").rglob("*") if file.is_file() and b"__slug__" in file.read_bytes()]


@pytest.mark.parametrize("name", ["Topic", "ᓯᓚ", "A", 'Say "this"', "x" * 40])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a sentence, and without a file."""
    assert new.begin(name=name, folder=tmp_path / "kind") == 1
    assert capsys.readouterr().out.startswith("Nothing was written. ")
    assert not (tmp_path / "kind").exists()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something stays as it is."""
    (tmp_path / "mine.txt").write_text("mine")
    assert new.begin(name="Seed story", folder=tmp_path) == 1
    assert "not empty" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_changed_texts_are_compiled_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Authors change the text alone; what an installer laid down where nobody may write is left."""
    new.write(new.names("Seed story"), tmp_path / "kind")
    package = tmp_path / "kind" / "cejn_seed_story"
    texts = package / "locale" / "fr" / "LC_MESSAGES" / "django.po"
    texts.write_text(texts.read_text().replace("Fichier à emporter", "Fichier à garder"))
    later = texts.with_suffix(".mo").stat().st_mtime + 10
    os.utime(texts, (later, later))
    monkeypatch.setattr("library.plugin.kinds", lambda: (SimpleNamespace(path=str(package)),))
    assert texts.with_suffix(".mo") in translations.compile_stale()
    assert "Fichier à garder" in {one.msgstr for one in polib.mofile(str(texts.with_suffix(".mo")))}
    os.utime(texts, (later + 10, later + 10))
    monkeypatch.setattr("os.access", lambda *_args: False)
    assert translations.compile_stale() == []
