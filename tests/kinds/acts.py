"""Acts and a grant made by hand, for the tests of what is printed: numbers, dates and titles of the commission."""

from typing import Any

from library.catalogue.record import Media, Provenance, Record, Reference
from library.kinds.governance.numbering import rank_of
from tests.samples import record

LANGS = ("en", "fr", "es")


def files(key: str, langs: tuple[str, ...] = LANGS) -> tuple[Media, ...]:
    """Return the language versions of an act."""
    return tuple(
        Media(f"{key}{lang}".ljust(64, "0"), "application/pdf", 96_000, f"{key}-{lang}.pdf", lang=lang, role="file")
        for lang in langs
    )


def act(work: str, lang: str = "en", **fields: Any) -> Record:
    """Return an act with its language versions; the rank is worked out as the kind does."""
    number, date = fields.pop("number", ""), fields.pop("date", "")
    issued_by, what, standing = fields.pop("issued_by", "council"), fields.pop("act", "resolution"), "in-force"
    shown = files(work, fields.pop("langs", LANGS))
    part = {
        "issued_by": issued_by,
        "act": what,
        "number": number,
        "standing": standing,
        "until": fields.pop("until", ""),
        "files": [{"hash": file.hash, "lang": file.lang, "title": ""} for file in shown],
    }
    facets = {"body": (issued_by,), "act": (what,), "standing": (standing,), "version": tuple(f.lang for f in shown)}
    values: dict[str, Any] = {
        "kind": "governance",
        "provenance": Provenance.AUTHENTIC,
        "date": date,
        "rank": rank_of(number),
        "facets": {**facets, "year": (date[:4],)} if date else facets,
        "part": part,
        "media": shown,
    }
    return record(work, lang, **{**values, **fields})


def grant(work: str = "shore", **fields: Any) -> Record:
    """Return a grant of the EJ4Climate programme to the keepers of the spring."""
    grantee = fields.pop("grantee", {"name": "", "work": "keepers"})
    part = {
        "programme": "ej4climate", "call": "First call", "until": "2024", "amount": "250000.00", "currency": "CAD",
        "grantee": grantee,
    }  # fmt: skip
    named = (Reference("made_by", "r2206"), Reference("grantee", "keepers"))
    facets = {"programme": ("ej4climate",), "year": ("2022",)}
    values = {"kind": "grant", "title": "Keeping the shore", "date": "2022", "references": named, "facets": facets}
    return record(work, **{**values, "part": part, **fields})


ACTS = (
    act("r2201", number="22-01", date="2022-09-07", title="Funding of the CEC for the financial year 2022"),
    act("r2206", number="22-06", date="2022-09-06", title="EJ4Climate grant programme"),
    act(
        "sp", act="strategic-plan", date="2021", until="2025", title="Strategic Plan 2021-2025",
        references=(Reference("replaces", "r2206"),), issued_by="secretariat",
    ),
    act("op", act="operational-plan", date="2022", title="Operational Plan 2022", langs=("en", "es")),
    act("advice", act="advice", issued_by="jpac", title="JPAC advice to Council", langs=()),
)  # fmt: skip
