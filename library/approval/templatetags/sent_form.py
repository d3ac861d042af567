"""The hidden field that tells one form of a new page from another; see `library.approval.one_draft`."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from library.approval.one_draft import FIELD, token_for

register = template.Library()


@register.simple_tag(takes_context=True)
def sent_form(context: dict[str, Any]) -> SafeString:
    """Return the field."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token_for(context["request"]))
