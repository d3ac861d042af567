"""The block of a language version: the file of an act in one language, which has to be said."""

from django.utils.translation import gettext_lazy as _

from library.blocks import FileBlock, LanguageBlock


class VersionBlock(FileBlock):
    """The act in one language."""

    language = LanguageBlock(label=_("Language of the file"))

    class Meta:
        """Name it for editors."""

        icon = "doc-full"
        label = _("Language version")
