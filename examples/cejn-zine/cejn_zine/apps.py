"""The kind "zine": a small booklet to print, fold and hand on, with a print file for each language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.languages import own_name
from library.plugin import Description, Facet, KindConfig, Relation, Sort, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def sheet_label(value: str) -> Text:
    """Return what a size of paper is called."""
    # Models cannot be imported before Django is ready, and this module is imported before.
    from cejn_zine.models import Sheet

    return dict(Sheet.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class Print:
    """A file to print in one language; `hash` points into the record's media."""

    hash: str
    title: str
    lang: str
    ink: str


@dataclass(frozen=True, slots=True)
class ZinePart:
    """What a zine has beyond what every item has; the API's schema is made from this."""

    issue: int | None
    pages: int | None
    sheet: str
    made_by: tuple[str, ...]
    prints: tuple[Print, ...]
    fold: str
    """Cleaned HTML."""


class ZineKind(KindConfig):
    """Register the kind."""

    name = "cejn_zine"
    label = "kind_zine"
    verbose_name = _("Zines")
    slug: ClassVar[str] = "zine"
    model_name: ClassVar[str] = "ZinePage"
    api_level: ClassVar[int] = 1
    version: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Zine")
    label_many: ClassVar[Text] = _("Zines")
    icon: ClassVar[str] = "file"
    part_type = ZinePart
    page_only: ClassVar[tuple[str, ...]] = ("fold",)
    facets: ClassVar[tuple[Facet, ...]] = (
        Facet("zine_sheet", _("Sheet to print on"), sheet_label),
        Facet("zine_language", _("To print in"), own_name),
    )
    sorts: ClassVar[tuple[Sort, ...]] = (Sort("issue", _("issue number"), ("rank", "sort_title", "work")),)
    relations: ClassVar[tuple[Relation, ...]] = (Relation("made_from", _("Made from"), _("Made into a zine")),)

    def describe(self, content: "Content") -> Description:
        """Describe a zine from its approved content."""
        content.work_of("source", role="made_from")
        issue = content.number("issue")
        part = ZinePart(
            issue=issue,
            pages=content.number("pages"),
            sheet=content.text("sheet"),
            made_by=content.lines("made_by"),
            prints=tuple(Print(**value) for value in content.values("prints")),
            fold=content.html("fold"),
        )
        words = (*part.made_by, *(one.title for one in part.prints), content.plain(part.fold))
        return Description(
            part=part,
            facets={
                "zine_sheet": (part.sheet,) if part.sheet else (),
                "zine_language": tuple(dict.fromkeys(one.lang for one in part.prints)),
            },
            search=(SearchText("extra", content.lang, "\n".join(filter(None, words))),) if any(words) else (),
            # As text, so that every database sorts it alike; zines without a number come last.
            rank=f"{issue:06d}" if issue is not None else "~",
        )
