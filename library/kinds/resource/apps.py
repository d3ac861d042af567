"""The kind "resource": a tool, guide, strategy, case study or practice about living with a changing climate."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.plugin import Description, Facet, KindConfig, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def form_label(value: str) -> Text:
    """Return what a form of resource is called."""
    from library.kinds.resource.models import Form

    return dict(Form.choices).get(value, value)


def theme_label(value: str) -> Text:
    """Return what a theme is called."""
    from library.kinds.resource.models import Theme

    return dict(Theme.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class ResourceFile:
    """A file of the resource in one language; `hash` points into the record's media."""

    hash: str
    lang: str
    title: str


@dataclass(frozen=True, slots=True)
class ResourcePart:
    """What a resource has beyond what every item has."""

    form: str
    themes: tuple[str, ...]
    authors: tuple[str, ...]
    year: int | None
    files: tuple[ResourceFile, ...]
    url: str


class ResourceKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.resource"
    label = "kind_resource"
    verbose_name = _("Resources")
    slug: ClassVar[str] = "resource"
    model_name: ClassVar[str] = "ResourceItemPage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Resource")
    label_many: ClassVar[Text] = _("Resources")
    icon: ClassVar[str] = "resource"
    part_type = ResourcePart
    facets: ClassVar[tuple[Facet, ...]] = (
        Facet("form", _("Form"), form_label),
        Facet("theme", _("Theme"), theme_label),
    )

    def describe(self, content: "Content") -> Description:
        """Describe a resource from its approved content."""
        date = content.text("date")
        part = ResourcePart(
            form=content.text("form"),
            themes=content.strings("themes"),
            authors=content.lines("authors"),
            year=int(date[:4]) if date else None,
            files=tuple(ResourceFile(**value) for value in content.values("files")),
            url=content.web_address("url"),
        )
        words = (*part.authors, *(file.title for file in part.files))
        return Description(
            part=part,
            facets={"form": (part.form,), "theme": part.themes},
            search=(SearchText("extra", content.lang, "\n".join(words)),) if words else (),
        )
