"""The kind "event": what takes place, when and where, with whom, and what is left of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.kinds.event.calendar import calendar
from library.parts import FileOf, Named
from library.plugin import Description, Facet, Format, KindConfig, Relation, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def form_label(value: str) -> Text:
    """Return what an event is called."""
    from library.kinds.event.models import Form

    return dict(Form.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class EventPart:
    """What an event has beyond what every item has; its date is the first day."""

    form: str
    until: str
    """The last day, as far as it is known; empty where the first is the only one."""
    begins_at: str
    """The time of the place on the first day, as `09:30`."""
    ends_at: str
    """The time of the place on the last day."""
    zone: str
    """An IANA name, such as `America/Mexico_City`."""
    place: str
    url: str
    documents: tuple[FileOf, ...]
    participants: tuple[Named, ...]


class EventKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.event"
    label = "kind_event"
    verbose_name = _("Events")
    slug: ClassVar[str] = "event"
    model_name: ClassVar[str] = "EventPage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Event")
    label_many: ClassVar[Text] = _("Events")
    icon: ClassVar[str] = "event"
    page_only: ClassVar[tuple[str, ...]] = ("documents", "participants")
    part_type = EventPart
    facets: ClassVar[tuple[Facet, ...]] = (Facet("event_form", _("What it is"), form_label),)
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation("recording", _("Recordings"), _("Recording of")),
        Relation("took_part", _("Communities that took part"), _("Took part in")),
    )
    formats: ClassVar[tuple[Format, ...]] = (
        Format("calendar", _("Calendar (iCalendar)"), "text/calendar; charset=utf-8", "ics", calendar),
    )

    def describe(self, content: "Content") -> Description:
        """Describe an event from its approved content."""
        participants = [value for value in content.values("participants") if "name" in value]
        part = EventPart(
            form=content.text("form"),
            until=content.text("until"),
            begins_at=content.text("begins_at")[:5],
            ends_at=content.text("ends_at")[:5],
            zone=content.text("zone"),
            place=content.text("place"),
            url=content.web_address("url"),
            documents=tuple(FileOf(**value) for value in content.values("documents")),
            participants=tuple(Named(**value) for value in participants),
        )
        content.values("recordings")
        words = (
            part.place,
            *(f"{one.name} {one.role}".strip() for one in part.participants),
            *(document.title for document in part.documents),
        )
        return Description(
            part=part,
            facets={"event_form": (part.form,)},
            search=(SearchText("extra", content.lang, "\n".join(filter(None, words))),),
        )
