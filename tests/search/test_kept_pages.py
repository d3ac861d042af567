"""Kept pages of results: given again without the work, and never past a change of what they are made from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.catalogue.models import CatalogueState, RecordRow, TombstoneRow
from search import services
from search.engines import engine
from search.models import SynonymRow
from search.services_site import touch
from tests.samples import put, record
from tests.search.finding_shelf import laid

URL = "/en/search/?q=roofs"


@pytest.fixture(autouse=True)
def shelf(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    with laid(settings, tmp_path):
        yield


def said(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")
    return answer.content.decode()


def test_the_same_question_is_answered_once(client: Client, django_assert_num_queries: Any) -> None:
    first = said(client)
    with django_assert_num_queries(2):
        assert said(client) == first
    assert said(client, "/fr/search/?q=roofs") != first


def test_what_is_taken_back_stands_on_no_kept_page(client: Client) -> None:
    assert "Roofs" in said(client)
    state, row = CatalogueState.objects.get(), RecordRow.objects.get(title="Roofs")
    state.sequence += 1
    state.save()
    TombstoneRow.objects.create(
        record_id=row.id, work=row.work, lang=row.lang, sequence=state.sequence, at=row.changed, address_hash="0" * 64
    )
    row.delete()
    # Before the index knows of it, and after.
    assert "Roofs" not in said(client)
    services.catch_up()
    assert "Roofs" not in said(client)


def test_what_is_new_is_found_as_soon_as_the_index_has_it(client: Client) -> None:
    assert "Roofs of reed" not in said(client)
    put(record("reed", title="Roofs of reed"))
    assert "Roofs of reed" not in said(client)
    services.catch_up()
    assert "Roofs of reed" in said(client)


@pytest.mark.parametrize("url", ["/en/search/?q=granary+roofs", "/api/v1/search?q=granary&lang=en"])
def test_a_synonym_is_live_with_the_next_question(client: Client, url: str) -> None:
    put(record("barn", title="Barns"))
    services.catch_up()
    assert "Barns" not in said(client, url)
    SynonymRow.objects.create(live_terms=[["en", "granary"], ["en", "barn"]], live_direction="both")
    touch()
    assert "Barns" in said(client, url)


def test_an_answer_for_want_of_a_better_one_is_not_kept(client: Client) -> None:
    engine().close()  # type: ignore[attr-defined]
    for path in engine()._path.parent.glob("*"):  # type: ignore[attr-defined]
        path.unlink()
    first = said(client, "/en/search/?q=talk")
    with CaptureQueriesContext(connection) as again:
        assert said(client, "/en/search/?q=talk") == first
    assert len(again) > 2
    services.catch_up()
    assert said(client, "/en/search/?q=talk") != first
