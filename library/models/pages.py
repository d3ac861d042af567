"""What every page that can become public has in common, and the page that holds the library."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from library.approval.mixins import ApprovedPublishing
from library.blocks import BODY_BLOCKS
from library.catalogue.address import TERM_FOLDERS, address
from library.catalogue.content import Content
from library.catalogue.record import Provenance
from library.fields import validate_text
from library.languages import LANGUAGES, canonical_tag
from library.plugin import Description

RESERVED_SLUGS = frozenset(
    {"search", "api", "admin", "media", "static", "feed.atom", "styleguide", *TERM_FOLDERS.values()}
)

LANGUAGE_CHOICES = [(language.tag, language.own) for language in LANGUAGES]


class TranslationKind(models.TextChoices):
    """How a text that is not the original came to be."""

    HUMAN = Provenance.HUMAN.value, _("Translated by a person")
    MACHINE_REVIEWED = Provenance.MACHINE_REVIEWED.value, _("Translated by a machine, reviewed by a person")
    AUTHENTIC = Provenance.AUTHENTIC.value, _("Equally valid version of one act")


PROVENANCE_PANEL = MultiFieldPanel(
    [FieldPanel("original_language"), FieldPanel("translation_kind")], heading=_("Where the words come from")
)


class PublicPage(ApprovedPublishing, models.Model):
    """Mixin of every page that can become public; list it before `Page` among the bases."""

    if TYPE_CHECKING:  # what `Page` brings, which stands beside this mixin among the bases
        slug: str
        url_path: str
        locale: Any

        def _get_relevant_site_root_paths(self, request: HttpRequest | None) -> list[Any]: ...

    record_kind: ClassVar[str] = "page"
    record_layout: ClassVar[str] = "text"
    body_field: ClassVar[str] = "body"

    summary = models.TextField(
        _("Summary"),
        blank=True,
        max_length=600,
        validators=[validate_text],
        help_text=_("One or two sentences, shown in lists and by search engines."),
    )
    original_language = models.CharField(
        _("Original language"),
        max_length=20,
        blank=True,
        choices=LANGUAGE_CHOICES,
        help_text=_("The language these words were first written in. Empty means: the language of this page."),
    )
    translation_kind = models.CharField(
        _("Kind of translation"),
        max_length=20,
        choices=TranslationKind.choices,
        default=TranslationKind.HUMAN,
        help_text=_("Counts only where this page is not the original."),
    )

    # Wagtail's fields for search engines and menus reach no output here: title, summary and layout serve for those.
    promote_panels: ClassVar[list[Any]] = [FieldPanel("slug")]

    class Meta:
        """Give fields only."""

        abstract = True

    @classmethod
    def describe(cls, content: Content) -> Description:
        """Describe the page from its approved content; kinds of the library do so in their AppConfig."""
        return Description()

    def clean(self) -> None:
        """Refuse a slug that already means something in an address."""
        super().clean()
        if self.slug in RESERVED_SLUGS or canonical_tag(self.slug):
            raise ValidationError({"slug": _("This word has a meaning of its own in addresses. Choose another slug.")})

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str | None, str | None] | None:
        """Return the address that the catalogue gives the page; Wagtail's own routing is not mounted."""
        sites = self._get_relevant_site_root_paths(request)
        if not sites:
            return None
        site_id, root_path, root_url, _language = sites[0]
        tag = self.locale.language_code
        interface = tag if tag in settings.INTERFACE_LANGUAGES else settings.INTERFACE_LANGUAGES[0]
        return site_id, root_url, address(lang=tag, path=self.url_path[len(root_path) :], interface=interface)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the draft as the record it would become."""
        from library.views import preview

        return preview(request, self)


class LibraryIndexPage(PublicPage, Page):
    """The library: everything in it is listed from the catalogue, so it names no kinds."""

    record_layout = "library"
    body_field = "intro"

    intro = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("Introduction"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
        PROVENANCE_PANEL,
    ]
    max_count_per_parent = 1

    class Meta:
        """Name it for editors."""

        verbose_name = _("Library")
        verbose_name_plural = _("Libraries")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Stand below the home page of a language: not beside it, and not inside another library."""
        outside = parent.depth > 1 and parent.specific_class is not cls
        return outside and bool(super().can_create_at(parent))
