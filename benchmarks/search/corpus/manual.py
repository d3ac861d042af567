"""Reads manual pages as a title and sections; called by `works`."""

import re

from corpus.markup import Section
from corpus.text import listed, squeeze

_ESCAPES = {
    "\\-": "-", "\\e": "\\", "\\&": "", "\\|": "", "\\^": "", "\\~": " ", "\\ ": " ", "\\/": "", "\\,": "", "\\:": "",
    "\\%": "", "\\c": "", "\\'": "'", "\\`": "`", "\\\\": "\\", "\\.": ".",
}  # fmt: skip
_CHARACTERS = {
    "aq": "'", "cq": "'", "oq": "'", "lq": '"', "rq": '"', "dq": '"', "em": "—", "en": "–", "hy": "-", "bu": "•",
    "Fo": "«", "Fc": "»", "ti": "~", "ha": "^", "rs": "\\", "'e": "é", "`e": "è", "^e": "ê", "`a": "à", ":i": "ï",
    ",c": "ç", "co": "©", "mu": "×", "ga": "`", "at": "@", "sh": "#", "Eu": "€",
}  # fmt: skip
_LAYOUT = re.compile(
    r"\\f(\(..|\[[^\]]*\]|.)|\\s[-+]?\d+|\\s[-+]?\([\d]{2}|\\[mMF]\[[^\]]*\]|\\\*(\(..|\[[^\]]*\]|.)|"
    r"\\[hvwd]'[^']*'|\\n(\(..|\[[^\]]*\]|.)|\\[zk]."
)
_SAYING_NOTHING = listed("TH Dd Dt Os de ds if ie el nr ad hy nh ft ll in ti tr UE ME ne sp ta TS TE mk so")
_BREAKS = listed("PP P LP TP br RS RE nf fi EX EE Pp TQ HP PD")
_HEADINGS = frozenset(("SH", "SS", "Sh", "Ss"))
_JOINING = frozenset(("BR", "RB", "BI", "IB", "IR", "RI"))
_LONGEST_TITLE = 200


def read(text: str) -> tuple[str, list[Section]]:
    """Return the title and the sections of a page; nothing where it only points to another one."""
    sections: list[Section] = []
    heading, pieces = "", list[str]()
    for line in text.splitlines():
        macro, argument = _macro(line)
        if macro is None:
            # An empty line is no paragraph here: that takes a macro.
            if line[:1] not in ("", ".", "'"):
                pieces.append(_plain(line))
        elif macro == "so" and not sections and not pieces:
            return "", []
        elif macro in _HEADINGS:
            sections.append(Section(heading, "", "\n".join(pieces)))
            heading, pieces = _plain(argument).strip().strip('"'), []
        else:
            pieces += _said(macro, _plain(argument))
    sections.append(Section(heading, "", "\n".join(pieces)))
    found = [_tidied(section) for section in sections]
    found = [section for section in found if section.heading or section.text]
    named = (one.text.split("\n")[0] for one in found if re.match(r"(name|nom|nombre)\b", one.heading, re.IGNORECASE))
    return next(named, "")[:_LONGEST_TITLE], found


def _macro(line: str) -> tuple[str | None, str]:
    match = re.match(r"[.']\s*(\S+)\s*(.*)", line) if line[:1] in (".", "'") else None
    return (match[1], match[2]) if match else (None, "")


def _said(macro: str, argument: str) -> list[str]:
    """Return what a macro adds to the text."""
    if macro.startswith('\\"') or macro in _SAYING_NOTHING:
        return []
    if macro in _BREAKS:
        return ["\n"]
    if not argument:
        return []
    words = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', argument)]
    if macro in _JOINING:
        return ["".join(words)]
    if macro[0].isupper() and macro[1:].islower():
        # Macros of the other dialect stand among the words as well: two letters, the first a capital.
        words = [word for word in words if not _is_macro(word)]
    return [" ".join(words)]


def _is_macro(word: str) -> bool:
    return len(word) == len("Nm") and word[0].isupper() and word[1].islower()


def _tidied(section: Section) -> Section:
    paragraphs = re.sub(r"\n\s*\n+", "\0", section.text).split("\0")
    heading = section.heading.capitalize() if section.heading.isupper() else section.heading
    return Section(heading, "", "\n".join(filter(None, map(squeeze, paragraphs))))


def _plain(text: str) -> str:
    """Return a text of a manual page without what is for the printer."""
    text = re.sub(r'\\".*', "", text)
    text = re.sub(r"\\\[u([0-9A-Fa-f]{4,5})\]", lambda match: chr(int(match[1], 16)), text)
    text = re.sub(r"\\\((..)", lambda match: _CHARACTERS.get(match[1], ""), text)
    text = re.sub(r"\\\[(\w\w)\]", lambda match: _CHARACTERS.get(match[1], ""), text)
    text = _LAYOUT.sub("", text)
    return re.sub(r"\\.", lambda match: _ESCAPES.get(match[0], ""), text)
