"""Which versions of works somebody may see who filters: what the levels for other languages ask of every engine."""

from search.engine import Engine
from tests.search.making import fill, ids, record, request, work


def test_versions_of_works_are_told_by_language(engine: Engine) -> None:
    fill(engine, [record("ice"), record("ice", "fr"), record("rain", "es")])
    with engine.view() as view:
        found = view.among([work("ice"), work("rain"), work("nothing")], request("x"))
    assert found == {
        work("ice"): {"en": ids("ice")[0], "fr": ids("ice", lang="fr")[0]},
        work("rain"): {"es": ids("rain", lang="es")[0]},
    }


def test_what_is_masked_or_not_for_this_use_is_not_among_them(engine: Engine) -> None:
    kept = {"web": "yes", "api_feeds": "no"}
    fill(engine, [record("ice"), record("ice", "fr"), record("rain", "es", uses=kept)])
    works = [work("ice"), work("rain")]
    with engine.view() as view:
        masked = view.among(works, request("x", masked=ids("ice", lang="fr")))
        feeds = view.among(works, request("x", use="api_feeds"))
    assert masked[work("ice")] == {"en": ids("ice")[0]}
    assert set(feeds) == {work("ice")}


def test_filters_hold_but_for_that_of_the_language(engine: Engine) -> None:
    fill(engine, [record("ice", "fr", facets={"country": ("CA",)}), record("rain", "fr", facets={"country": ("MX",)})])
    works = [work("ice"), work("rain")]
    with engine.view() as view:
        found = view.among(works, request("x", filters={"country": ("CA",), "language": ("en",)}))
        recent = view.among(works, request("x", changed_since=2**62))
    assert set(found) == {work("ice")}
    assert recent == {}
