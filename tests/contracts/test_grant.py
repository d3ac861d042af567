"""The contract of the kind "grant"."""

from decimal import Decimal
from typing import Any

from library.models import Topic
from library.plugin import kind
from library.testing import KindContract, approved, draft, term


class TestGrant(KindContract):
    kind = "grant"
    found_by = {"en": "shores", "fr": "rivages", "es": "costas"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        topic = term(Topic, "Water")
        models = {slug: config.page_model for slug in ("profile", "governance") if (config := kind(slug))}
        made_by = approved(draft(models["governance"], title="An act", slug=f"act-{topic.pk}"))
        grantee = approved(draft(models["profile"], title="Those who have it", slug=f"grantee-{topic.pk}"))
        return {
            "topics": [topic],
            "programme": "other",
            "call": {"en": "Call for shores", "fr": "Appel pour les rivages", "es": "Convocatoria de costas"}[
                self.lang
            ],
            "date": "2022",
            "until": "2024",
            "amount": Decimal("250000.50"),
            "currency": "MXN",
            "grantee": grantee,
            "resolution": made_by,
        }
