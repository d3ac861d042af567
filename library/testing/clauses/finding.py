"""Clauses about finding: the kind's facets are declared and count exactly, and its words are found."""

import json
from collections import Counter, defaultdict
from typing import Any
from urllib.parse import quote

from library import plugin
from library.catalogue import selectors
from library.catalogue.models import RecordRow
from library.catalogue.query import Query
from library.catalogue.record import Record
from library.catalogue.rows import record_from
from library.testing.canaries import plant
from library.testing.ground import API, Ground
from library.testing.making import approved, settle
from library.testing.markup import Page
from library.testing.tokens import found_in

LONGEST = 200
"""Characters of a value of a facet."""
AT_ONCE = 20
"""Words of one question."""


class FindingClauses(Ground):
    """Readers narrow lists by the kind's facets, and find its items by the words that stand in them."""

    def test_facets_are_declared(self) -> None:
        """Hold that each facet that an item is given is declared, and that each of the kind's own is used."""
        item = self.full()
        record = self.public(item)
        base = {facet.name for facet in plugin.BASE_FACETS}
        own = {facet.name for facet in self.config.facets}
        assert not own & base, (
            f"The facets {', '.join(sorted(own & base))} belong to the library; call yours otherwise."
        )
        undeclared = sorted(set(record.facets) - base - own)
        assert not undeclared, (
            f"describe gives the facets {', '.join(undeclared)}, which the kind does not declare in `facets`."
        )
        unused = sorted(name for name in own - set(self.may_be_empty) if not record.facets.get(name))
        assert not unused, f"most() gives no value to the facets {', '.join(unused)}."
        for name, values in record.facets.items():
            odd = [value for value in values if not isinstance(value, str) or not 0 < len(value) <= LONGEST]
            assert not odd, (
                f"The facet “{name}” has the value {odd[0]!r}: values are texts of 1 to {LONGEST} characters."
            )

    def test_facets_count_exactly(self) -> None:
        """Hold the counts of list and search, and what each value leaves, against the records themselves."""
        fields = self.most()
        most = self.full(fields)
        key = most.translation_key
        translated = self.full(fields, tag="fr", translation_key=key, original_language="en")
        for item in (self.made(self.least()), most, self.full(fields), translated):
            approved(item)
        settle()
        records = [record_from(row) for row in RecordRow.objects.filter(kind=self.kind)]
        names = [name for name in plugin.facets() if name != "kind"]
        wanted = {name: _counts(records, name) for name in names}
        listed = selectors.browse(Query(filters={"kind": (self.kind,)}), facets=names).facets
        for name in names:
            got = {value.value: value.count for value in listed.get(name, ())}
            assert got == wanted[name], f"The list counts {got} for the facet “{name}”; the records say {wanted[name]}."
        self._hold_search(wanted)
        for facet in self.config.facets:
            for value in wanted[facet.name]:
                self._hold_filter(facet.name, value, records)

    def _hold_search(self, wanted: dict[str, dict[str, int]]) -> None:
        for facet in json.loads(self.search(""))["facets"]:
            if facet["name"] in wanted and not plugin.facets()[facet["name"]].term:
                got = {value["value"]: value["count"] for value in facet["values"] if value["count"]}
                expected = wanted[facet["name"]]
                assert got == expected, f"The search counts {got} for “{facet['name']}”; the records say {expected}."

    def _hold_filter(self, name: str, value: str, records: list[Record]) -> None:
        query = f"&{quote(name)}={quote(value)}"
        works = {record.work for record in records if value in record.facets.get(name, ())}
        answer = json.loads(self.ask(f"{API}records?kind={self.kind}&works=true&lang=en{query}"))
        found = {item["work"] for item in answer["items"]}
        assert found == works, f"The API finds {len(found)} works by {name}={value} instead of {len(works)}."
        page = Page(self.listed("en", query))
        shown = {record.work for record in records if f"/en/{record.path}" in page.links}
        others = shown - works
        assert not others, f"The list shows {len(others)} works by {name}={value} that do not have this value."

    def test_search_finds_it_in_each_language(self) -> None:
        """Hold that each word of title, summary, text and part is found, and the author's own words as well."""
        for tag in self.tags:
            item = self.full(tag=tag)
            plant(item)
            record = self.public(item)
            wanted = self.found_by.get(tag, ())
            for words in (wanted,) if isinstance(wanted, str) else wanted:
                self._find(record, words, tag, "found_by names it")
            for field, text in _searched(record):
                tokens = sorted(found_in(text))
                for start in range(0, len(tokens), AT_ONCE):
                    self._find(record, " ".join(tokens[start : start + AT_ONCE]), tag, f"that stands in its {field}")

    def _find(self, record: Record, words: str, tag: str, why: str) -> None:
        answer = json.loads(self.search(words, tag))
        # A relaxed answer is one for some of the words alone.
        found = set() if answer["relaxed"] else {hit["record"]["work"] for hit in answer["items"]}
        assert record.work in found, f"The search does not find the item in {tag} by “{words}”, although {why}."


def _counts(records: list[Record], name: str) -> dict[str, int]:
    """Count works by the values of a facet, each work once."""
    works: dict[str, set[str]] = defaultdict(set)
    for record in records:
        values: Any = (record.lang,) if name == "language" else record.facets.get(name, ())
        for value in values:
            works[value].add(record.work)
    return dict(Counter({value: len(found) for value, found in works.items()}))


def _searched(record: Record) -> list[tuple[str, str]]:
    texts = [("title", record.title), ("summary", record.summary), ("text", record.text)]
    return texts + [(f"search text “{one.field}”", one.text) for one in record.search]
