"""The kind "community profile": who a community or organisation is, what it faces and what it does."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.plugin import Description, Facet, KindConfig, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


def form_label(value: str) -> Text:
    """Return what a form of profile is called."""
    from library.kinds.profile.models import ProfilePage

    return dict(ProfilePage.Form.choices).get(value, value)


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """A link to an address elsewhere, or to another public work."""

    title: str
    url: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class ProfilePart:
    """What a profile has beyond what every item has."""

    form: str
    peoples: tuple[str, ...]
    languages: tuple[str, ...]
    town: str
    region: str
    challenges: str
    """Cleaned HTML."""
    solutions: str
    """Cleaned HTML."""
    links: tuple[ProfileLink, ...]


class ProfileKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.profile"
    label = "kind_profile"
    verbose_name = _("Community profiles")
    slug: ClassVar[str] = "profile"
    model_name: ClassVar[str] = "ProfilePage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Community profile")
    label_many: ClassVar[Text] = _("Community profiles")
    icon: ClassVar[str] = "profile"
    page_only: ClassVar[tuple[str, ...]] = ("challenges", "solutions")
    part_type = ProfilePart
    facets: ClassVar[tuple[Facet, ...]] = (Facet("profile_form", _("Form of profile"), form_label),)

    def describe(self, content: "Content") -> Description:
        """Describe a profile from its approved content."""
        part = ProfilePart(
            form=content.text("form"),
            peoples=content.lines("peoples"),
            languages=content.lines("languages"),
            town=content.text("town"),
            region=content.text("region"),
            challenges=content.html("challenges"),
            solutions=content.html("solutions"),
            links=tuple(ProfileLink(**link) for link in content.links("links")),
        )
        words = (*part.peoples, *part.languages, part.town, part.region)
        texts = (*words, content.plain(part.challenges), content.plain(part.solutions))
        return Description(
            part=part,
            facets={"profile_form": (part.form,)},
            search=(SearchText("extra", content.lang, "\n".join(filter(None, texts))),),
        )
