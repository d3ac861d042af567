"""Reads a page as strictly as no browser does, and says in words what is wrong with its HTML. Called by the contract.

Pages of the product close what they open, so that whatever is left open or closed twice is a mistake of a template.
"""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
        "nav", "ol", "p", "pre", "section", "table", "ul",
    }
)  # fmt: skip
"""What a paragraph cannot hold: a browser would close the paragraph before it."""
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "option": {"select", "optgroup", "datalist"},
    "figcaption": {"figure"},
    "summary": {"details"},
    "legend": {"fieldset"},
}
NOT_INSIDE_ITSELF = frozenset({"a", "button", "form", "label", "h1", "h2", "h3", "h4"})
LEFT_OVER = ("{{", "{%", "None")
"""What a template prints when it was not finished, or was given nothing."""


@dataclass
class Page(HTMLParser):
    """A page that was read: what is wrong with it, and what the contract looks for in it."""

    source: str
    unresolved: str = ""
    """How a variable is printed that a template did not find."""
    problems: list[str] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    _open: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the page."""
        HTMLParser.__init__(self, convert_charrefs=True)
        self.feed(self.source)
        self.close()
        self.problems += [f"<{tag}> is not closed" for tag in self._open]
        self.problems += [f"the id “{name}” stands {number} times" for name, number in self.ids.items() if number > 1]
        if self.tags["h1"] != 1:
            self.problems.append(f"it has {self.tags['h1']} headings <h1> instead of one")
        if self.unresolved and self.unresolved in self.source:
            place = self.source.index(self.unresolved)
            self.problems.append(f"a variable is not resolved: …{self.source[max(0, place - 80) : place + 80]}…")

    @property
    def words(self) -> str:
        """Return the words of the page, scripts left out."""
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, and what is wrong about where it stands."""
        self.tags[tag] += 1
        self._look_at(tag, attrs)
        if tag in VOID:
            return
        if "svg" not in self._open:
            self._look_around(tag)
        self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that holds nothing."""
        self.tags[tag] += 1
        self._look_at(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element; say so where another one is open."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag in self._open:
            while self._open[-1] != tag:
                self.problems.append(f"<{self._open.pop()}> is not closed before </{tag}>")
            self._open.pop()
        else:
            self.problems.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Note words, and what stands there instead of words."""
        if self._open and self._open[-1] in {"script", "style"}:
            return
        self._words.append(data)
        for sign in LEFT_OVER:
            if data.strip() == sign or (sign != "None" and sign in data):
                self.problems.append(f"“{sign}” is printed in “{data.strip()[:80]}”")

    def _look_at(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _value in attrs)
        self.problems += [f"<{tag}> has two attributes {name}" for name, number in names.items() if number > 1]
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids[values["id"]] += 1
            if not values["id"] or any(letter.isspace() for letter in values["id"]):
                self.problems.append(f"the id “{values['id']}” of <{tag}> is none that an address can name")
        if tag == "img" and "alt" not in values:
            self.problems.append(f"a picture ({values.get('src', '')}) has no words for those who do not see it")
        for name in ("href", "src"):
            if values.get(name) in {"None", "#"} or (name in values and name == "src" and not values[name]):
                self.problems.append(f'<{tag}> has the address {name}="{values[name]}"')
        if tag == "a" and "href" in values:
            self.links.add(values["href"])

    def _look_around(self, tag: str) -> None:
        parent = self._open[-1] if self._open else ""
        if tag in BLOCKS and "p" in self._open:
            self.problems.append(f"<{tag}> stands inside <p>")
        if tag in NOT_INSIDE_ITSELF and tag in self._open:
            self.problems.append(f"<{tag}> stands inside <{tag}>")
        if tag in PARENTS and parent not in PARENTS[tag]:
            self.problems.append(f"<{tag}> stands inside <{parent}> instead of {' or '.join(sorted(PARENTS[tag]))}")
        if parent in {"ul", "ol"} and tag not in {"li", "script", "template"}:
            self.problems.append(f"<{tag}> stands directly inside <{parent}>")
