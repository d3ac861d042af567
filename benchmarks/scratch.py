"""A throw-away site for the benchmarks: its own folder and database, filled with made-up items by a seed.

`DATABASE_URL` chooses PostgreSQL; without it the site is on SQLite. Nothing of the working copy's data is touched.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_WORDS = {
    "en": """water drought river garden seeds fire smoke heat flood coast wind salmon corn elders youth school clinic
        well rain cistern forest wetland map measure plan share teach repair harvest shade shelter road ice snow""",
    "fr": """eau sécheresse rivière jardin semences feu fumée chaleur crue côte vent saumon maïs aînés jeunes école
        pluie citerne forêt marais carte mesurer plan partager enseigner réparer récolte ombre abri route glace""",
    "es": """agua sequía río huerto semillas fuego humo calor crecida costa viento salmón maíz mayores jóvenes escuela
        lluvia cisterna bosque humedal mapa medir plan compartir enseñar reparar cosecha sombra refugio camino""",
}
WORDS = {tag: words.split() for tag, words in _WORDS.items()}


@contextmanager
def site() -> Iterator[Path]:
    """Set Django up on an empty database in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="cejn-bench-") as folder:
        os.environ.update(CEJN_VAR=folder, DJANGO_SETTINGS_MODULE="rival.settings")
        sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "benchmarks")]
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from wagtail.models import Locale

        from home.set_up import ensure_tree
        from library.catalogue.door import reconcile_pending
        from library.catalogue.signals import held

        with held():
            for tag in WORDS:
                ensure_tree(locale=Locale.objects.get_or_create(language_code=tag)[0])
        reconcile_pending()
        yield Path(folder)


def fill(count: int, *, seed: int = 1) -> float:
    """Make and approve `count` items over three languages, without letting the door see them; return the seconds."""
    from django.db import transaction

    from library.catalogue.signals import held
    from library.kinds.resource.models import ResourceItemPage
    from library.models import Topic
    from library.testing import approved, draft, term

    rng, started = random.Random(seed), time.perf_counter()
    with held(), transaction.atomic():
        topics = [term(Topic, f"Topic {number}", slug=f"topic-{number}") for number in range(10)]
        for number in range(count):
            tag = rng.choice(tuple(WORDS))
            fields = _fields(rng, WORDS[tag], number)
            page = draft(ResourceItemPage, tag=tag, topics=rng.sample(topics, 2), **fields)
            approved(page)
    return time.perf_counter() - started


def _fields(rng: random.Random, words: list[str], number: int) -> dict[str, Any]:
    def sentence(length: int) -> str:
        return " ".join(rng.choice(words) for _ in range(length)).capitalize() + "."

    paragraphs = "".join(f"<p>{sentence(60)}</p>" for _ in range(3))
    return {
        "title": sentence(5)[:-1],
        "slug": f"item-{number}",
        "summary": sentence(20),
        "countries": [rng.choice(("CA", "MX", "US"))],
        "date": str(rng.randint(2010, 2026)),
        "form": rng.choice(("tool", "guide", "strategy", "case-study", "practice")),
        "themes": [rng.choice(("adaptation", "mitigation", "capacity"))],
        "body": [
            {"type": "heading", "value": {"text": sentence(3), "level": "2"}},
            {"type": "text", "value": paragraphs},
        ],
    }


def timed(call: Any) -> tuple[float, Any]:
    """Return the seconds of a call, and what it gave."""
    started = time.perf_counter()
    value = call()
    return time.perf_counter() - started, value
