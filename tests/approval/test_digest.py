"""Two digests: of every byte that was approved, and of what a text says."""

import datetime as dt
import json
import uuid

from hypothesis import given
from hypothesis import strategies as st

from library.approval.digest import content_digest, text_digest

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
CONTENT = st.dictionaries(st.text(max_size=8), JSON, max_size=6)


@given(CONTENT)
def test_the_digest_survives_the_database(content: dict[str, object]) -> None:
    stored = json.loads(json.dumps(content))
    assert content_digest(stored) == content_digest(content)


@given(CONTENT, st.text(max_size=8), JSON)
def test_no_key_is_left_out(content: dict[str, object], key: str, value: object) -> None:
    changed = {**content, key: value}
    same = key in content and json.dumps(content[key], sort_keys=True) == json.dumps(value, sort_keys=True)
    assert (content_digest(changed) == content_digest(content)) == same


def test_values_that_are_not_yet_json_give_the_same_digest() -> None:
    moment, key = dt.datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=dt.UTC), uuid.uuid4()
    fresh = content_digest({"at": moment, "key": key})
    assert fresh == content_digest({"at": "2026-01-02T03:04:05.678Z", "key": str(key)})


def test_bookkeeping_changes_the_content_but_not_the_text() -> None:
    one = {"title": "Water", "live": False, "latest_revision": 1, "path": "00010001", "children": [{"pk": 1, "a": "b"}]}
    two = {"title": "Water", "live": True, "latest_revision": 2, "path": "00010002", "children": [{"pk": 2, "a": "b"}]}
    assert content_digest(one) != content_digest(two)
    assert text_digest(one) == text_digest(two)


def test_the_order_of_keys_in_a_stream_is_no_change_of_text() -> None:
    one = {"body": '[{"type": "text", "value": "x"}]'}
    two = {"body": '[{"value": "x", "type": "text"}]'}
    assert text_digest(one) == text_digest(two)
    assert text_digest(one) != text_digest({"body": '[{"type": "text", "value": "y"}]'})
    assert text_digest({"body": "[not json"}) != text_digest(one)
