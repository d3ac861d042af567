"""Catching up with the catalogue, masking what the index does not know yet, answering without an index."""

import datetime as dt
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from library.catalogue.models import CatalogueState, RecordRow, TombstoneRow
from library.catalogue.query import Query
from library.catalogue.record import Reference, Use
from search import selectors, services
from search.engines import engine
from search.words import QueryTooLong
from tests.samples import LATER, put, record, term

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.VAR_DIR = tmp_path
    yield tmp_path / "search" / "index.sqlite3"
    engine().close()  # type: ignore[attr-defined]


@pytest.fixture
def shelf() -> None:
    topic = (Reference("topic", "drought"),)
    put(
        term("topic", "drought", "drought", "Drought and heat"),
        record("wells", title="Old wells", summary="How a village reads its wells.", date="2024", references=topic),
        record("wells", "fr", title="Vieux puits", original_lang="en", facets={"topic": ("drought",)}),
        record("rice", "es", title="El maíz y la milpa", facets={"country": ("MX",)}, date="2023"),
    )


def _found(words: str, lang: str = "en", **changes: Any) -> list[str]:
    return [hit.record.id for hit in selectors.search(Query(lang=lang, words=words, **changes)).hits]


def _take_back(pk: str) -> None:
    row = RecordRow.objects.get(pk=pk)
    number = CatalogueState.objects.get().sequence + 1
    TombstoneRow.objects.create(
        record_id=pk, work=row.work, lang=row.lang, sequence=number, at=timezone.now(), address_hash="0" * 64
    )
    row.delete()
    CatalogueState.objects.update(sequence=number)


def test_what_was_caught_up_is_found_with_a_reason(shelf: None) -> None:
    assert services.catch_up() == 4
    assert services.catch_up() == 0
    (hit,) = selectors.search(Query(lang="fr", words="well village")).hits
    assert (hit.record.id, hit.snippet_lang) == ("wells.fr", "en")
    assert [text for text, is_match in hit.snippet if is_match] == ["village", "wells"]
    assert hit.matched_in == ("title", "summary")
    assert _found("maiz", "es") == ["rice.es"]


def test_batches_of_any_size_come_to_the_same(shelf: None) -> None:
    assert services.catch_up(limit=1) == 4
    assert services.drift() == []
    assert sorted(_found("")) == ["rice.es", "wells.en"]


def test_a_topic_finds_its_items_and_gives_the_reason(shelf: None) -> None:
    services.catch_up()
    (hit,) = selectors.search(Query(words="drought")).hits
    assert (hit.record.work, hit.matched_in) == ("wells", ("topic",))


def test_facets_come_with_their_selection(shelf: None) -> None:
    services.catch_up()
    result = selectors.search(Query(filters={"language": ("fr",), "kind": ()}), facets=("language", "year"))
    assert (result.total, result.by_title) == (1, False)
    languages = {value.value: (value.count, value.selected) for value in result.facets["language"]}
    assert languages == {"en": (1, False), "es": (1, False), "fr": (1, True)}


@pytest.mark.parametrize("is_caught_up", [True, False])
def test_only_what_changed_since_a_moment(shelf: None, is_caught_up: bool) -> None:
    """The index and the titles alone give the same answer."""
    put(record("wells", "es", title="Pozos", original_lang="en", changed=LATER + dt.timedelta(microseconds=1)))
    if is_caught_up:
        services.catch_up()
    late: dict[str, Any] = {"changed_since": LATER + dt.timedelta(microseconds=1)}
    assert _found("", changed_since=LATER) == ["wells.en", "rice.es"]
    assert _found("", **late) == ["wells.en"]
    assert _found("wells", **late) == []
    assert _found("wells", "es", **late) == ["wells.es"]
    assert _found("pozos", **late) == ["wells.en"]
    result = selectors.search(Query(words="wells", filters={"language": ("es",)}, **late), facets=("language", "kind"))
    assert [hit.record.id for hit in result.hits] == ["wells.es"]
    assert {value.value: value.count for value in result.facets["language"]} == {"es": 0}
    assert {value.value: value.count for value in result.facets["kind"]} == {"resource": 1}
    assert result.by_title is not is_caught_up


