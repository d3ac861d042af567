"""The blocks that name others: items of the library, and people and organisations of the vocabulary."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from library.fields import validate_text

if TYPE_CHECKING:
    from library.catalogue.content import Content

Raw = Mapping[str, Any]


class ItemBlock(blocks.PageChooserBlock):
    """An item of the library, named in the role of a relation."""

    def __init__(self, *, role: str = "see_also", kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        """Take the role, and the models of the kinds that are offered; every kind where none is named."""
        self.role = role
        kwargs.setdefault("page_type", list(kinds) or ["library.ResourcePage"])
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Leave role and kinds out of migrations: what is kept is the key of a page."""
        return ("wagtail.blocks.PageChooserBlock", (), {"required": self.field.required})

    class Meta:
        """Name it for editors."""

        icon = "link"
        label = _("Item of the library")

    def record_value(self, raw: Any, content: "Content") -> dict[str, Any] | None:
        """Return the work, noting why it is named; nothing where the page no longer exists."""
        work = content.work("page", raw, role=self.role)
        return {"work": work} if work else None


class NamedBlock(blocks.StructBlock):
    """Somebody who takes part: a person or an organisation of the vocabulary, or a body or role in words."""

    person = SnippetChooserBlock("library.Person", required=False, label=_("Person of the vocabulary"))
    organisation = SnippetChooserBlock(
        "library.Organisation", required=False, label=_("Organisation of the vocabulary")
    )
    name = blocks.CharBlock(
        validators=(validate_text,),
        required=False,
        max_length=200,
        label=_("Name"),
        help_text=_("For who is not in the vocabulary, or a role."),
    )
    role = blocks.CharBlock(validators=(validate_text,), required=False, max_length=200, label=_("Role"))

    def clean(self, value: Any) -> Any:
        """Ask for exactly one of person, organisation and name."""
        cleaned = super().clean(value)
        given = [name for name in ("person", "organisation", "name") if cleaned.get(name)]
        if not given:
            raise StructBlockValidationError(
                {"name": ValidationError(_("Choose a person or an organisation, or write a name."))}
            )
        if len(given) > 1:
            raise StructBlockValidationError(
                {given[1]: ValidationError(_("Give one of person, organisation and name, not two."))}
            )
        return cleaned

    class Meta:
        """Name it for editors."""

        icon = "user"
        label = _("Person or organisation")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return name, role and the work of the term where there is one."""
        role, name = str(raw.get("role") or ""), str(raw.get("name") or "").strip()
        work = ""
        for label in ("person", "organisation"):
            work = work or content.work(f"library.{label}", raw.get(label), role=label, detail=role) or ""
        return {"name": name, "role": role, "work": work} if name or work else None
