"""Clauses about the kind's templates, and about what its page and its lists cost."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.template import engines
from django.test.utils import CaptureQueriesContext

from library.testing.ground import API, SYLLABICS, Ground
from library.testing.making import approved, settle
from library.testing.markup import Page

UNRESOLVED = "⟦not in the context: "
MANY = 10


class PageClauses(Ground):
    """The templates print every item in every language of the interface, and ask no more for ten than for one."""

    def test_the_templates_print_the_least(self) -> None:
        """Hold the page and the card of the smallest item against the rules of HTML."""
        self._hold_pages(self.made(self.least()), "least()")

    def test_the_templates_print_the_most(self) -> None:
        """Hold the page and the card of the fullest item against the rules of HTML."""
        self._hold_pages(self.full(), "most()")

    def test_the_templates_print_a_title_in_syllabics(self) -> None:
        """Hold that a title in another script, with signs that mean something in HTML, is printed as it is."""
        title = f'{SYLLABICS} <em> & "ᓄᓇ"'
        item = self.full(title=title)
        for name, page in self._hold_pages(item, "a title in syllabics"):
            assert title in page.words, f"{name} does not print the title {title} as it was written."

    def _hold_pages(self, item: Any, what: str) -> list[tuple[str, Page]]:
        record = self.public(item)
        found = []
        with showing_what_is_unresolved():
            for tag in self.tags:
                url = self.url(item, tag)
                addresses = (url, f"/{tag}/library/?kind={self.kind}", f"/{tag}/library/")
                for address in addresses:
                    page = Page(self.ask(address), unresolved=UNRESOLVED)
                    assert not page.problems, (
                        f"With {what}, {address} is not sound HTML: {'; '.join(page.problems[:5])}."
                    )
                    shown = address == url or url in page.links
                    assert shown, f"With {what}, {address} has no link to the item ({url})."
                    assert record.title in page.words, f"With {what}, {address} does not print the item's title."
                    found.append((address, page))
        return found

    def test_ten_items_cost_as_many_queries_as_one(self) -> None:
        """Hold the number of queries of page, lists and API with one item of the kind against that with ten."""
        first = self.full()
        record = self.public(first)
        ways: dict[str, Callable[[], Any]] = {
            "page": lambda: self.ask(self.url(first)),
            "list of the kind": self.listed,
            "list of the library": lambda: self.ask("/en/library/"),
            "record in the API": lambda: self.ask(f"{API}records/{record.id}"),
            "list of the API": lambda: self.ask(f"{API}records?kind={self.kind}"),
            "search": lambda: self.ask(f"{API}search?q=&kind={self.kind}"),
        }
        self._queries(ways)
        # Approved anew, so that no answer is kept from the first round, in which caches were filled.
        self.public(type(first).objects.get(pk=first.pk))
        one = self._queries(ways)
        fields = self.most()
        for _number in range(MANY - 1):
            approved(self.full(fields))
        settle()
        ten = self._queries(ways)
        for name in ways:
            assert len(ten[name]) <= len(one[name]), (
                f"The {name} takes {len(one[name])} queries with one item and {len(ten[name])} with {MANY}; "
                f"new are: {_news(one[name], ten[name])}"
            )

    def _queries(self, ways: Mapping[str, Callable[[], Any]]) -> dict[str, list[str]]:
        self.search("")
        found = {}
        for name, way in ways.items():
            with CaptureQueriesContext(connection) as asked:
                way()
            found[name] = [query["sql"] for query in asked.captured_queries]
        return found


class _Unresolved(str):
    """What a template prints for a variable that it was not given; to conditions it is nothing, as ever."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


class _Mark(str):
    """What Django asks for that text, by the name of the variable."""

    __slots__ = ()

    def __mod__(self, name: Any) -> str:
        return _Unresolved(f"{UNRESOLVED}{name}⟧")


@contextmanager
def showing_what_is_unresolved() -> Iterator[None]:
    """Have templates print a mark in the place of a variable that they were not given."""
    backend: Any = engines["django"]
    engine = backend.engine
    before = engine.string_if_invalid
    engine.string_if_invalid = _Mark("%s")
    try:
        yield
    finally:
        engine.string_if_invalid = before


def _news(one: list[str], ten: list[str]) -> str:
    seen = {query.partition("WHERE")[0] for query in one}
    more = [query for query in ten if query.partition("WHERE")[0] not in seen] or ten[len(one) :]
    return more[0][:300] if more else "none"
