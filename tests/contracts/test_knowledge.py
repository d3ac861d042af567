"""The contract of the kind "practice or teaching", and what is kept about its place."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from library.catalogue.content import Content
from library.kinds.knowledge.models import KnowledgePage
from library.models import Person, Topic
from library.plugin import kind
from library.testing import KindContract, approved, audio, document, draft, settle, term


class TestKnowledge(KindContract):
    kind = "knowledge"
    found_by = {"en": "smoking", "fr": "fumage", "es": "ahumado"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        season = {"en": "The smoking of fish", "fr": "Le fumage du poisson", "es": "El ahumado del pescado"}[self.lang]
        return {
            "topics": [term(Topic, "Water")],
            "form": "teaching",
            "season": season,
            "months": ["09", "10"],
            "place": "An example river",
            "precision": "named",
            "carriers": [
                {"type": "carrier", "value": {"person": term(Person, "A keeper of an example").pk, "role": "Keeper"}},
                {"type": "carrier", "value": {"name": "A family of an example", "role": "Hosts"}},
            ],
            "terms_of_use": "Read it, tell it, name us. Do not sell it.",
            "sounds": [
                {
                    "type": "sound",
                    "value": {"file": audio().pk, "language": "zap", "title": "Heard", "words": "What is said"},
                }
            ],
        }


@pytest.mark.usefixtures("tree")
def test_a_place_that_is_kept_is_written_nowhere(client: Client) -> None:
    """The form refuses it, the page says that it is kept."""
    page = KnowledgePage(title="Kept", slug="kept", precision="kept", place="Hidden creek")
    with pytest.raises(ValidationError, match="kept by those who carry"):
        page.clean()
    approved(draft(KnowledgePage, title="Kept", slug="kept", precision="kept"))
    settle()
    assert "Kept by those who carry the knowledge" in client.get("/en/library/kept/").content.decode()


def test_a_content_that_has_such_a_place_all_the_same_is_described_without_it() -> None:
    """Whatever wrote the revision, the record does not have it."""
    data = {"precision": "kept", "place": "Hidden creek", "season": "Autumn"}
    config = kind("knowledge")
    assert config is not None
    described = config.describe(Content(KnowledgePage, data, lang="en", files={}, works={}))
    assert described.part.place == ""
    assert "Hidden" not in repr(described)


@pytest.mark.usefixtures("tree")
def test_its_terms_stand_before_its_text(client: Client) -> None:
    """A reader sees how it may be used before reading, and every copy of the data has it."""
    body = [{"type": "text", "value": "<p>Here it begins.</p>"}]
    made = approved(draft(KnowledgePage, title="Told", slug="told", terms_of_use="Ask us first.", body=body))
    settle()
    page = client.get("/en/library/told/").content.decode()
    assert page.index("Ask us first.") < page.index("Here it begins.")
    assert client.get(f"/api/v1/records/{made.translation_key}.en").json()["part"]["terms_of_use"] == "Ask us first."


@pytest.mark.usefixtures("tree")
def test_a_document_is_no_sound() -> None:
    block: Any = KnowledgePage._meta.get_field("sounds")
    value = block.stream_block.child_blocks["sound"].to_python({"file": document().pk, "language": "en"})
    with pytest.raises(ValidationError):
        block.stream_block.child_blocks["sound"].clean(value)
