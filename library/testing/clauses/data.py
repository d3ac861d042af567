"""Clauses about the outputs of data: the API keeps its promises, and an export can be read again."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter, ValidationError

from library import plugin
from library.catalogue.record import Record, Use
from library.testing.ground import API, Ground

_INNER = re.compile(r'href="(work|file):([^"]+)"')


class DataClauses(Ground):
    """Programs get what the API describes, and everything can be taken out and put back in another place."""

    def test_answers_of_the_api_hold_their_schema(self) -> None:
        """Hold list, record, search and changes against the shapes that the OpenAPI document is made from."""
        from api.parameters import Installed
        from api.shapes_by_kind import camel, shapes_for

        # Of this kind alone: the shapes of all that are installed take longer to make than all the rest.
        shapes = shapes_for(Installed(kinds=(self.config,), facets=plugin.facets(), sorts=plugin.sorts()))
        ids = [self.public(item).id for item in (self.made(self.least()), self.full())]
        for key in ids:
            self._hold(shapes.detail, f"records/{key}")
        self._hold(shapes.record_list, f"records?kind={self.kind}")
        self._hold(shapes.changes, "changes", of_this_kind=True)
        self.search("")
        self._hold(shapes.search, f"search?q=&kind={self.kind}")
        known = {one["slug"]: one for one in json.loads(self.ask(f"{API}kinds"))["items"]}
        facets = [facet["name"] for facet in known[self.kind]["facets"]]
        assert facets == [facet.name for facet in self.config.facets], "The API names other facets than the kind has."
        part = f"{camel(self.kind)}RecordPart" if self.config.part_type else None
        assert known[self.kind]["part"] == part, "The API does not name the shape of the kind's own part."

    def _hold(self, shape: Any, path: str, *, of_this_kind: bool = False) -> None:
        answer = self.ask(f"{API}{path}")
        if of_this_kind:
            told = json.loads(answer)
            ours = (self.kind, "page")
            told["changes"] = [one for one in told["changes"] if one.get("record", {}).get("kind", "page") in ours]
            answer = json.dumps(told)
        try:
            TypeAdapter(shape).validate_json(answer, strict=False)
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()[:3])
            raise AssertionError(f"The API at {path} does not answer as the OpenAPI document says: {wrong}.") from error

    def test_an_export_can_be_read_again(self) -> None:
        """Hold that the kind's part is the same after `manage.py export` and back."""
        items = (self.made(self.least()), self.full())
        records = {record.id: record for record in map(self.public, items)}
        files = dict(self.exported())
        lines = [json.loads(line) for line in files["records.jsonl"].decode().splitlines()]
        exported = {line["id"]: line for line in lines if line["id"] in records}
        if not self.permits(Use.OFFLINE_COPY):
            assert not exported, "The export holds items of a kind that may not be copied out of the site."
            return
        assert exported.keys() == records.keys(), "The export does not hold every public item of the kind."
        for key, record in records.items():
            self._hold_part(record, exported[key]["part"])

    def _hold_part(self, record: Record, part: Mapping[str, Any]) -> None:
        declared = self.config.part_type
        if declared is None:
            assert not part, "The export holds a part, but the kind declares no part_type."
            return
        try:
            rebuilt = TypeAdapter(declared).validate_python(part)
        except ValidationError as error:
            raise AssertionError(f"The exported part is no {declared.__name__} any more: {error}.") from error
        again = json.loads(json.dumps(asdict(rebuilt)))
        assert again == part, f"The exported part is another once it was read into a {declared.__name__}."
        differing = sorted(name for name in record.part if _as_kept(again.get(name)) != record.part[name])
        assert not differing, f"After export and import the part differs in {', '.join(differing)}."


def _as_kept(value: Any) -> Any:
    """Return an exported value as a record keeps it: inner links name works and files by their own attributes."""
    if isinstance(value, str):
        return _INNER.sub(r'data-\1="\2"', value)
    if isinstance(value, list):
        return [_as_kept(each) for each in value]
    if isinstance(value, dict):
        kept = {name: _as_kept(each) for name, each in value.items()}
        if kept.get("url") == f"work:{kept.get('work')}":
            kept["url"] = ""
        return kept
    return value
