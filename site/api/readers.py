"""Which interface language a request is answered in, where the answer has words of ours. Called by all of the API.

Successful answers depend on the address alone; only problems also look at `Accept-Language`.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header


def interface_language(tag: str | None) -> str:
    """Return an interface language for a reader of `tag`: itself where the site speaks it, else the first."""
    languages: list[str] = [*settings.INTERFACE_LANGUAGES]
    return tag if tag in languages else languages[0]


def language_of(request: HttpRequest) -> str:
    """Return the language for sentences about a request: `lang` first, then `Accept-Language`, then the default."""
    languages: list[str] = [*settings.INTERFACE_LANGUAGES]
    try:
        asked = request.GET.get("lang", "")
    except Exception:  # noqa: BLE001 - an address that cannot be read is what the sentence will be about
        asked = ""
    if asked in languages:
        return asked
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500].lower()):
        base = tag.partition("-")[0]
        if base in languages:
            return base
    return languages[0]
