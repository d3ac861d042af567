"""Makes of the versions of a work the one document that the server keeps; called by `writing` and `apart`.

What is true of all versions stands at the work, where it can be counted; texts, dates and titles stand in sub-fields
of their version. `versions` holds the rest of each, which comes back when one version changes and the others stay.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from search.analysis.analyser import analysis_of, said_keys
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.document import FIELDS, Document
from search.elastic.schema import BREAK, FILLER, PADDED, UNIT, field_name, slot_of
from search.ranking import FIELD_WEIGHTS
from search.vocabulary import Spelling

Json = dict[str, Any]

_REPEATS = {field: round(weight / UNIT) for field, weight in FIELD_WEIGHTS.items()}
_LONGEST_NAME = 1_000
"""Characters of a name that can be suggested: a longer one is none that anybody types."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a work as the server keeps it."""

    head: Json
    """Everything but the texts."""
    stem: str
    exact: str


def version_of(document: Document) -> tuple[Version, set[Spelling]]:
    """Return a document as a version, and the words that stand in it."""
    stem, exact, spellings = _keys(document)
    head = {
        "id": document.id,
        "lang": document.lang,
        "original": document.is_original,
        "term": document.is_term,
        "kind": document.kind,
        "sequence": document.sequence,
        "digest": document.digest,
        "title": document.title_key.hex(),
        "date": document.date,
        "changed": document.changed,
        "rank": document.rank,
        "whole": document.completeness,
        "uses": list(document.uses),
        "since": _moment(document.visible_from),
        "until": _moment(document.visible_until),
        "facets": {name: list(values) for name, values in document.facets.items() if values},
        "named": list(document.named),
        "names": [[name.kind, name.text] for name in document.names if len(name.text) <= _LONGEST_NAME],
    }
    return Version(head, stem, exact), spellings


def versions_in(source: Json) -> dict[str, Version]:
    """Return the versions that a document on the server holds, by id."""
    stems, exacts = source.get("stem", {}), source.get("exact", {})
    return {
        head["id"]: Version(head, stems.get(head["slot"], ""), exacts.get(head["slot"], ""))
        for head in source.get("versions", ())
    }


def source_of(work: str, versions: Iterable[Version]) -> Json:
    """Return the document of a work; without a version it is a stone that keeps what comes too late from rising."""
    slotted = _slotted(sorted(versions, key=lambda one: (one.head["lang"], one.head["id"])))
    if not slotted:
        return {"work": work, "gone": True}
    heads = [one.head for one in slotted]
    source: Json = {
        "work": work,
        "item": not heads[0]["term"],
        "ids": [head["id"] for head in heads],
        "slots": [head["slot"] for head in heads],
        "langs": sorted({head["lang"] for head in heads}),
        "originals": sorted({head["lang"] for head in heads if head["original"]}),
        "stock": [stock_of(head["kind"], head["lang"]) for head in heads],
        "uses": sorted(set.intersection(*(set(head["uses"]) for head in heads))),
        "some_uses": sorted({use for head in heads for use in head["uses"]}),
        "named": sorted({named for head in heads for named in head["named"]}),
        "heads": [json.dumps(_short(head)) for head in heads],
        "names": [json.dumps([head["id"], *name]) for head in heads for name in head["names"]],
        "facet": _facets(heads),
        "versions": heads,
        "stem": {one.head["slot"]: one.stem for one in slotted},
        "exact": {one.head["slot"]: one.exact for one in slotted},
    }
    source["starts"] = [" ".join(heard_of(name[1])) for head in heads for name in head["names"]]
    source["heard"] = f" {BREAK} ".join(source["starts"])
    return source | _sub_fields(heads) | _limits(heads)


def heard_of(name: str) -> list[str]:
    """Return the words of a name as suggestions compare them."""
    return [fold(form) for form in forms(name, "und")]


def stock_of(kind: str, lang: str) -> str:
    """Return kind and language as one value, which `index status` counts."""
    return f"{kind}|{lang}"


def _slotted(versions: Iterable[Version]) -> list[Version]:
    """Give each version its sub-fields."""
    taken: dict[str, int] = {}
    found = []
    for one in versions:
        lang = one.head["lang"]
        slot = slot_of(lang, taken.get(lang, 0))
        taken[lang] = taken.get(lang, 0) + 1
        found.append(Version({**one.head, "slot": slot}, one.stem, one.exact))
    return found


def _short(head: Json) -> Json:
    """Return of a version what the hits of a page have to know."""
    return {key: head[key] for key in ("id", "lang", "slot", "original", "kind", "uses", "since", "until")}


def _facets(heads: Iterable[Json]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for head in heads:
        for name, values in head["facets"].items():
            found.setdefault(field_name(name), set()).update(values)
    return {name: sorted(values) for name, values in found.items()}


def _sub_fields(heads: Iterable[Json]) -> Json:
    """Return what a version is sorted and ranked by; what it does not have stays away."""
    found: Json = {name: {} for name in ("title", "rank", "date", "sequence", "changed", "whole")}
    for head in heads:
        for name, values in found.items():
            if head[name]:
                values[head["slot"]] = head[name]
    return found


def _limits(heads: Iterable[Json]) -> Json:
    """Return the time in which all versions are in force; no bound where there is none."""
    heads = list(heads)
    since = [head["since"] for head in heads if head["since"] is not None]
    until = [head["until"] for head in heads if head["until"] is not None]
    return {**({"since": max(since)} if since else {}), **({"until": min(until)} if until else {})}


def _moment(moment: float) -> float | None:
    return moment if math.isfinite(moment) else None


def _keys(document: Document) -> tuple[str, str, set[Spelling]]:
    """Return the texts of stems and of spellings, with weightier passages repeated, and the words."""
    stems: list[str] = []
    exacts: list[str] = []
    spellings: set[Spelling] = set()
    length = 0
    fields: set[str] = set()
    for passage in sorted(document.passages, key=lambda one: FIELDS.index(one.field)):
        analysis = analysis_of(passage.lang)
        words = forms(passage.text, analysis)
        keys = said_keys(words, analysis)
        said = list(filter(None, keys))
        exact = [f"x{word}" for word in words]
        # As long as the embedded engine takes it to be: both columns, and a sign between two passages of a field.
        length += len(said) + len(words) + 2 * (passage.field in fields)
        fields.add(passage.field)
        stems += said * _REPEATS[passage.field]
        exacts += [*exact, BREAK] * _REPEATS[passage.field]
        spellings |= {
            Spelling(analysis, form, fold(form), key)
            for form, key in dict(zip(words, keys, strict=True)).items()
            if key
        }
    return padded(stems, length), padded(exacts, length), spellings


def padded(keys: list[str], length: int) -> str:
    """Return keys as a text of twice a version's length: the server then knows how long the version is.

    A server tells the formula how many words a field has, and here words are repeated by their weight.
    """
    return " ".join([*keys, *[FILLER] * max(0, PADDED * length - len(keys))])
