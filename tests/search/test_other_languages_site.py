"""Levels 1 and 2 beside the catalogue: the worker's steps, consent, and what was taken back while no worker runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from config import worker
from library.catalogue.models import CatalogueState, RecordRow, TombstoneRow
from library.catalogue.query import Query
from search import selectors, services
from search.crossing import levels, site
from search.crossing.encoder import Encoder
from search.engines import engine
from tests.samples import put, record
from tests.search.tiny_encoder import TinyEncoder

pytestmark = pytest.mark.django_db
AGREED = {"web": "yes", "translate_machine": "yes"}


@pytest.fixture
def encoder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinyEncoder]:
    settings.VAR_DIR, settings.CEJN_SEARCH_LEVELS = tmp_path, "1"
    made = TinyEncoder()
    monkeypatch.setattr(Encoder, "is_installed", staticmethod(lambda: True))
    monkeypatch.setattr(levels, "_encoder", lambda: made)
    yield made
    engine().close()  # type: ignore[attr-defined]


@pytest.fixture
def shelf(encoder: TinyEncoder) -> None:
    put(
        record("hielo", "es", title="glaciar", uses=AGREED),
        record("asked", "es", title="glaciar sagrado", uses={"web": "yes", "translate_machine": "ask"}),
    )
    services.catch_up()
    site.catch_up()


def _elsewhere(words: str, lang: str = "en") -> list[str]:
    return [hit.record.id for hit in selectors.search(Query(lang=lang, words=words)).elsewhere]


def _next() -> int:
    return CatalogueState.objects.get().sequence + 1


def test_the_worker_fills_the_store_and_the_page_finds_by_it(shelf: None, encoder: TinyEncoder) -> None:
    assert _elsewhere("ice") == ["hielo.es"]
    assert site.catch_up() == 0
    assert not any("sagrado" in text for text in encoder.seen)


def test_what_was_taken_back_is_nowhere_while_the_worker_is_dead(shelf: None) -> None:
    row, number = RecordRow.objects.get(pk="hielo.es"), _next()
    TombstoneRow.objects.create(
        record_id=row.pk, work=row.work, lang=row.lang, sequence=number, at=timezone.now(), address_hash="0" * 64
    )
    row.delete()
    CatalogueState.objects.update(sequence=number)
    assert _elsewhere("ice") == []
    site.catch_up()
    assert _elsewhere("ice") == []


def test_a_consent_that_was_withdrawn_holds_while_the_worker_is_dead(shelf: None) -> None:
    number = _next()
    refused = {"web": "yes", "translate_machine": "no"}
    RecordRow.objects.filter(pk="hielo.es").update(uses=refused, sequence=number)
    CatalogueState.objects.update(sequence=number)
    # The index has caught up, the store has not: what it knows of this id does not count.
    services.catch_up()
    assert _elsewhere("ice") == []
    assert _elsewhere("glaciar") == ["hielo.es", "asked.es"] or _elsewhere("glaciar") == ["asked.es", "hielo.es"]
    site.catch_up()
    assert _elsewhere("ice") == []


def test_a_store_of_another_epoch_is_not_asked_and_begun_anew(shelf: None) -> None:
    CatalogueState.objects.update(epoch="another")
    services.catch_up()
    assert _elsewhere("ice") == []
    site.catch_up()
    assert _elsewhere("ice") == ["hielo.es"]


def test_level_0_keeps_no_store(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR, settings.CEJN_SEARCH_LEVELS = tmp_path, "0"
    put(record("hielo", "es", title="glaciar", uses=AGREED))
    assert site.store_of_site() is None
    assert site.catch_up() == 0
    assert not (tmp_path / "search" / "other-languages").exists()


def test_what_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Encoder, "is_installed", staticmethod(lambda: False))
    assert levels.opened(tmp_path, "1") is None


def test_a_broken_store_breaks_no_page(shelf: None, tmp_path: Path) -> None:
    (tmp_path / "search" / "other-languages" / "store.sqlite3").write_bytes(b"broken" * 2000)
    assert set(_elsewhere("glaciar")) == {"hielo.es", "asked.es"}
    site.catch_up()
    assert _elsewhere("ice") == ["hielo.es"]


def test_no_other_duty_of_the_worker_waits_for_it() -> None:
    (job,) = worker.long_jobs()
    others = [one.name for one in (*worker.jobs(), *worker.slow_jobs())]
    assert job.name == "other languages"
    assert job.name not in others
