"""Gives Wagtail's admin the colours of the site, the messages of readers, and a first page that says what waits."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component

from home.contact.panels import MessagesPanel
from home.contact.viewsets import MessageViewSet


@hooks.register("insert_global_admin_css")
def colours_of_the_site() -> SafeString:
    """Link the stylesheet that carries the accent and the mark."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("construct_homepage_summary_items", order=1000)
def without_statistics(_request: HttpRequest, summary_items: list[Any]) -> None:
    """Leave out the numbers of pages, pictures and documents: nobody acts on them."""
    summary_items.clear()


@hooks.register("register_admin_viewset")
def messages_of_readers() -> MessageViewSet:
    """Show editors what readers wrote."""
    return MessageViewSet()


@hooks.register("construct_homepage_panels", order=110)
def messages_that_wait(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the first page which messages wait or could not be mailed, to those who may see them."""
    if request.user.has_perm("home.view_contactmessage"):
        panels.append(MessagesPanel())
