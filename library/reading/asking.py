"""Reads a reader's request for a list out of an address, and writes such addresses; called by library list and search.

A name or value that is not known is refused with words, never silently left out: the reader would take the answer
for one to the whole question.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.http import urlencode

from library.catalogue.query import Query
from library.languages import canonical_tag
from library.plugin import Facet, facets, sorts

PER_PAGE = 20
MOST_PAGES = 10_000
MOST_WORDS = 300
"""Characters of a search: more is no question a person writes by hand."""
EXACTLY = "exactly"
"""`exactly=1` asks for the words as they stand, where the search would take one of them for mistyped."""
ONCE = ("q", EXACTLY, "sort", "page")
"""What a list can be asked besides its facets; each has one value."""
PASSED_BY = re.compile(r"utm_[a-z_]{1,30}|(?:fb|g|d|tw|y|ms)cl(?:id|kid)|mc_[ce]id|[wg]braid|igshid")
"""Names that senders of links add to count their clicks: the reader did not ask them, and they ask nothing of us."""
Terms = Callable[[str, Iterable[str]], Mapping[str, str]]
"""Gives the works of terms of a kind by what an address calls them; those that are not known are missing."""


class UnknownValueError(ValueError):
    """An address asks for something that is not known here: `name` is the parameter, `value` what stood in it."""

    def __init__(self, name: str, value: str, reason: str = "unknown", known: Iterable[str] = ()) -> None:
        super().__init__(f"{name}={value}: {reason}")
        self.name = name[:80]
        self.value = value[:80]
        self.reason = reason
        self.known = ", ".join(known)


class NoSuchPageError(ValueError):
    """A number that no page of a list has, such as -1 or a thousand million."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a list as it stood in the address, read and checked."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet name -> values as addresses write them (slugs for terms)."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same as the catalogue knows them (works for terms)."""
    sort: str = ""
    page: int = 1
    path: str = ""
    """Where the list stands, so that addresses can be written from it."""
    verbatim: bool = False
    """Whether the words are to be taken as they stand."""

    def query(self, lang: str, per_page: int = PER_PAGE) -> Query:
        """Return what the catalogue and the search engine are asked."""
        return Query(
            lang=lang,
            words=self.words,
            filters=self.filters,
            sort=self.sort,
            offset=(self.page - 1) * per_page,
            limit=per_page,
            verbatim=self.verbatim,
        )

    def address(self, *, without: tuple[str, str] | None = None, sort: str | None = None, page: int = 1) -> str:
        """Write an address: this request, less one value, in another order or on another page."""
        pairs = [("q", self.words)] if self.words else []
        if self.words and self.verbatim:
            pairs.append((EXACTLY, "1"))
        pairs += [(name, value) for name, values in self.chosen.items() for value in values if (name, value) != without]
        order = self.sort if sort is None else sort
        if order:
            pairs.append(("sort", order))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def newest(self, lang: str, most: int) -> Query:
        """Return what a feed of this asks: what was published or changed last."""
        return replace(self.query(lang, most), sort="changed", offset=0)

    def cleared(self) -> str:
        """Write an address without any of the chosen values."""
        return replace(self, chosen={}, filters={}).address()

    def exactly(self) -> str:
        """Write the address that asks for the words as they stand."""
        return replace(self, verbatim=True).address()

    def read_in(self, lang: str) -> str:
        """Write the address that asks the same of what can be read in a language."""
        return replace(self, chosen={**self.chosen, "language": (lang,)}).address()

    def feed(self) -> str:
        """Write the address of the feed of this search: what of it was published or changed last."""
        return replace(self, path=f"{self.path}feed/").address(sort="")

    @property
    def only_kind(self) -> str:
        """Return the kind where exactly one is chosen."""
        kinds = self.chosen.get("kind", ())
        return kinds[0] if len(kinds) == 1 else ""


def only(params: QueryDict, *known: str, once: Iterable[str] = ()) -> None:
    """Refuse a name that a page does not know, and a second value where it would have to choose one of two."""
    for name, values in params.lists():
        if name not in known and not PASSED_BY.fullmatch(name):
            raise UnknownValueError(name, "", reason="name", known=known)
        if name in once and len(values) > 1:
            raise UnknownValueError(name, "", reason="repeated")


def without(params: QueryDict, *names: str) -> None:
    """Refuse names that a list knows and a page of another form does not."""
    for name in names:
        if name in params:
            raise UnknownValueError(
                name, "", reason="name", known=(*(one for one in ONCE if one not in names), *facets())
            )


def read(params: QueryDict, path: str, terms: Terms) -> Asked:
    """Read and check the parameters of a list; a mistyped filter is refused, for it would find everything."""
    only(params, *ONCE, *facets(), once=ONCE)
    chosen: dict[str, tuple[str, ...]] = {}
    filters: dict[str, tuple[str, ...]] = {}
    for name, facet in facets().items():
        values = tuple(dict.fromkeys(value for value in params.getlist(name) if value))
        if values:
            chosen[name], filters[name] = _checked(facet, values, terms)
    sort = params.get("sort", "")
    if sort and sort not in sorts():
        raise UnknownValueError("sort", sort)
    exactly = params.get(EXACTLY, "")
    if exactly not in ("", "1"):
        raise UnknownValueError(EXACTLY, exactly, known=("1",))
    return Asked(
        words=read_words(params.get("q", "")),
        chosen=chosen,
        filters=filters,
        sort=sort,
        page=read_page(params.get("page", "")),
        path=path,
        verbatim=bool(exactly),
    )


def _checked(facet: Facet, values: tuple[str, ...], terms: Terms) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for value in values:
        if "\0" in value:
            raise UnknownValueError(facet.name, value)
    if facet.term:
        works = terms(facet.term, values)
        for value in values:
            if value not in works:
                raise UnknownValueError(facet.name, value)
        return values, tuple(works[value] for value in values)
    check = _CHECKS.get(facet.name)
    checked = []
    for value in values:
        known = check(value) if check else _label_says_known(facet, value)
        if known is None:
            raise UnknownValueError(facet.name, value)
        checked.append(known)
    return tuple(checked), tuple(checked)


def _year(value: str) -> str | None:
    return value if re.fullmatch(r"[12]\d{3}", value) else None


def _label_says_known(facet: Facet, value: str) -> str | None:
    """Take a value for known where its facet has a name for it; facets without names know any value."""
    if facet.value_label is Facet.__dataclass_fields__["value_label"].default:
        return value
    return None if str(facet.value_label(value)) == value else value


_CHECKS: dict[str, Callable[[str], str | None]] = {"language": canonical_tag, "year": _year}


def read_words(value: str) -> str:
    """Read the words of a search; refuse more than a person types."""
    words = " ".join(value.replace("\0", " ").split())
    if len(words) > MOST_WORDS:
        raise UnknownValueError("q", words, reason="long")
    return words


def read_page(value: str) -> int:
    """Read the number of a page; refuse what is none."""
    if not value:
        return 1
    if not re.fullmatch(r"[0-9]{1,6}", value) or not 1 <= int(value) <= MOST_PAGES:
        raise NoSuchPageError
    return int(value)
