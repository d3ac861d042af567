"""Fills in the fields of any kind, whatever they are, so that a walk writes items of kinds that it has never heard of.

Each text gets a word of its own. What the model's own checks refuse goes back to its default, field by field.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page

from library.fields import ChoiceListField, PartialDateField
from library.models import ResourcePage, Term
from tests.laws.walker.world import Act, World

DATES = ("", "2019", "2020-06", "2021-01-05", "2021")
ATTEMPTS = 4
SHORTEST = 60
"""A shorter field is for a code or a number; a word of a walk would be refused."""


class Filler:
    """Chooses values for one page, by the operation at hand alone."""

    def __init__(self, world: World, act: Act, where: str) -> None:
        """Take what the choices hang on."""
        self.world, self.act, self.where = world, act, where

    def fill(self, page: Any) -> None:
        """Give the kind's own fields new values, all of which its editor would let pass."""
        shared = {field.name for field in ResourcePage._meta.get_fields()}
        own = {field.name: field for field in page._meta.concrete_fields if field.name not in shared}
        own = {name: field for name, field in own.items() if not field.primary_key}
        for name, field in own.items():
            setattr(page, name, self._value(field, name))
        for _attempt in range(ATTEMPTS):
            try:
                page.full_clean()
            except ValidationError as error:
                wrong = set(getattr(error, "error_dict", {})) & own.keys() or own.keys()
                for name in wrong:
                    setattr(page, name, own[name].get_default())
            else:
                return

    def word(self, place: str) -> str:
        """Return a new word for a place."""
        return f"Own {self.world.secret(self.act, f'own {place}', self.where)}"

    def row(self, model: type[models.Model], place: str) -> Any:
        """Choose a row that a field can name, or nothing."""
        if issubclass(model, Page):
            label, rows = "page", model._default_manager.filter(depth__gte=3)
        elif issubclass(model, get_image_model()):
            label, rows = "image", model._default_manager.all()
        elif issubclass(model, get_document_model()):
            label, rows = "document", model._default_manager.all()
        elif issubclass(model, Term):
            label, rows = model._meta.label_lower, model._default_manager.all()
        else:
            return None
        return self.act.pick(rows, key=lambda one: self.world.name(f"{label}:{one.pk}"), salt=place)

    def _value(self, field: Any, place: str) -> Any:
        if field.choices:
            return self.act.pick([value for value, _label in field.flatchoices], salt=place)
        for model_field, make in self._makers(place).items():
            if isinstance(field, model_field):
                return make(field)
        return field.get_default()

    def _makers(self, place: str) -> dict[type[Any], Callable[[Any], Any]]:
        """Return how each sort of field gets a value; the more special sorts stand first."""
        act = self.act
        return {
            StreamField: lambda field: self._stream(field.stream_block, place),
            RichTextField: lambda field: f"<p>{self.word(place)}</p>",
            ChoiceListField: lambda field: [
                value for value, _label in field.options[:6] if act.chance(40, place + value)
            ],
            PartialDateField: lambda field: act.pick(DATES, salt=place),
            models.URLField: lambda field: f"https://{self.world.secret(act, f'own {place}', self.where)}.example.org/",
            models.EmailField: lambda field: f"{self.world.secret(act, f'own {place}', self.where)}@example.org",
            models.CharField: lambda field: self.word(place) if (field.max_length or SHORTEST) >= SHORTEST else "",
            models.TextField: lambda field: self.word(place),
            models.BooleanField: lambda field: act.chance(50, place),
            models.IntegerField: lambda field: 1 + act.number(30, place),
            models.DecimalField: lambda field: 1 + act.number(1000, place),
            models.DateField: lambda field: dt.date(2024, 1, 1 + act.number(28, place)),
            models.ForeignKey: lambda field: self.row(field.related_model, place),
        }

    def _stream(self, block: Any, place: str) -> list[dict[str, Any]]:
        """Return a block of each sort; with every part, or with what must be there where that is refused."""
        found = []
        for name, child in block.child_blocks.items():
            for wanted in (lambda _block: True, lambda one: one.required):
                raw = {"type": name, "value": self._block(child, f"{place} {name}", wanted), "id": str(uuid.uuid4())}
                if _passes(block, [raw]):
                    found.append(raw)
                    break
        return found if _passes(block, found) else found[:1]

    def _block(self, block: Any, place: str, wanted: Callable[[Any], bool]) -> Any:
        if isinstance(block, blocks.BaseStreamBlock):
            return self._stream(block, place)
        if isinstance(block, blocks.BaseStructBlock):
            return {
                name: self._block(child, f"{place} {name}", wanted) if wanted(child) else child.get_default()
                for name, child in block.child_blocks.items()
            }
        if isinstance(block, blocks.ListBlock):
            value = self._block(block.child_block, place, wanted)
            return [{"type": "item", "value": value, "id": str(uuid.uuid4())}]
        return self._leaf(block, place)

    def _leaf(self, block: Any, place: str) -> Any:
        if isinstance(block, blocks.ChooserBlock):
            model = block.target_model if isinstance(block, blocks.PageChooserBlock) else block.model_class
            row = self.row(model, place)
            return row.pk if row is not None else None
        if isinstance(block, blocks.ChoiceBlock):
            return self.act.pick(_values(block.field.choices), salt=place)
        if isinstance(block, blocks.RichTextBlock):
            return f"<p>{self.word(place)}</p>"
        if isinstance(block, blocks.CharBlock | blocks.TextBlock):
            return self.word(place)
        return 1 + self.act.number(30, place) if isinstance(block, blocks.IntegerBlock) else block.get_default()


def _values(choices: Iterable[tuple[Any, Any]]) -> list[Any]:
    return [value for value, label in choices if value and not isinstance(label, list | tuple)]


def _passes(block: Any, raw: list[dict[str, Any]]) -> bool:
    try:
        block.clean(block.to_python(raw))
    except ValidationError:
        return False
    return True
