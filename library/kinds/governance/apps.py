"""The kind "governance document": an act of a body, its number, its period and its language versions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.kinds.governance.numbering import rank_of
from library.languages import own_name
from library.plugin import Description, Facet, KindConfig, Relation, Sort, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def body_label(value: str) -> Text:
    """Return what a body is called."""
    from library.kinds.governance.models import Body

    return dict(Body.choices).get(value, value)


def act_label(value: str) -> Text:
    """Return what a type of act is called."""
    from library.kinds.governance.models import Act

    return dict(Act.choices).get(value, value)


def standing_label(value: str) -> Text:
    """Return what a status is called."""
    from library.kinds.governance.models import Standing

    return dict(Standing.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class ActFile:
    """The act in one language; `hash` points into the record's media."""

    hash: str
    lang: str
    title: str


@dataclass(frozen=True, slots=True)
class GovernancePart:
    """What an act has beyond what every item has."""

    issued_by: str
    act: str
    number: str
    standing: str
    """The editor's word, or nothing."""
    until: str
    """The end of the period that begins on the item's own date, as far as it is known."""
    files: tuple[ActFile, ...]


class GovernanceKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.governance"
    label = "kind_governance"
    verbose_name = _("Governance documents")
    slug: ClassVar[str] = "governance"
    model_name: ClassVar[str] = "GovernancePage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Governance document")
    label_many: ClassVar[Text] = _("Governance documents")
    icon: ClassVar[str] = "governance"
    part_type = GovernancePart
    equal_files: ClassVar[str] = "version"
    facets: ClassVar[tuple[Facet, ...]] = (
        Facet("body", _("Body"), body_label),
        Facet("act", _("Type"), act_label),
        Facet("standing", _("Status"), standing_label),
        Facet("version", _("Files in"), own_name),
    )
    sorts: ClassVar[tuple[Sort, ...]] = (Sort("number", _("number"), ("rank", "sort_title", "work")),)
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation("implements", _("Implements"), _("Implemented by")),
        Relation("funds", _("Funds"), _("Funded by")),
        Relation("amends", _("Amends"), _("Amended by")),
        Relation("replaces", _("Replaces"), _("Replaced by")),
    )

    def describe(self, content: "Content") -> Description:
        """Describe an act from its approved content."""
        content.values("relates")
        part = GovernancePart(
            issued_by=content.text("issued_by"),
            act=content.text("act"),
            number=content.text("number"),
            standing=content.text("standing"),
            until=content.text("until"),
            files=tuple(ActFile(**value) for value in content.values("files")),
        )
        languages = tuple(dict.fromkeys(file.lang for file in part.files))
        return Description(
            part=part,
            facets={
                "body": (part.issued_by,),
                "act": (part.act,),
                "standing": (part.standing,) if part.standing else (),
                "version": languages,
            },
            search=(SearchText("extra", content.lang, part.number),) if part.number else (),
            rank=rank_of(part.number),
        )