def test_what_was_taken_back_is_gone_at_once_without_a_worker(shelf: None) -> None:
    services.catch_up()
    _take_back("rice.es")
    result = selectors.search(Query(words="milpa"), facets=("country",))
    assert (result.total, result.facets["country"]) == (0, ())
    assert selectors.suggest("milp", "es") == ()
    _take_back("drought.en")
    assert _found("drought") == []
    assert services.catch_up() == 2
    assert set(engine().holdings()) == {"wells.en", "wells.fr"}


def test_a_record_that_may_not_be_searched_leaves_the_index(shelf: None) -> None:
    services.catch_up()
    row = RecordRow.objects.get(pk="rice.es")
    number = row.sequence + 1000
    RecordRow.objects.filter(pk=row.pk).update(uses={"web": "no"}, sequence=number)
    CatalogueState.objects.update(sequence=number)
    assert services.catch_up() == 1
    assert "rice.es" not in engine().holdings()


def test_uses_are_kept_apart(shelf: None) -> None:
    put(record("shy", title="Shy wells", uses={"web": "yes", "api_feeds": "no"}))
    services.catch_up()
    assert selectors.search(Query(words="shy")).total == 1
    assert selectors.search(Query(words="shy"), use=Use.API_FEEDS).total == 0
    assert selectors.suggest("shy", "en", use=Use.API_FEEDS) == ()


def test_a_new_epoch_starts_over(shelf: None) -> None:
    services.catch_up()
    RecordRow.objects.filter(pk="rice.es").delete()
    CatalogueState.objects.update(epoch="restored")
    assert selectors.search(Query(words="milpa")).total == 0
    assert selectors.search(Query(words="wells")).by_title
    services.catch_up()
    assert not selectors.search(Query(words="wells")).by_title
    assert services.drift() == []


def test_without_an_index_titles_answer_and_it_is_said(shelf: None) -> None:
    result = selectors.search(Query(lang="fr", words="old WELLS"), facets=("language", "kind"))
    assert (result.total, result.by_title) == (1, True)
    assert [hit.record.id for hit in result.hits] == ["wells.fr"]
    assert {value.value: value.count for value in result.facets["language"]} == {"en": 1, "fr": 1}
    assert _found("maiz milpa", lang="es") == ["rice.es"]
    assert _found("wells -old") == []
    assert _found("") == ["wells.en", "rice.es"]
    assert _found("", sort="title") == ["rice.es", "wells.en"]
    assert _found("", filters={"country": ("MX",)}) == ["rice.es"]
    assert _found("*") == []
    assert [one.text for one in selectors.suggest("drou", "en")] == ["Drought and heat"]


def test_a_broken_file_is_answered_by_title_and_mended(shelf: None, own_index: Path) -> None:
    services.catch_up()
    engine().close()  # type: ignore[attr-defined]
    for path in own_index.parent.iterdir():
        path.unlink()
    own_index.write_bytes(b"rubbish" * 1000)
    assert selectors.search(Query(words="wells")).by_title
    assert services.catch_up() == 4
    assert not selectors.search(Query(words="wells")).by_title


def test_too_many_words_are_said_to_be_too_many(shelf: None) -> None:
    with pytest.raises(QueryTooLong, match="1000 characters"):
        selectors.search(Query(words="x" * 10_000))
    assert selectors.suggest("x" * 10_000, "en") == ()


def test_a_search_asks_the_database_little(shelf: None, django_assert_max_num_queries: Any) -> None:
    services.catch_up()
    selectors.search(Query(words="wells"))
    # The state of the catalogue, that of the table of synonyms, and the records that are shown.
    with django_assert_max_num_queries(3):
        assert selectors.search(Query(words="wells"), facets=("kind",)).total == 1


def _run(what: str) -> str:
    out = StringIO()
    call_command("index", what, stdout=out)
    return out.getvalue()


def test_the_command_looks_after_the_index(shelf: None) -> None:
    assert "no usable index" in _run("status")
    assert "4 documents" in _run("rebuild")
    put(record("more", title="More wells"))
    assert "another epoch" not in _run("status")
    assert "behind" in _run("status")
    assert "what the catalogue says" in _run("check")
    RecordRow.objects.filter(pk="rice.es").update(title="Otro")
    RecordRow.objects.filter(pk="wells.en").delete()
    with pytest.raises(CommandError, match="2 places"):
        _run("check")
