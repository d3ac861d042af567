"""Says in words why something was found: where the words stand, and whose name or synonym they are.

Called by the cards of a search and by the API, in the language that is active.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from library.catalogue.query import Hit
from library.languages import own_name
from library.reading.links import Versions, best

_PLACES = {
    "title": gettext_lazy("in the title"),
    "summary": gettext_lazy("in the summary"),
    "extra": gettext_lazy("in the facts beside the text"),
    "body": gettext_lazy("in the text"),
    "transcript": gettext_lazy("in the transcript"),
}
_NAMES = {
    "topic": gettext_lazy("it is about the topic"),
    "community": gettext_lazy("it is of the community"),
    "person": gettext_lazy("it names the person"),
    "organisation": gettext_lazy("it names the organisation"),
}
MOST_TERMS = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; what is named stands apart, since it may be in another language than the sentence."""

    text: str
    name: str = ""
    lang: str = ""
    """The language of the name."""
    is_quoted: bool = True
    """Whether the name is one that people gave; that of a language is not."""

    def __str__(self) -> str:
        """Return the reason in plain words."""
        if not self.name:
            return self.text
        return f"{self.text} “{self.name}”" if self.is_quoted else f"{self.text} {self.name}"


def reasons(hit: Hit, versions: Versions, interface: str, *, names_version: bool = True) -> tuple[Reason, ...]:
    """Return why a hit is there, the weightiest reason first; nothing where nothing was looked for."""
    found = tuple(_reasons(hit, versions, interface))
    return found if names_version else tuple(reason for reason in found if reason.is_quoted)


def _reasons(hit: Hit, versions: Versions, interface: str) -> Iterator[Reason]:
    places = [str(_PLACES[field]) for field in hit.matched_in if field in _PLACES]
    if places:
        yield Reason(_listed(places))
        if hit.matched_lang and hit.matched_lang != hit.record.lang:
            yield Reason(_("in the version in"), own_name(hit.matched_lang), hit.matched_lang, is_quoted=False)
    for work in hit.terms[:MOST_TERMS]:
        term = best(versions.get(work, ()), interface)
        if term is not None and term.kind in _NAMES:
            yield Reason(str(_NAMES[term.kind]), term.title, term.lang)
    for typed, found in hit.synonyms:
        yield Reason(_("for “%(typed)s” this library also looks for") % {"typed": typed}, found, hit.matched_lang)


def _listed(places: list[str]) -> str:
    """Return places as a sentence lists them."""
    if len(places) == 1:
        return places[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(places[:-1]), "last": places[-1]}
