"""The contract of the kind "community profile"."""

from typing import Any

from library.models import Community, Topic
from library.testing import KindContract, approved, document, draft, term


class TestProfile(KindContract):
    kind = "profile"
    found_by = {"en": "drought", "fr": "sécheresse", "es": "sequías"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        words = {"en": "Droughts", "fr": "Les sécheresses", "es": "La sequía"}[self.lang]
        community = term(Community, "An example community")
        other = approved(draft(self.config.page_model, title="Neighbours", slug=f"neighbours-{community.pk}"))
        links = [
            {"title": "Neighbours", "page": other.pk, "url": ""},
            {"title": "Our own pages", "page": None, "url": "https://community.example/"},
        ]
        return {
            "topics": [term(Topic, "Water")],
            "community": community,
            "form": "organisation",
            "peoples": "An example people\nAnother people",
            "languages": "Diidxazá\nEspañol",
            "town": "An example valley",
            "region": "An example province",
            "challenges": f'<p>{words}, and <a linktype="page" id="{other.pk}">what they do</a>.</p>',
            "solutions": f'<p>Terraces: <a linktype="document" id="{document().pk}">a guide</a>.</p>',
            "links": [{"type": "links", "value": links}],
        }
