"""The contract of the kind "governance document"."""

from typing import Any

from library.models import Topic
from library.testing import KindContract, approved, document, draft, term


class TestGovernance(KindContract):
    kind = "governance"
    found_by = {"en": "22-06", "fr": "22-06", "es": "22-06"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        topic = term(Topic, "Water")
        other = approved(draft(self.config.page_model, title="An earlier act", slug=f"earlier-{topic.pk}"))
        return {
            "topics": [topic],
            "issued_by": "jpac",
            "act": "strategic-plan",
            "number": "22-06",
            "standing": "amended",
            "date": "2021",
            "until": "2025",
            "files": [
                {
                    "type": "file",
                    "value": {"file": document(lang=tag).pk, "title": f"As signed ({tag})", "language": tag},
                }
                for tag in ("en", "fr", "es")
            ],
            "relates": [{"type": role, "value": other.pk} for role in ("implements", "funds", "amends", "replaces")],
        }
