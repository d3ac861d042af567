"""The block of a zine: a file to print, in one language and with a choice of ink."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from library.blocks import FileBlock

if TYPE_CHECKING:
    from library.catalogue.content import Content


class PrintBlock(FileBlock):
    """A file to print: the library's own block of a file, with one thing more."""

    ink = blocks.ChoiceBlock(
        label=_("Ink"), choices=[("black", _("black alone")), ("colour", _("colour"))], default="black"
    )

    class Meta:
        """Name it for editors."""

        icon = "print"
        label = _("File to print")

    def record_value(self, raw: Mapping[str, Any], content: "Content") -> dict[str, Any] | None:
        """Return what the library says of the file, and the ink; nothing where the file is gone."""
        value = super().record_value(raw, content)
        return {**value, "ink": str(raw.get("ink") or "black")} if value else None
