"""The form of a row of synonyms: a box of terms for each language; mistakes are said beside the box they are in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from library.languages import canonical_tag, own_name
from search import rights, services_site
from search.models import SynonymRow
from search.synonyms import ONE_WAY
from search.terms import MOST_CHARACTERS, Term, cut, languages_changed, problems

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ANY, OTHER = "terms_any", "terms_other"


def box_of(lang: str) -> str:
    """Return the name of the field in which the terms of a language stand."""
    if not lang:
        return ANY
    return f"terms_{lang}" if lang in settings.INTERFACE_LANGUAGES else OTHER


class SynonymForm(WagtailAdminModelForm):
    """What an editor fills in; `terms` of the row are put together from the boxes."""

    typed = forms.CharField(
        label=_("What is typed"),
        required=False,
        max_length=MOST_CHARACTERS,
        help_text=_("For one way only: the word or words that find the terms below and are not found by them."),
    )

    class Meta:
        """Name the fields that are the row's own."""

        model = SynonymRow
        fields = ("direction", "note")
        widgets = {"direction": forms.RadioSelect()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the boxes, and fill them with what the row has."""
        super().__init__(*args, **kwargs)
        self.user: User = self.for_user
        self.desk = rights.Desk.of(self.user)
        own = self.desk.own
        for lang in settings.INTERFACE_LANGUAGES:
            self.fields[box_of(lang)] = self._box(
                own_name(lang), _("One term on each line, or with commas between them."), own is None or lang in own
            )
        self.fields[ANY] = self._box(_("In any language"), _("Names and abbreviations that are the same everywhere."))
        self.fields[OTHER] = self._box(
            _("In other languages"), _("One on each line, the language's tag first, such as “nah: ātl”.")
        )
        self.order_fields(["direction", "typed", *map(box_of, settings.INTERFACE_LANGUAGES), ANY, OTHER, "note"])
        if self.instance.pk:
            self._fill()

    def _box(self, label: Any, help_text: Any, may_change: bool = True) -> forms.CharField:
        hint = help_text if may_change else _("You do not review this language; its terms stay as they are.")
        return forms.CharField(
            label=label,
            help_text=hint,
            required=False,
            disabled=not may_change,
            widget=AdminAutoHeightTextInput({"rows": 2}),
        )

    def _fill(self) -> None:
        terms = [(lang, text) for lang, text in self.instance.terms]
        if self.instance.direction == ONE_WAY and terms:
            self.initial["typed"] = _line(*terms.pop(0))
        boxes: dict[str, list[str]] = {}
        for lang, text in terms:
            boxes.setdefault(box_of(lang), []).append(_line(lang, text) if box_of(lang) == OTHER else text)
        self.initial.update({name: "\n".join(lines) for name, lines in boxes.items()})

    def clean(self) -> dict[str, Any]:
        """Put the terms together, and refuse what is no row of synonyms or not this person's to change."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            services_site.refuse_too_many()
        typed = list(self._typed(cleaned))
        terms = typed + [term for lang in settings.INTERFACE_LANGUAGES for term in self._in(lang, cleaned)]
        terms += [*self._in("", cleaned), *self._in_others(cleaned)]
        if not self.errors:
            for problem in problems(terms):
                self.add_error(None, problem)
        if not self.errors:
            self._refuse_strange_languages(terms)
        cleaned["terms"] = [list(term) for term in terms]
        return cleaned

    def _typed(self, cleaned: dict[str, Any]) -> Iterator[Term]:
        pieces = cut(cleaned.get("typed") or "")
        one_way = cleaned.get("direction") == ONE_WAY
        if one_way and len(pieces) != 1:
            self.add_error("typed", _("Write what is typed: one word, or words that belong together."))
        elif pieces and not one_way:
            self.add_error("typed", _("Leave this empty, or choose one way: both ways, every term may be typed."))
        elif pieces:
            lang, text = _tagged(pieces[0])
            yield (lang or "", text)

    def _in(self, lang: str, cleaned: dict[str, Any]) -> Iterator[Term]:
        yield from ((lang, text) for text in cut(cleaned.get(box_of(lang)) or ""))

    def _in_others(self, cleaned: dict[str, Any]) -> Iterator[Term]:
        for piece in cut(cleaned.get(OTHER) or ""):
            lang, text = _tagged(piece)
            if lang is None or box_of(lang) != OTHER:
                message = _("Begin “%(term)s” with the tag of its language, such as “nah:”, or use the box above.")
                self.add_error(OTHER, ValidationError(message, params={"term": piece}))
            else:
                yield lang, text

    def _refuse_strange_languages(self, terms: list[Term]) -> None:
        before = [(lang, text) for lang, text in self.instance.terms]
        changed = languages_changed(before, terms)
        if before and self.cleaned_data["direction"] != self.initial.get("direction"):
            changed = frozenset(lang for lang, _text in (*before, *terms))
        strange = self.desk.beyond(changed)
        if strange:
            message = _("You do not review %(languages)s, so you cannot change terms in it.")
            self.add_error(None, ValidationError(message, params={"languages": ", ".join(strange)}))

    def _post_clean(self) -> None:
        if not self.errors:
            self.instance.terms = self.cleaned_data["terms"]
        super()._post_clean()

    def save(self, commit: bool = True) -> SynonymRow:
        """Store the row, with what follows from who wrote it."""
        services_site.save_row(row=self.instance, user=self.user)
        return self.instance


def _line(lang: str, text: str) -> str:
    return f"{lang}: {text}" if lang else text


def _tagged(piece: str) -> tuple[str | None, str]:
    """Return language and text of "nah: ātl"; no language where there is no known tag."""
    before, colon, after = piece.partition(":")
    lang = canonical_tag(before.strip()) if colon else None
    return (lang, after.strip()) if lang else (None, piece)
