"""`manage.py index`: how the index stands, what differs, making it anew, going back, and what could not be taken."""

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from library.catalogue.models import CatalogueState, RecordRow
from library.catalogue.query import Query
from library.catalogue.record import Record
from search import selectors, services
from search.document import Document, document
from search.engines import engine
from tests.samples import put, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.VAR_DIR = tmp_path
    yield tmp_path / "search" / "index.sqlite3"
    engine().close()  # type: ignore[attr-defined]


@pytest.fixture
def shelf() -> None:
    put(
        record("wells", title="Old wells"),
        record("wells", "fr", title="Vieux puits", original_lang="en"),
        record("rice", "es", title="El maíz"),
    )


def run(what: str) -> str:
    out = StringIO()
    call_command("index", what, stdout=out)
    return out.getvalue()


def found(words: str) -> list[str]:
    return [hit.record.id for hit in selectors.search(Query(lang="en", words=words)).hits]


def change(pk: str, **values: Any) -> None:
    """Change a record as the door would, which gives it the next number."""
    number = CatalogueState.objects.get().sequence + 1000
    RecordRow.objects.filter(pk=pk).update(sequence=number, **values)
    CatalogueState.objects.update(sequence=number)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no document be made of works that are called poison."""

    def careful(one: Record) -> Document | None:
        if one.work.startswith("poison"):
            raise ValueError("no document can be made of poison")
        return document(one)

    monkeypatch.setattr(services, "document", careful)


def test_status_says_that_there_is_no_index(shelf: None) -> None:
    assert "no usable index" in run("status")
    with pytest.raises(CommandError, match="nothing to go back to"):
        run("rollback")


def test_status_says_how_the_index_stands(shelf: None) -> None:
    services.catch_up()
    put(record("more", title="More wells"))
    said = run("status")
    assert "(1 behind), complete." in said
    assert "Kept from before: nothing" in said
    lines = {tuple(line.split()) for line in said.splitlines()}
    assert {("resource", lang, "1") for lang in ("en", "fr", "es")} <= lines
    assert "ALARM" not in said


def test_check_catches_up_and_finds_nothing(shelf: None) -> None:
    services.catch_up()
    put(record("more", title="More wells"))
    assert "what the catalogue says" in run("check")
    assert services.standing().is_well


def test_check_lists_what_differs(shelf: None) -> None:
    services.catch_up()
    RecordRow.objects.filter(pk="rice.es").update(title="Otro")
    RecordRow.objects.filter(pk="wells.en").delete()
    RecordRow.objects.filter(pk="wells.fr").update(sequence=1)
    with pytest.raises(CommandError, match="3 places"):
        run("check")
    stood = engine().holdings()["wells.fr"][0]
    assert set(services.drift()) == {
        "rice.es has other content",
        "wells.en should not be there",
        f"wells.fr stands at {stood} instead of 1",
    }


def test_what_the_index_does_not_know_yet_is_no_difference(shelf: None) -> None:
    services.catch_up()
    put(record("more", title="More wells"))
    change("rice.es", title="Otro maíz")
    assert services.drift() == []
    RecordRow.objects.filter(pk="wells.en").update(title="Other wells")
    assert services.drift() == ["wells.en has other content"]


def test_going_back_catches_up_and_brings_nothing_back_that_was_taken_back(shelf: None) -> None:
    services.catch_up()
    assert "3 documents" in run("rebuild")
    assert "Kept from before: " in run("status")
    RecordRow.objects.filter(pk="rice.es").delete()
    change("wells.en", title="Other wells")
    run("rebuild")
    put(record("more", title="More wells"))
    assert "caught up" in run("rollback")
    assert sorted(found("wells")) == ["more.en", "wells.en"]
    assert services.standing().lag == 0


def test_without_a_kept_index_it_is_said_why(shelf: None) -> None:
    services.catch_up()
    with pytest.raises(CommandError, match="Only a rebuild keeps the index"):
        run("rollback")
    assert found("wells") == ["wells.en"]


def test_what_no_document_can_be_made_of_holds_up_nothing(
    shelf: None, refusing: None, caplog: pytest.LogCaptureFixture
) -> None:
    put(record("poison", title="Poisoned wells"), record("late", title="Late wells"))
    services.catch_up()
    assert "poison.en" in caplog.text
    assert sorted(found("wells")) == ["late.en", "wells.en"]
    said = run("status")
    assert "ALARM: 1 could not be taken" in said
    assert re.search(r"poison\.en at \d+: ValueError: no document can be made of poison", said)
    assert not services.standing().is_well
    with pytest.raises(CommandError, match="1 places"):
        run("check")
    assert services.drift() == ["poison.en could not be taken: ValueError: no document can be made of poison"]
    assert "ALARM: 1" in run("rebuild")


def test_a_letter_goes_when_the_record_is_sound_again(shelf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(services, "document", lambda one: 1 / 0)
        services.catch_up()
    assert len(services.standing().status.letters) == 3
    assert found("wells") == []
    change("wells.en", title="New wells")
    services.catch_up()
    assert [letter.ids for letter in services.standing().status.letters] == [("wells.fr",), ("rice.es",)]
    run("rebuild")
    assert services.standing().is_well
