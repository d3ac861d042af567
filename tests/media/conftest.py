"""An empty store for each test of the media room, and a catalogue that names what the test says."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.VAR_DIR = tmp_path
    # Wagtail remembers sizes by the number of a picture, and each test begins to count anew.
    cache.clear()
    return tmp_path


@pytest.fixture
def public_hashes(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Stand in for the catalogue: what is in this set is named by a public record."""
    named: set[str] = set()
    monkeypatch.setattr("library.catalogue.selectors.media_is_public", named.__contains__)
    return named


class ReadingClient(Client):
    """Reads each answer to its end, which closes it; `answer.body` are the bytes."""

    def request(self, **request: Any) -> Any:
        answer: Any = super().request(**request)
        answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer


@pytest.fixture
def client() -> ReadingClient:
    return ReadingClient()
