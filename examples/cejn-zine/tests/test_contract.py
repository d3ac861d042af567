"""The contract that every kind of the library has to hold, for the kind "zine"."""

from typing import Any

from library.models import Community, Topic
from library.testing import KindContract, approved, document, draft, term


class TestZine(KindContract):
    kind = "zine"
    found_by = {"en": "harvest", "fr": "récolte", "es": "cosecha"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        words = {"en": "The harvests", "fr": "Les récoltes", "es": "Las cosechas"}[self.lang]
        retold = approved(draft(self.config.page_model, title="What it retells"))
        return {
            "topics": [term(Topic, "Water")],
            "community": term(Community, "An example community"),
            "issue": 3,
            "pages": 16,
            "sheet": "letter",
            "made_by": f"{words}\nAn example school",
            "source": retold,
            "prints": [
                {
                    "type": "print",
                    "value": {"file": document().pk, "title": words, "language": "zap", "ink": "colour"},
                }
            ],
            "fold": f"<p>{words}: fold it in half, then in half again.</p>",
        }
