"""Checks what a supervisor is told."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client, override_settings
from django.utils import timezone

from config import health
from library.catalogue.models import Pending


def test_live_touches_nothing(client: Client) -> None:
    answer = client.get("/live")
    assert (answer.status_code, answer.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_ready_when_all_is_well(client: Client) -> None:
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "failing": []})


@pytest.mark.django_db
def test_not_ready_while_changes_are_left_lying(client: Client) -> None:
    Pending.objects.create(source="page:1")
    Pending.objects.update(created_at=timezone.now() - timedelta(seconds=61))
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()["failing"]) == (503, ["catalogue"])


@pytest.mark.django_db
def test_not_ready_without_a_folder_to_write_to(client: Client, tmp_path: Path) -> None:
    with override_settings(VAR_DIR=tmp_path / "gone"):
        assert client.get("/ready").json()["failing"] == ["files"]


@pytest.mark.django_db
def test_not_ready_before_the_migrations(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    health._migrations.cache_clear()
    monkeypatch.setattr(health, "needs_migration", lambda: True)
    assert client.get("/ready").json()["failing"] == ["migrations"]
    monkeypatch.setattr(health, "needs_migration", lambda: False)
    assert client.get("/ready").status_code == 200


@pytest.mark.django_db
def test_a_broken_part_is_named_and_nothing_else_said(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise DatabaseError("password of user cejn is wrong")

    monkeypatch.setitem(health.PARTS, "database", fail)
    answer = client.get("/ready")
    assert answer.json() == {"ready": False, "failing": ["database"]}
    assert "no-store" in answer.headers["Cache-Control"]
