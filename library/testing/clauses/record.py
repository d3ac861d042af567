"""Clauses about the record: its part has the declared types, nothing is left out, and nothing else gets out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from pydantic import TypeAdapter, ValidationError

from library.approval.models import Approval
from library.catalogue.content import Content
from library.catalogue.describe import own_addresses, resolve
from library.catalogue.targets import is_file, targets
from library.models import ResourcePage
from library.plugin import Description
from library.testing.canaries import MARKUP, Canary, plant
from library.testing.ground import Ground
from library.testing.markup import Page
from library.testing.tokens import found_in


class RecordClauses(Ground):
    """What `describe` returns is all that the public side will ever know of an item."""

    def test_the_part_has_its_declared_types(self) -> None:
        """Hold each value of the part against its annotation, and the part against its JSON."""
        for name, item in (("least", self.made(self.least())), ("most", self.full())):
            self.public(item)
            part = self.description(item).part
            declared = self.config.part_type
            if declared is None:
                assert part is None, "describe returns a part, but the kind declares no part_type."
                continue
            assert is_dataclass(declared), f"part_type ({declared.__name__}) is no dataclass."
            assert isinstance(part, declared), (
                f"With {name}(), describe returns {type(part).__name__} as its part instead of {declared.__name__}."
            )
            self._hold_types(part, name)

    def _hold_types(self, part: Any, name: str) -> None:
        shown = type(part).__name__
        try:
            text = json.dumps(asdict(part))
        except TypeError as error:
            raise AssertionError(f"With {name}(), {shown} cannot be written as JSON: {error}.") from error
        try:
            rebuilt = TypeAdapter(type(part)).validate_json(text, strict=True)
        except ValidationError as error:
            wrong = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            raise AssertionError(
                f"With {name}(), values of {shown} are not of their declared types: {wrong}."
            ) from error
        differing = [field.name for field in fields(part) if getattr(part, field.name) != getattr(rebuilt, field.name)]
        assert not differing, (
            f"With {name}(), {shown} is another after a way through JSON, in {', '.join(differing)}: "
            f"write lists as tuples, and dates as text."
        )

    def test_describe_depends_on_the_content_alone(self) -> None:
        """Hold that `describe` asks the database nothing and says the same in each language of the interface."""
        item = self.full()
        self.public(item)
        found = []
        for tag in self.tags:
            with override(tag), CaptureQueriesContext(connection) as asked:
                found.append(self.description(item, count=asked))
        assert all(one == found[0] for one in found), (
            "describe returns something else when the interface is in another language: labels belong into templates."
        )

    def test_the_record_is_complete(self) -> None:
        """Hold that the record has each file and work that the content names, and each part of the kind filled."""
        item = self.full()
        record = self.public(item)
        data = _approved(item)
        shown = {name: value for name, value in data.items() if name not in self.unshown}
        wanted = targets(type(item), shown)
        frozen = self._files(item)
        hashes = {media.hash for media in record.media}
        missing = sorted(one for one in wanted if is_file(one) and frozen[one]["hash"] not in hashes)
        assert not missing, (
            f"The record does not name files of the content: {', '.join(missing)}. Read them by content.media()."
        )
        works, named = resolve(wanted), {reference.work for reference in record.references}
        missing = sorted(one for one, work in works.items() if work not in named)
        assert not missing, (
            f"The record does not name works of the content: {', '.join(missing)}. Read them by content.work()."
        )
        empty = [
            name for name, value in record.part.items() if value in ("", None, [], {}) and name not in self.may_be_empty
        ]
        assert not empty, (
            f"most() leaves {', '.join(empty)} of the part empty, so that nothing is known of it; fill it, "
            f"or name it in may_be_empty."
        )

    def test_nothing_is_shown_that_describe_did_not_give(self) -> None:
        """Hold each text of the content, each marked by a word of its own, against each output."""
        item = self.full()
        canaries = plant(item)
        record = self.public(item)
        where = {canary.token: canary for canary in canaries}
        given = found_in(asdict(record))
        self._hold_described(canaries, given)
        for name, answer in self.outputs(record):
            for token in sorted(found_in(answer) - given):
                place = where[token].where if token in where else "another item"
                raise AssertionError(f"{name[0].upper()}{name[1:]} shows {place}, which describe did not give.")
            if isinstance(answer, str) and answer.lstrip()[:14].lower() == "<!doctype html":
                assert not Page(answer).tags[MARKUP], f"{name} prints words of the content as markup; never use |safe."

    def _hold_described(self, canaries: Iterable[Canary], given: set[str]) -> None:
        core = {field.name for field in ResourcePage._meta.get_fields()}
        own = [one for one in canaries if one.field not in core and one.expected]
        lost = sorted({one.where for one in own if one.token not in given and one.field not in self.unshown})
        assert not lost, (
            f"What an editor writes into {', '.join(lost)} is not in the record; describe it, "
            f"or name it in unshown where it is for editors alone."
        )
        shown = sorted({one.field for one in canaries if one.token in given and one.field in self.unshown})
        assert not shown, f"{', '.join(shown)} is named in unshown, but describe gives it to the record."

    def description(self, item: Any, count: CaptureQueriesContext | None = None) -> Description:
        """Return what the kind says of an approved item; where queries are counted, hold that it asked none."""
        data = _approved(item)
        works = resolve({*targets(type(item), data), *own_addresses(data)})
        lang = item.locale.language_code
        content = Content(type(item), data, lang=lang, files=self._files(item), works=works)
        before = len(count) if count is not None else 0
        found = self.config.describe(content)
        if count is not None:
            asked = [query["sql"][:200] for query in count.captured_queries[before:]]
            assert not asked, f"describe asked the database: {asked[0]}"
        assert isinstance(found, Description), f"describe returned {type(found).__name__}, not a Description."
        return found

    def _files(self, item: Any) -> Mapping[str, Any]:
        return Approval.objects.of(item).in_force().get().files


def _approved(item: Any) -> dict[str, Any]:
    """Return the content that was approved of an item."""
    return Approval.objects.of(item).in_force().get().revision.content
