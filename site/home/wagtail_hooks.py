"""Gives Wagtail's admin the colours of the site and a first page that says what waits, not how much there is."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def colours_of_the_site() -> SafeString:
    """Link the stylesheet that carries the accent and the mark."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("construct_homepage_summary_items", order=1000)
def without_statistics(_request: HttpRequest, summary_items: list[Any]) -> None:
    """Leave out the numbers of pages, pictures and documents: nobody acts on them."""
    summary_items.clear()
