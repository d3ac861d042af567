"""The contract of the kind "resource"."""

from typing import Any

from library.models import Community, Topic
from library.testing import KindContract, document, term


class TestResource(KindContract):
    kind = "resource"
    found_by = {"en": "barrel", "fr": "barils", "es": "barriles"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        words = {"en": "Rain barrels", "fr": "Barils de pluie", "es": "Barriles de lluvia"}[self.lang]
        return {
            "topics": [term(Topic, "Water")],
            "community": term(Community, "An example community"),
            "form": "tool",
            "themes": ["adaptation", "capacity"],
            "authors": "An example community\nIts council",
            "files": [
                {"type": "file", "value": {"file": document().pk, "title": words, "language": self.lang}},
                {"type": "file", "value": {"file": document(lang="zap").pk, "title": "", "language": ""}},
            ],
            "url": "https://barrels.example/guide",
        }
