"""What every clause of the contract stands on: the kind, items of it, their records, and all outputs.

`KindContract` (`contract.py`) inherits it; authors of kinds fill in what stands at the top.
"""

import itertools
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.fields import StreamField

from library import plugin
from library.catalogue import selectors
from library.catalogue.address import address
from library.catalogue.models import BuildFailure
from library.catalogue.record import Record, Use
from library.catalogue.uses import DEFAULT_USES, YES
from library.testing.making import approved, draft, picture, settle

SYLLABICS = "ᓯᓚᐅᑉ ᐊᓯᔾᔨᖅᐸᓪᓕᐊᓂᖓ ᐊᒻᒪ ᓄᓇᕗᑦ"
API = "/api/v1/"
_numbers = itertools.count(1)


class Ground:
    """The kind under test and the ways to make items of it and to ask the site for them."""

    kind: ClassVar[str]
    """The slug of the kind."""
    found_by: ClassVar[Mapping[str, str | Sequence[str]]] = {}
    """Language -> words by which a reader of it finds the fullest item, beside the words that stand in it."""
    unshown: ClassVar[tuple[str, ...]] = ()
    """Fields of the model that are for editors alone; the contract holds that no output shows them."""
    may_be_empty: ClassVar[tuple[str, ...]] = ()
    """Fields of the part, and facets, that even the fullest item does not fill."""
    lang: str = "en"
    """The language of the item that is being made, for `least` and `most` that differ by language."""

    def least(self) -> dict[str, Any]:
        """Return the fields of the smallest item that an editor may save; title and slug are added."""
        raise NotImplementedError("least() returns the fields of the smallest item, such as {}")

    def most(self) -> dict[str, Any]:
        """Return the fields of the fullest item; asked anew for each item that is made."""
        raise NotImplementedError("most() returns the fields of the fullest item")

    @pytest.fixture(autouse=True)
    def start_up_tree(self, tree: Any) -> None:
        """Begin each test with home and library in the interface languages."""

    @property
    def config(self) -> plugin.KindConfig:
        """Return the registered kind."""
        found = plugin.kind(getattr(self, "kind", ""))
        if found is None:
            known = ", ".join(config.slug for config in plugin.kinds())
            pytest.fail(f"Set `kind` to the slug of an installed kind ({known}).")
        return found

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the interface languages."""
        return tuple(settings.INTERFACE_LANGUAGES)

    def permits(self, use: Use) -> bool:
        """Tell whether the kind lets its items be used so, as long as nobody said otherwise of an item."""
        return {**DEFAULT_USES, **self.config.default_uses}[use] == YES

    def made(self, fields: Mapping[str, Any], *, tag: str = "en", **more: Any) -> Any:
        """Return a draft with these fields."""
        number = next(_numbers)
        values: dict[str, Any] = {
            "title": f"{self.config.label_one} {number}",
            "slug": f"contract-{self.kind}-{number}",
            **fields,
            **more,
        }
        item = draft(self.config.page_model, tag=tag, **values)
        self.hold_editable(item)
        return item

    def full(self, fields: Mapping[str, Any] | None = None, *, tag: str = "en", **more: Any) -> Any:
        """Return a draft as full as `most` says (or `fields`), with all that every item of the library can have."""
        self.lang = tag
        fields = self.most() if fields is None else fields
        own = {field.name for field in self.config.page_model._meta.get_fields()}
        extra: dict[str, Any] = {"summary": "What it is about.", "date": "2024-06-13", "countries": ["MX", "CA"]}
        if "cover" not in fields:
            extra |= {"cover": picture(), "cover_alt": "A picture of one colour."}
        if "body" not in fields:
            extra["body"] = BODY
        return self.made({**{name: value for name, value in extra.items() if name in own}, **fields}, tag=tag, **more)

    def hold_editable(self, item: Any) -> None:
        """Hold what the author gave against the editor's own checks: what cannot be written proves nothing."""
        try:
            item.full_clean()
        except ValidationError as error:
            pytest.fail(f"No editor could save what least() or most() gives: {_words(error)}")
        for field in item._meta.concrete_fields:
            if isinstance(field, StreamField):
                try:
                    field.stream_block.clean(getattr(item, field.name))
                except ValidationError as error:
                    pytest.fail(f"No editor could save “{field.name}” as least() or most() gives it: {_words(error)}")

    def public(self, item: Any) -> Record:
        """Approve an item and return its record, or fail with the reason why it got none."""
        approved(item)
        settle()
        record = self.record(item)
        if record is None:
            reason = BuildFailure.objects.filter(source=f"page:{item.pk}").values_list("reason", flat=True).first()
            pytest.fail(f"The item was approved and is not public: {reason or 'its kind gave no reason'}.")
        return record

    def record(self, item: Any) -> Record | None:
        """Return the record of an item, or nothing where it is not public."""
        return selectors.record(f"{item.translation_key}.{item.locale.language_code}")

    def url(self, item: Any, interface: str = "en") -> str:
        """Return the address of an item's page in an interface language."""
        path = "/".join(item.url_path.split("/")[2:])
        return address(lang=item.locale.language_code, path=path, interface=interface)

    def ask(self, path: str, *, status: int = 200) -> str:
        """Ask the site, hold the status, and return the answer as text."""
        answer = Client().get(path)
        assert answer.status_code == status, (
            f"{path} answers {answer.status_code} instead of {status}: {answer.content[:300].decode(errors='replace')}"
        )
        return answer.content.decode()

    def listed(self, interface: str = "en", query: str = "") -> str:
        """Return the library's list of the kind as a page."""
        return self.ask(f"/{interface}/library/?kind={self.kind}{query}")

    def search(self, words: str, lang: str = "en") -> str:
        """Return what the search of the API finds among the items of the kind, its index brought up to date."""
        from search.services import catch_up

        catch_up()
        return self.ask(f"{API}search?{_query(q=words, lang=lang, kind=self.kind, per_page='100')}")

    def outputs(self, record: Record) -> Iterator[tuple[str, str | bytes]]:
        """Return every output that could show a record, each with the name by which a failure calls it."""
        for tag in self.tags:
            url = address(lang=record.lang, path=record.path, interface=tag)
            yield f"the page {url}", self.ask(url)
            yield f"the list /{tag}/library/?kind={self.kind}", self.listed(tag)
            yield f"the list /{tag}/library/", self.ask(f"/{tag}/library/")
            yield f"the home page /{tag}/", self.ask(f"/{tag}/")
            yield f"the feed /{tag}/feed.atom", self.ask(f"/{tag}/feed.atom")
            yield "the search of the API", self.search("", tag)
            yield f"the search page /{tag}/search/", self.ask(f"/{tag}/search/?{_query(q='', kind=self.kind)}")
        for path in (f"records/{record.id}", f"records?kind={self.kind}", "records", "changes"):
            yield f"the API at {path}", self.ask(f"{API}{path}")
        yield "the sitemap", self.ask("/sitemap.xml")
        for name, content in self.exported():
            yield f"the export ({name})", content

    def exported(self) -> Iterator[tuple[str, bytes]]:
        """Return the files of words that `manage.py export` writes."""
        with tempfile.TemporaryDirectory() as name:
            call_command("export", str(Path(name) / "copy"), verbosity=0, stdout=_Nowhere())
            for path in sorted(Path(name).rglob("*.json*")):
                yield path.name, path.read_bytes()


BODY = [
    {"type": "heading", "value": {"text": "A section", "level": "2"}},
    {"type": "text", "value": "<p>A text that every item can have.</p>"},
    {"type": "quote", "value": {"text": "It rained.", "person": "", "role": "A member", "language": "zap"}},
]


class _Nowhere:
    """Takes what a command says."""

    write = flush = staticmethod(partial(lambda *_args: None))


def _query(**parameters: str) -> str:
    from django.utils.http import urlencode

    return urlencode(parameters)


def _words(error: ValidationError) -> str:
    found = getattr(error, "block_errors", None) or error
    return str(found)
