"""The page with the form by which readers write to the team."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from home.parts import ContactPart
from library.blocks import BODY_BLOCKS
from library.catalogue.content import Content
from library.contact import mail_addresses, validate_mail_addresses
from library.models import PublicPage
from library.models.pages import PROVENANCE_PANEL
from library.plugin import Description

MAIL_PANEL = MultiFieldPanel(
    [FieldPanel("recipients"), FieldPanel("show_address")],
    heading=_("Where messages go"),
)


class ContactPage(PublicPage, Page):
    """A page that readers write to the team on; below its text stands the form."""

    record_layout = "contact"

    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("Text above the form"))
    recipients = models.TextField(
        _("Mail addresses of the team"),
        blank=True,
        max_length=1000,
        validators=[validate_mail_addresses],
        help_text=_(
            "One a line. Each message is mailed to all of them and kept in the list of messages. They stay among "
            "editors. Empty means: the addresses that this page has in another language."
        ),
    )
    show_address = models.BooleanField(
        _("Show the first address on the page"),
        default=False,
        help_text=_("Readers can then write from their own mail program. Everybody, programs too, can read it."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MAIL_PANEL,
        PROVENANCE_PANEL,
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("recipients")]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Contact page")
        verbose_name_plural = _("Contact pages")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @classmethod
    def describe(cls, content: Content) -> Description:
        """Describe the page; an address stands in the record only where its editor says that it may be shown."""
        shown = mail_addresses(content.text("recipients"))[:1] if content.raw("show_address") else ()
        return Description(part=ContactPart(mail=shown[0] if shown else ""))

    def clean(self) -> None:
        """Ask for an address where one is to be shown."""
        super().clean()
        if self.show_address and not mail_addresses(self.recipients):
            raise ValidationError({"recipients": _("Give the address that is to be shown.")})
