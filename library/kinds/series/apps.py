"""The kind "series": recordings and other items that belong together, in an order by hand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from library.catalogue.record import SearchText
from library.parts import FileOf
from library.plugin import Description, KindConfig, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """What a series has beyond what every item has; its parts are relations, in their order."""

    is_complete: bool
    files: tuple[FileOf, ...]


class SeriesKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.series"
    label = "kind_series"
    verbose_name = pgettext_lazy("several", "Series")
    slug: ClassVar[str] = "series"
    model_name: ClassVar[str] = "SeriesPage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Series")
    label_many: ClassVar[Text] = pgettext_lazy("several", "Series")
    icon: ClassVar[str] = "series"
    page_only: ClassVar[tuple[str, ...]] = ("files",)
    part_type = SeriesPart

    def describe(self, content: "Content") -> Description:
        """Describe a series from its approved content."""
        content.values("parts")
        part = SeriesPart(
            is_complete=bool(content.raw("is_complete")),
            files=tuple(FileOf(**value) for value in content.values("files")),
        )
        words = "\n".join(file.title for file in part.files)
        return Description(part=part, search=(SearchText("extra", content.lang, words),) if words else ())
