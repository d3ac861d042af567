"""Reads the questions to be asked, one a line; called by `running`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from search.document import clean
from search.evaluation.lines import FieldError, key, optional_text, text, values
from search.evaluation.pages import FACETS
from search.ranking import SORTS

HITS = 10
"""Hits of one page."""

_SORTS = {"newest": "-date", **{name: name for name in SORTS}, "": ""}
_MOST_PAGES = 10**15


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the questions."""

    qid: str
    words: str
    lang: str
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By the names that engines use."""
    sort: str = ""
    page: int = 1

    @property
    def offset(self) -> int:
        """Return how many hits stand before its page."""
        return (self.page - 1) * HITS


def question(fields: Mapping[str, Any]) -> Question:
    """Return what a line says; raises `FieldError`."""
    sort = optional_text(fields, "sort")
    if sort not in _SORTS:
        raise FieldError(f"`sort` is none of {', '.join(filter(None, _SORTS))}.")
    page = fields.get("page", 1)
    if not isinstance(page, int) or isinstance(page, bool) or not 1 <= page <= _MOST_PAGES:
        raise FieldError("`page` is not a whole number from 1.")
    return Question(
        qid=key(fields, "qid"),
        words=clean(text(fields, "q")),
        lang=clean(text(fields, "lang")).strip() or "und",
        filters=_filters(fields.get("filters")),
        sort=_SORTS[sort],
        page=page,
    )


def _filters(found: Any) -> dict[str, tuple[str, ...]]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise FieldError("`filters` is not an object with names and values.")
    unknown = sorted(found.keys() - FACETS.keys())
    if unknown:
        raise FieldError(f"`filters` names {unknown[0]!r}; there are {', '.join(FACETS)}.")
    chosen = {FACETS[name]: tuple(map(clean, values(found, name))) for name in found}
    return {name: listed for name, listed in chosen.items() if listed}
