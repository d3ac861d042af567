"""The kind "practice or teaching": knowledge that people carry, with its season, its place and its terms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.kinds.knowledge.months import month_label
from library.parts import Named
from library.plugin import Description, Facet, KindConfig, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def form_label(value: str) -> Text:
    """Return what is told, in a word."""
    from library.kinds.knowledge.models import Form

    return dict(Form.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class Sound:
    """What can be heard in one language; `hash` points into the record's media."""

    hash: str
    lang: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class KnowledgePart:
    """What a practice or teaching has beyond what every item has."""

    form: str
    season: str
    months: tuple[str, ...]
    place: str
    """In words, at its public precision; empty where it is kept."""
    precision: str
    carriers: tuple[Named, ...]
    terms_of_use: str
    """In the words of those who carry it."""
    sounds: tuple[Sound, ...]


class KnowledgeKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.knowledge"
    label = "kind_knowledge"
    verbose_name = _("Practices and teachings")
    slug: ClassVar[str] = "knowledge"
    model_name: ClassVar[str] = "KnowledgePage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Practice or teaching")
    label_many: ClassVar[Text] = _("Practices and teachings")
    icon: ClassVar[str] = "knowledge"
    page_only: ClassVar[tuple[str, ...]] = ("carriers", "sounds")
    part_type = KnowledgePart
    facets: ClassVar[tuple[Facet, ...]] = (
        Facet("told", _("What is told"), form_label),
        Facet("month", _("Time of the year"), month_label),
    )

    def describe(self, content: "Content") -> Description:
        """Describe a practice or teaching from its approved content; a place that is kept is in no record."""
        precision = content.text("precision")
        part = KnowledgePart(
            form=content.text("form"),
            season=content.text("season"),
            months=content.strings("months"),
            place="" if precision == "kept" else content.text("place"),
            precision=precision,
            carriers=tuple(Named(**value) for value in content.values("carriers")),
            terms_of_use=content.text("terms_of_use"),
            sounds=tuple(Sound(**value) for value in content.values("sounds")),
        )
        words = (part.season, part.place, *(f"{one.name} {one.role}".strip() for one in part.carriers))
        return Description(
            part=part,
            facets={"told": (part.form,), "month": part.months},
            search=(
                SearchText("extra", content.lang, "\n".join(filter(None, words))),
                *(SearchText("extra", one.lang, f"{one.title}\n{one.words}".strip()) for one in part.sounds),
            ),
        )
