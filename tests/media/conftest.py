"""An empty store for each test of the media room, and a catalogue that names what the test says."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def public_hashes(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Stand in for the catalogue: what is in this set is named by a public record."""
    named: set[str] = set()
    monkeypatch.setattr("library.catalogue.selectors.media_is_public", named.__contains__)
    return named
