"""Describes the index on the server: its fields, how keys are scored, and the names of indices and aliases.

Only plain field types, so that Elasticsearch and OpenSearch keep the same. The texts are keys that Python made: the
server cuts them at spaces and does nothing else to them. docs: search/README.md, "On a server".
"""

import re
from typing import Any

from search.embedded.schema import VERSION as ANALYSED
from search.ranking import EXACT_SHARE, FIELD_WEIGHTS

VERSION = f"1/{ANALYSED}"
"""Raise the first number with every change of the fields: older indices are then made anew. The second is that of the
embedded engine, which is raised with every change of the analysis or of the document."""

STATE = "~state"
"""Id of the document that holds the cursor; ids of works never begin so, see `word_id`."""

UNIT = min(FIELD_WEIGHTS.values())
"""What one occurrence of a key weighs: keys of weightier fields are repeated."""

PADDED = 2
"""A text of keys is filled up to so many times the length of its version, whatever its weights: see `works.padded`."""

FILLER = "\u00a4"
BREAK = "\u00b6"
"""Stands between two passages, so that no phrase reaches from one into the other."""

MOST_VALUES = 20_000
"""Values of a facet that are counted."""

# The formula of the embedded engine: BM25 with k1 = 1.2 and b = 0.75. How rare a key is stands in the boost, worked
# out over all languages together, since the server knows it of one field alone.
_SATURATED = (
    "double f = doc.freq * {share};"
    " return query.boost * f * 2.2 / (f + 0.3 + 0.9 * doc.length * field.docCount / (double) field.sumTotalTermFreq);"
)

_NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")


def slot_of(lang: str, taken: int = 0) -> str:
    """Return the name of the sub-fields of a version: its language, with a number where a work has it twice."""
    return f"{field_name(lang)}~{taken}" if taken else field_name(lang)


def field_name(name: str) -> str:
    """Return a name as a part of a field's name; one with odd characters is written in digits."""
    return name if _NAME.fullmatch(name) else f"x-{name.encode('utf-8', 'replace').hex()[:200]}"


def word_id(analysis: str, form: str) -> str:
    """Return the id of a spelling's document."""
    return f"~{analysis}~{form}"


def settings(*, is_bulk: bool) -> dict[str, Any]:
    """Return the settings of a new index; nobody looks into one that is being made."""
    return {
        "number_of_shards": 1,
        "number_of_replicas": 0,
        "refresh_interval": "-1" if is_bulk else "1s",
        "max_result_window": 10_000_000,
        "mapping.total_fields.limit": 10_000,
        "similarity": {
            "stems": _scripted(UNIT),
            "spellings": _scripted(UNIT * EXACT_SHARE),
        },
    }


def _scripted(share: float) -> dict[str, Any]:
    return {"type": "scripted", "script": {"source": _SATURATED.format(share=share)}}


_KEYWORD = {"type": "keyword"}
_FETCHED = {"type": "keyword", "index": False}
"""Only read back, by the hits of a page."""
_FOUND = {"type": "keyword", "doc_values": False}
"""Only looked for."""
_KEYS = {"type": "text", "analyzer": "whitespace"}
_OPEN = {"type": "object", "dynamic": True}
_CLOSED = {"type": "object", "enabled": False}

_SUB_FIELDS: dict[str, dict[str, Any]] = {
    # One for each language: what is looked for, sorted by and ranked by in one version of a work.
    "stem": {**_KEYS, "index_options": "freqs", "similarity": "stems", "copy_to": "every"},
    "exact": {**_KEYS, "index_options": "positions", "similarity": "spellings", "copy_to": "every"},
    "title": _FETCHED,
    "rank": _FETCHED,
    "date": {"type": "integer"},
    "sequence": {"type": "long"},
    "changed": {"type": "long"},
    "whole": {"type": "double", "index": False},
    "facet": _KEYWORD,
}

_FIELDS: dict[str, dict[str, Any]] = {
    "state": _CLOSED,
    "work": _KEYWORD,
    "item": {"type": "boolean"},
    "gone": {"type": "boolean"},
    "poisoned": {"type": "boolean"},
    "reason": _CLOSED,
    "ids": _FOUND,
    "slots": _KEYWORD,
    "langs": _KEYWORD,
    "originals": _KEYWORD,
    "stock": _KEYWORD,
    "uses": _FOUND,
    "some_uses": _FOUND,
    "since": {"type": "double"},
    "until": {"type": "double"},
    "named": _KEYWORD,
    "heads": _FETCHED,
    "names": _FETCHED,
    "heard": {**_KEYS, "index_options": "docs", "norms": False},
    "starts": _FOUND,
    "every": {**_KEYS, "index_options": "docs", "norms": False},
    "versions": _CLOSED,
    "analysis": _FOUND,
    "form": _FETCHED,
    "folded": _KEYWORD,
    "key": _FOUND,
    "grams": _FOUND,
    "edges": _FOUND,
    "letters": {"type": "integer"},
}


def mappings() -> dict[str, Any]:
    """Return the fields of the index: strict, but for the languages and facets that come with the documents."""
    templates = [{name: {"path_match": f"{name}.*", "mapping": mapping}} for name, mapping in _SUB_FIELDS.items()]
    return {
        "dynamic": "strict",
        "date_detection": False,
        "dynamic_templates": templates,
        "properties": {**_FIELDS, **dict.fromkeys(_SUB_FIELDS, _OPEN)},
    }
