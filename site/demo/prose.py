"""Turns the plain text of the content files into the blocks of a page.

A blank line ends a paragraph; `## ` begins a heading, `- ` an entry of a list, `> ` a quotation whose last line
`> — …` says whose it is; `!scene` stands for a drawing, `[[key|words]]` links to an item, `*words*` are set apart.
"""

import html
import re
import uuid
from collections.abc import Callable
from typing import Any

Block = dict[str, Any]
LinkTo = Callable[[str], int | None]
"""Returns the page of an item in the language at hand, or nothing where there is none."""

_LINK = re.compile(r"\[\[([a-z0-9-]+)\|([^\]]+)\]\]")
_APART = re.compile(r"\*([^*]+)\*")
_SIGNED = "— "


def blocks(
    text: str, *, lang: str, seed: str, link_to: LinkTo, picture: Callable[[str], Block] | None = None
) -> list[Block]:
    """Return the blocks of a text; their ids come from the seed, so that the same text makes the same blocks."""
    found: list[Block] = []
    running: list[str] = []

    def add(kind: str, value: Any) -> None:
        found.append({"type": kind, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{seed} {len(found)}")), "value": value})

    def close() -> None:
        if running:
            add("text", "".join(running))
            running.clear()

    for piece in re.split(r"\n\s*\n", text.strip()):
        if not _stands_alone(piece):
            running.append(to_html(piece, link_to))
            continue
        close()
        if piece.startswith("## "):
            add("heading", {"text": piece[3:].strip(), "level": "2"})
        elif piece.startswith("> "):
            add("quote", _quote(piece, lang))
        elif picture is not None:
            add("image", picture(piece[1:].strip()))
    close()
    return found


def rich(text: str, link_to: LinkTo) -> str:
    """Return a text as rich text."""
    return "".join(to_html(piece, link_to) for piece in re.split(r"\n\s*\n", text.strip()) if piece)


def to_html(piece: str, link_to: LinkTo) -> str:
    """Return one paragraph or list as HTML."""
    lines = piece.strip().splitlines()
    if all(line.startswith("- ") for line in lines):
        return f"<ul>{''.join(f'<li>{_inline(line[2:], link_to)}</li>' for line in lines)}</ul>"
    return f"<p>{_inline(' '.join(lines), link_to)}</p>"


def _stands_alone(piece: str) -> bool:
    return piece.startswith(("## ", "> ", "!"))


def _quote(piece: str, lang: str) -> dict[str, str]:
    lines = [line[2:].strip() for line in piece.splitlines()]
    role = lines.pop()[len(_SIGNED) :] if lines[-1].startswith(_SIGNED) else ""
    return {"text": " ".join(lines), "person": "", "role": role, "language": lang}


def _inline(text: str, link_to: LinkTo) -> str:
    def link(match: re.Match[str]) -> str:
        page = link_to(match[1])
        return f'<a linktype="page" id="{page}">{match[2]}</a>' if page else match[2]

    return _LINK.sub(link, _APART.sub(r"<i>\1</i>", html.escape(text, quote=False)))
