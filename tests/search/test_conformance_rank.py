"""What every engine must do alike with orders that a kind makes itself."""

from search.engine import Engine
from tests.search.making import ask, fill, ids, record, shown


def test_ranks_sort_as_their_kind_made_them_and_what_has_none_stands_last(engine: Engine) -> None:
    titles = {"a": "Zebra water", "b": "Water", "c": "Another water", "d": "Brook water", "e": "Cold water"}
    ranks = {"a": "1002201", "b": "1002206", "c": "", "d": "1002206", "e": "1002210"}
    fill(engine, [record(key, title=titles[key], rank=ranks[key]) for key in titles])
    assert shown(ask(engine, "water", sort="rank")) == ids(*"adbec")
    assert shown(ask(engine, "water", sort="-rank")) == ids(*"edbac")
    fill(engine, [record("c", title="Another water", rank="1002202"), record("a", title="Zebra water", rank="")])
    assert shown(ask(engine, "", sort="rank")) == ids(*"cdbea")
