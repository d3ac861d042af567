"""The one word that the templates of grants need beside the library's: an amount in the reader's language."""

from decimal import Decimal, InvalidOperation

from babel.numbers import format_currency
from django import template
from django.utils.translation import get_language

register = template.Library()

LOCALES = {"en": "en_CA", "fr": "fr_CA", "es": "es_MX"}
"""Where the readers of each interface live: Mexico groups by commas, Canadian French by spaces."""
WHOLE, BROKEN = "#,##0", "#,##0.00"


@register.filter
def money(amount: str, currency: str) -> str:
    """Print an amount with its currency in words: three countries of three dollars or pesos share the sign `$`."""
    try:
        value = Decimal(amount)
    except InvalidOperation:
        return amount
    pattern = WHOLE if value == value.to_integral_value() else BROKEN
    locale = LOCALES.get(get_language() or "en", LOCALES["en"])
    return str(format_currency(value, currency, pattern, locale=locale, currency_digits=False, format_type="name"))
