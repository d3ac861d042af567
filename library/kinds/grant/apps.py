"""The kind "grant": money given to a community or organisation, for which years, and by which resolution."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.plugin import Description, Facet, KindConfig, Relation, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def programme_label(value: str) -> Text:
    """Return what a programme is called."""
    from library.kinds.grant.models import Programme

    return dict(Programme.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class Grantee:
    """Who has the grant: the work of a profile, or a name where there is none."""

    name: str
    work: str


@dataclass(frozen=True, slots=True)
class GrantPart:
    """What a grant has beyond what every item has."""

    programme: str
    call: str
    until: str
    """The end of the period that begins on the item's own date, as far as it is known."""
    amount: str
    """A decimal number such as `250000.00`, or nothing."""
    currency: str
    """ISO 4217, or nothing."""
    grantee: Grantee | None


class GrantKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.grant"
    label = "kind_grant"
    verbose_name = _("Grants")
    slug: ClassVar[str] = "grant"
    model_name: ClassVar[str] = "GrantPage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Grant")
    label_many: ClassVar[Text] = _("Grants")
    icon: ClassVar[str] = "grant"
    part_type = GrantPart
    facets: ClassVar[tuple[Facet, ...]] = (Facet("programme", _("Programme"), programme_label),)
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation("grantee", _("Granted to"), _("Grants received"), on_page=True),
        Relation("made_by", _("Made by"), _("Grants made under it")),
    )

    def describe(self, content: "Content") -> Description:
        """Describe a grant from its approved content."""
        content.work_of("resolution", role="made_by")
        work, name = content.work_of("grantee", role="grantee") or "", content.text("grantee_name")
        part = GrantPart(
            programme=content.text("programme"),
            call=content.text("call"),
            until=content.text("until"),
            amount=content.text("amount"),
            currency=content.text("currency"),
            grantee=Grantee(name, work) if name or work else None,
        )
        words = tuple(filter(None, (part.call, name)))
        return Description(
            part=part,
            facets={"programme": (part.programme,)},
            search=(SearchText("extra", content.lang, "\n".join(words)),) if words else (),
        )
