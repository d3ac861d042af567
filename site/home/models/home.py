"""The home page of a language, section by section; everything on it is an editor's choice, and may be left empty."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from home.blocks import QuotationBlock, SpotlightBlock, link_value
from home.parts import Heading, HomePart, Quotation, Spotlight
from library.blocks import BODY_BLOCKS, ItemBlock
from library.catalogue.content import Content
from library.catalogue.record import SearchText
from library.fields import validate_text
from library.models import PublicPage
from library.models.pages import PROVENANCE_PANEL
from library.parts import LinkTo, Named
from library.plugin import Description

FEATURED, GOVERNANCE = "featured", "governance"
"""The roles in which a home page names items; they are no relations, so that no item lists the home page."""


def _heading(words: Any) -> Any:
    return models.CharField(
        _("Heading"),
        max_length=120,
        blank=True,
        validators=[validate_text],
        help_text=words,
    )


def _usual(words: Any) -> Any:
    return format_lazy(_("Empty means: {words}"), words=words)


class HomePage(PublicPage, Page):
    """The home page of one language; its title is the sentence that greets the reader."""

    record_layout = "home"

    lead = models.CharField(_("Sentence under the title"), max_length=300, blank=True, validators=[validate_text])
    hero_image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Large picture"),
    )
    hero_alt = models.CharField(
        _("What the picture shows"),
        max_length=300,
        blank=True,
        validators=[validate_text],
        help_text=_("For those who do not see it: what is in the picture, in one sentence of this page’s language."),
    )
    call_text = models.CharField(
        _("Words on the button"),
        max_length=60,
        blank=True,
        validators=[validate_text],
        help_text=_("What readers can do, such as “Come to the forum”. Empty means: no button."),
    )
    call_page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Leads to a page of this site"),
    )
    call_url = models.URLField(_("Or to an address elsewhere"), blank=True, max_length=500)
    what_heading = _heading(_("Empty means: the text begins without a heading over it."))
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("Text"))
    spotlight_heading = _heading(_usual(_("In the spotlight")))
    spotlight = StreamField(
        [("entry", SpotlightBlock())],
        blank=True,
        verbose_name=_("Entries"),
        help_text=_("Each is shown in its days only; without any, the whole section is left out."),
    )
    quotations_heading = _heading(_usual(_("In their words")))
    quotations = StreamField([("quotation", QuotationBlock())], blank=True, verbose_name=_("Quotations"))
    newest_heading = _heading(_usual(_("New in the library")))
    featured = StreamField(
        [("item", ItemBlock(role=FEATURED))],
        blank=True,
        verbose_name=_("Items chosen by hand"),
        help_text=_("They stand first, in this order."),
    )
    show_newest = models.BooleanField(
        _("Fill up with the newest items"),
        default=True,
        help_text=_("They follow those chosen by hand, by themselves."),
    )
    governance_heading = _heading(_usual(_("How it is governed")))
    governance = StreamField(
        [("item", ItemBlock(role=GOVERNANCE))],
        blank=True,
        verbose_name=_("Documents chosen by hand"),
        help_text=_("Shown in this order, and no others."),
    )
    show_governance = models.BooleanField(
        _("Show the newest documents where none is chosen"), default=True, help_text=_("They change by themselves.")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Large picture")),
        MultiFieldPanel(
            [FieldPanel("call_text"), PageChooserPanel("call_page"), FieldPanel("call_url")], heading=_("Button")
        ),
        MultiFieldPanel([FieldPanel("what_heading"), FieldPanel("body")], heading=_("What we do")),
        MultiFieldPanel([FieldPanel("spotlight_heading"), FieldPanel("spotlight")], heading=_("In the spotlight")),
        MultiFieldPanel([FieldPanel("quotations_heading"), FieldPanel("quotations")], heading=_("In their words")),
        MultiFieldPanel(
            [FieldPanel("newest_heading"), FieldPanel("featured"), FieldPanel("show_newest")],
            heading=_("New in the library"),
        ),
        MultiFieldPanel(
            [FieldPanel("governance_heading"), FieldPanel("governance"), FieldPanel("show_governance")],
            heading=_("How it is governed"),
        ),
        PROVENANCE_PANEL,
    ]

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Home page")
        verbose_name_plural = _("Home pages")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @classmethod
    def describe(cls, content: Content) -> Description:
        """Describe the page from its approved content."""
        content.media("image", content.raw("hero_image"), role="cover", alt=content.text("hero_alt"))
        content.values("featured")
        content.values("governance")
        part = _part(content)
        words = [f"{one.text} {one.by.name} {one.by.role}" for one in part.quotations]
        return Description(part=part, search=(SearchText("extra", content.lang, "\n".join(words)),) if words else ())

    def clean(self) -> None:
        """Ask for the words of the picture, and for exactly one aim of the button."""
        super().clean()
        if self.hero_image_id and not self.hero_alt.strip():
            raise ValidationError({"hero_alt": _("Say what the picture shows, for those who do not see it.")})
        if self.call_page_id and self.call_url:
            raise ValidationError({"call_url": _("Give either a page of this site or an address elsewhere, not both.")})
        if bool(self.call_text.strip()) != bool(self.call_page_id or self.call_url):
            raise ValidationError({"call_text": _("A button needs both: its words, and where it leads to.")})


def _part(content: Content) -> HomePart:
    call = link_value(content.text("call_text"), content.raw("call_page"), content.raw("call_url"), content)
    return HomePart(
        lead=content.text("lead"),
        call=LinkTo(**call) if call and call["title"] else None,
        what=_section(content, "what"),
        spotlight_heading=_section(content, "spotlight"),
        spotlight=tuple(_spotlight(value) for value in content.values("spotlight")),
        quotations_heading=_section(content, "quotations"),
        quotations=tuple(Quotation(**{**value, "by": Named(**value["by"])}) for value in content.values("quotations")),
        newest_heading=_section(content, "newest"),
        # Texts from before these boxes were there have them ticked.
        newest=content.raw("show_newest") is not False,
        governance_heading=_section(content, "governance"),
        governance=content.raw("show_governance") is not False,
    )


def _spotlight(value: dict[str, Any]) -> Spotlight:
    return Spotlight(**{**value, "link": LinkTo(**value["link"]) if value["link"] else None})


def _section(content: Content, name: str) -> Heading:
    text = content.text(f"{name}_heading")
    return Heading(text, content.unique_anchor(slugify(text, allow_unicode=True) or name))
