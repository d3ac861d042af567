"""The kind "project": what the network undertakes, how it stands, and the parts it is made of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.parts import FileOf, LinkTo, Named
from library.plugin import Description, Facet, KindConfig, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def status_label(value: str) -> Text:
    """Return how a project stands, in words."""
    from library.kinds.project.models import Status

    return dict(Status.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """What a project has beyond what every item has; its date is the day it began."""

    status: str
    """An editor's word; nothing works it out from dates."""
    plan_year: int | None
    months: int | None
    aim: str
    """Cleaned HTML."""
    documents: tuple[FileOf, ...]
    partners: tuple[Named, ...]
    links: tuple[LinkTo, ...]


class ProjectKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.project"
    label = "kind_project"
    verbose_name = _("Projects")
    slug: ClassVar[str] = "project"
    model_name: ClassVar[str] = "ProjectPage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Project")
    label_many: ClassVar[Text] = _("Projects")
    icon: ClassVar[str] = "project"
    page_only: ClassVar[tuple[str, ...]] = ("aim", "documents", "partners", "links")
    part_type = ProjectPart
    facets: ClassVar[tuple[Facet, ...]] = (Facet("project_status", _("Status"), status_label),)

    def describe(self, content: "Content") -> Description:
        """Describe a project from its approved content; the team's mail addresses are none of the record's."""
        part = ProjectPart(
            status=content.text("status"),
            plan_year=content.number("plan_year"),
            months=content.number("months"),
            aim=content.html("aim"),
            documents=tuple(FileOf(**value) for value in content.values("documents")),
            partners=tuple(Named(**value) for value in content.values("partners")),
            links=tuple(LinkTo(**link) for link in content.links("links")),
        )
        # Parts are references in the order of the editor's hand; each output shows those that are public.
        content.values("parts")
        partners = (f"{partner.name} {partner.role}".strip() for partner in part.partners)
        words = (content.plain(part.aim), *partners, *(document.title for document in part.documents))
        return Description(
            part=part,
            facets={"project_status": (part.status,)},
            search=(SearchText("extra", content.lang, "\n".join(filter(None, words))),),
        )
