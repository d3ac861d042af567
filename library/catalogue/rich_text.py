"""Rich text between the approved revision and the outputs: cleaned once by the door, its links resolved by outputs.

In a record an inner link is `<a data-work="…">` and a file link `<a data-file="…">`: never an address, which may
change, nor a title. What leads to nothing public loses its link and keeps its words.
"""

import html as html_module
import re
from collections.abc import Callable, Mapping

import nh3
from wagtail.rich_text.rewriters import LinkRewriter

TAGS = {
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "b",
    "strong",
    "i",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "sup",
    "sub",
    "span",
}
ATTRIBUTES = {"a": {"href", "data-work", "data-file"}, "span": {"lang"}, "p": {"lang"}}
_LINK = re.compile(r'<a(?P<attributes>(?: [a-z-]+="[^"]*")*)>(?P<words>.*?)</a>', re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_BREAKS = re.compile(r"</(?:p|li|h2|h3|h4|blockquote)>|<br>")
_TAGS = re.compile(r"<[^>]+>")

Finder = Callable[[str, str], str | None]


def clean(html: str, *, find: Finder, find_address: Callable[[str], str | None]) -> str:
    """Return rich text as records hold it.

    `find(kind, pk)` gives the work of a page or the hash of a document; `find_address(href)` the work at an address
    of our own, where an author pasted one.
    """
    rewriter = LinkRewriter(
        {
            "page": lambda attributes: _anchor("data-work", find("page", attributes.get("id", ""))),
            "document": lambda attributes: _anchor("data-file", find("document", attributes.get("id", ""))),
        }
    )
    cleaned = nh3.clean(
        rewriter(html), tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )

    def own_address(match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
        work = find_address(html_module.unescape(attributes.get("href", "")))
        return f'<a data-work="{work}">{match["words"]}</a>' if work else match[0]

    return "" if not plain(cleaned) else _LINK.sub(own_address, cleaned)


def render(html: str, *, works: Mapping[str, str], files: Mapping[str, str]) -> str:
    """Return rich text with its links resolved; `works` and `files` give addresses by work and by hash."""

    def resolve(match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match["attributes"]))
        if "href" in attributes:
            return match[0]
        href = works.get(attributes.get("data-work", "")) or files.get(attributes.get("data-file", ""))
        return f'<a href="{html_module.escape(href)}">{match["words"]}</a>' if href else match["words"]

    return _LINK.sub(resolve, html)


def linked_works(html: str) -> set[str]:
    """Return the works that the links of a record's rich text name."""
    return {value for name, value in _ATTRIBUTE.findall(html) if name == "data-work"}


def plain(html: str) -> str:
    """Return the words of a rich text, a line for each paragraph."""
    text = html_module.unescape(_TAGS.sub("", _BREAKS.sub("\n", html)))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _anchor(attribute: str, value: str | None) -> str:
    return f'<a {attribute}="{value}">' if value else "<a>"
