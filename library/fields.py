"""Model fields that the library's pages share: a list of choices, a partial date, and words one a line."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    TextField = models.CharField[str, str]
else:
    TextField = models.CharField

_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def validate_partial_date(value: str) -> None:
    """Refuse what is neither a year, a year and month, nor a day."""
    match = _PARTIAL.fullmatch(value)
    if match is None or not _is_day(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1)):
        raise ValidationError(
            _("Write a year (2024), a year and month (2024-06) or a day (2024-06-13)."), code="partial_date"
        )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def validate_text(value: str) -> None:
    """Refuse the NUL character, which no database keeps."""
    if "\x00" in value:
        raise ValidationError(_("This text holds a NUL character, which cannot be kept. Take it out."), code="nul")


class PartialDateField(TextField):
    """A date as precise as is known: `2024`, `2024-06` or `2024-06-13`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Set the length and add the check."""
        kwargs.setdefault("max_length", 10)
        super().__init__(*args, **kwargs)
        self.validators.append(validate_partial_date)


def item_link(name: Any, *, help_text: Any = "") -> Any:
    """Return a field that names another item of the library; what no longer exists is forgotten."""
    return models.ForeignKey(
        "library.ResourcePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=name,
        help_text=help_text,
    )


class ChoiceListField(models.JSONField):
    """Some of a set of choices, kept as a list of their values."""

    def __init__(self, *args: Any, options: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        """Take the options as pairs of value and label; they are not part of the migrations."""
        self.options = tuple(options)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return a set of check boxes."""
        return forms.MultipleChoiceField(
            choices=self.options,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse values that are not among the options."""
        super().validate(value, model_instance)
        known = {option for option, _label in self.options}
        unknown = [str(item) for item in value or [] if item not in known]
        if unknown:
            raise ValidationError(_("Not one of the choices: %(values)s."), params={"values": ", ".join(unknown)})


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something, stripped."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
