"""Reads HTML, Mallard and DocBook as a title and sections; called by `works`."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from corpus.text import blocks, listed, squeeze


class Section(NamedTuple):
    """A part of a text under one heading."""

    heading: str
    anchor: str
    text: str


_SKIPPED = listed(
    """
    script style nav header footer head svg button select form remark screenshot math bookinfo articleinfo info
    authorgroup legalnotice revhistory media desc credit license imagedata indexterm keywordset
    """
)
_EMPTY = listed("area base br col embed hr img input link meta param source track wbr include xi:include xref")
_AROUND = re.compile(
    r"\b(nav\w*|toc|tocdiv|header|footer|sphinxsidebar\w*|related|toplang|bottomlang|breadcrumbs?|menu\w*|langs?|bottom|"
    r"up|top)\b"
)
"""Classes of what stands around an article."""
_AROUND_IDS = re.compile(r"^(path|page-footer|preamble-nav|quickview|topnav)$")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_BLOCKS = listed(
    """
    p para div li td th tr dt dd pre br blockquote title section simpara listitem item note table h5 h6 text entry term
    screen programlisting
    """
)
_SECTIONS = listed("section sect1 sect2 sect3 sect4 chapter appendix preface refsect1 article book part glossary page")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][\w.-]*);")

Attributes = dict[str, str | None]


class _Document(HTMLParser):
    """Collects the sections of one file."""

    def __init__(self, *, is_xml: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.is_xml = is_xml
        self.title = ""
        self.sections: list[Section] = []
        self._open: list[tuple[str, bool]] = []
        self._skipped = 0
        self._text: list[str] = []
        self._heading_text = ""
        self._heading: list[str] | None = None
        """The pieces of a heading, while one is open."""
        self._anchor: str | None = None
        self._pending: str | None = None
        """The anchor of what was opened and has had no heading yet."""
        self._in_html_title = False

    def cut(self, anchor: str | None = None) -> None:
        """End a section, and begin the next one under this anchor."""
        self.sections.append(Section(self._heading_text, self._anchor or "", "".join(self._text)))
        self._text, self._heading_text, self._anchor = [], "", anchor

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if not self.is_xml and tag == "title":
            self._in_html_title = True
            return
        is_around = tag in _SKIPPED or self._is_around(tag, attributes)
        if tag in _EMPTY and not (self.is_xml and tag == "link"):
            if tag in ("br", "hr"):
                self._text.append("\n")
            return
        self._open.append((tag, is_around))
        self._skipped += is_around
        if self._skipped:
            return
        if self.is_xml:
            self._begin_in_xml(tag, attributes)
        else:
            self._begin_in_html(tag, attributes)
        if tag in _BLOCKS:
            self._text.append("\n")

    def _is_around(self, tag: str, attributes: Attributes) -> bool:
        if tag not in ("div", "ul", "table", "p", "span"):
            return False
        if _AROUND.search(attributes.get("class") or ""):
            return True
        return not self.is_xml and bool(_AROUND_IDS.match(attributes.get("id") or ""))

    def _begin_in_xml(self, tag: str, attributes: Attributes) -> None:
        if tag in _SECTIONS:
            self._pending = attributes.get("id") or attributes.get("xml:id") or ""
        elif tag == "title" and self._pending is not None:
            self.cut(self._pending)
            self._pending, self._heading = None, []

    def _begin_in_html(self, tag: str, attributes: Attributes) -> None:
        named = attributes.get("id")
        if tag in _HEADINGS:
            self.cut(named or self._pending or "")
            self._pending, self._heading = None, []
        elif tag == "a" and self._heading is not None and (named or attributes.get("name")) and not self._anchor:
            self._anchor = named or attributes.get("name")
        elif tag in ("div", "section") and named:
            self._pending = named

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr"):
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self._in_html_title:
            self._in_html_title = False
            return
        if all(tag != name for name, _ in self._open):
            return
        while self._open:
            name, was_around = self._open.pop()
            self._skipped -= was_around
            if name == tag:
                break
        if self._heading is not None and (tag in _HEADINGS or (self.is_xml and tag == "title")):
            self._heading_text, self._heading = squeeze(" ".join(self._heading)), None
        if tag in _BLOCKS:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_html_title:
            self.title += data
        elif self._skipped:
            return
        elif self._heading is not None:
            self._heading.append(data)
        else:
            self._text.append(data)


def read(text: str, *, is_xml: bool) -> tuple[str, list[Section]]:
    """Return the title and the sections of a file."""
    text = _article(text)
    if is_xml:
        text = _COMMENT.sub(" ", _DOCTYPE.sub("", text, count=1))
        text = _ENTITY.sub(lambda match: match[1].replace("-", " "), text)
    document = _Document(is_xml=is_xml)
    try:
        document.feed(text)
        document.close()
    except (AssertionError, ValueError):
        # Some files break off inside a declaration: what was read until then stands.
        pass
    document.cut()
    sections = [Section(squeeze(one.heading), one.anchor, blocks(one.text)) for one in document.sections]
    sections = [one for one in sections if one.heading or one.text]
    title = next((one.heading for one in sections if one.heading), "") or squeeze(document.title)
    return title, sections


def _article(text: str) -> str:
    """Return the article alone where LibreOffice's help has put much around it."""
    if "DisplayArea" not in text:
        return text
    text = text[text.index("DisplayArea") :]
    text = text[text.index(">") + 1 :]
    return re.split(r'<div id="DonationFrame"|<footer', text)[0]
