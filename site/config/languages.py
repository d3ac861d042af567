"""Makes Django know the languages of the content, by names that readers know; the settings call it before Django is
set up.
"""

from collections.abc import Iterable

from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import get_language

from library.languages import language_name


def _name_now(tag: str) -> str:
    return language_name(tag, get_language() or "en")


name_for_reader = lazy(_name_now, str)
"""Name a language in the language of the interface, at the time it is printed."""


def teach_django(names: Iterable[tuple[str, str, str]]) -> None:
    """Fill Django's table for (tag, own name, English name), under the tag and its lower case.

    Without it `get_language_info` and Wagtail's locale names raise KeyError for a tag such as `zap`.
    """
    for tag, own, english in names:
        for key in (tag, tag.lower()):
            LANG_INFO.setdefault(key, {"bidi": False, "code": tag, "name": english, "name_local": own})
