"""Notes searches that found nothing, where the site wants it: words, language of the page, day, and nothing else.

A request only appends a line to a small file of this machine; it takes no lock of the database. The worker beside it
takes the file into the table, within bounds. What a crash loses is a few lines.
"""

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from search.analysis.tokens import tokens
from search.models import WORDS, VainSearch
from search.selectors_site import keeps_vain_searches

MOST_WORDS = 8
"""Longer searches are sentences, and sentences tell of a person."""
MOST_BYTES = 64_000
"""Of the file, however many people search while no worker runs."""
NEW_A_DAY = 500
"""Rows that a day may add: a flood fills neither the table nor the list."""
KEPT = dt.timedelta(days=90)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MOST_DIGITS = 4
_ADDRESS = re.compile(r"[@＠]|://|\bwww\.", re.IGNORECASE)


def note(words: str, lang: str) -> None:
    """Note a search that found nothing, if its words tell of nobody; the page asks first whether the site wants it."""
    said = normal(words)
    if not said:
        return
    line = json.dumps([said, lang, timezone.now().date().isoformat()], ensure_ascii=False).encode() + b"\n"
    path = _file()
    with suppress(OSError):
        if path.exists() and path.stat().st_size > MOST_BYTES:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # One write to a file that is opened for appending is one line, however many processes write.
        with path.open("ab", buffering=0) as file:
            file.write(line)


def normal(words: str) -> str:
    """Return words in lower case without signs between them; nothing where they may hold personal data."""
    text = unicodedata.normalize("NFKC", words)
    if len(text) > WORDS or _ADDRESS.search(text) or _looks_like_a_number(text):
        return ""
    found = [token.form for token in tokens(text, "und")]
    said = " ".join(found)
    return said if 0 < len(said) <= WORDS and len(found) <= MOST_WORDS else ""


def _looks_like_a_number(text: str) -> bool:
    """Tell whether digits may be those of a telephone, an account or a date of birth; up to two years are none."""
    groups = re.findall(r"\d+", text)
    years = [group for group in groups if _YEAR.fullmatch(group)]
    if len(years) == len(groups) <= 2:
        return False
    return sum(map(len, groups)) > _MOST_DIGITS


def take() -> int:
    """Bring the noted searches into the table, delete what is over, and return how many were counted."""
    counted = _stored(Counter(_lines()))
    today = timezone.now().date()
    if VainSearch.objects.filter(day__lt=today - KEPT).exists():
        VainSearch.objects.filter(day__lt=today - KEPT).delete()
    return counted


def _stored(noted: Counter[tuple[str, str, dt.date]]) -> int:
    if not noted or not keeps_vain_searches():
        return 0
    with transaction.atomic():
        return sum(count for key, count in noted.items() if _counted(*key, count))


def _counted(words: str, lang: str, day: dt.date, count: int) -> bool:
    known = VainSearch.objects.filter(day=day, words=words, lang=lang)
    if known.update(count=F("count") + count):
        return True
    if VainSearch.objects.filter(day=day).count() >= NEW_A_DAY:
        return False
    VainSearch.objects.create(day=day, words=words, lang=lang, count=count)
    return True


def _lines() -> Iterator[tuple[str, str, dt.date]]:
    """Take the file away and yield what is in it; half a line of a process that died is passed over."""
    path = _file()
    taken = path.with_suffix(".taken")
    if not taken.exists():
        with suppress(FileNotFoundError):
            path.rename(taken)
    with suppress(FileNotFoundError):
        for line in taken.read_bytes().splitlines():
            with suppress(ValueError, TypeError):
                words, lang, day = json.loads(line)
                yield str(words)[:WORDS], str(lang)[:20], dt.date.fromisoformat(day)
        taken.unlink()


def drop() -> None:
    """Forget what is noted and not yet in the table."""
    for path in (_file(), _file().with_suffix(".taken")):
        path.unlink(missing_ok=True)


def _file() -> Path:
    return Path(settings.VAR_DIR) / "search" / "vain_searches.jsonl"
