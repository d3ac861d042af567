"""The contract of the kind "recording"."""

from typing import Any

from library.models import Community, Person, Topic
from library.testing import KindContract, audio, document, term

VTT = """WEBVTT

00:00:00.000 --> 00:00:04.000
<v A member>Good morning.

00:00:05.000 --> 00:00:09.000
We speak of the well.
"""


class TestWebinar(KindContract):
    kind = "webinar"
    found_by = {"en": ("story", "well"), "fr": "récits", "es": "relatos"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        words = {"en": "Stories of climate", "fr": "Les récits", "es": "Un relato"}[self.lang]
        speaker = {"person": term(Person, "A body that speaks").pk, "name": "", "role": "Host"}
        member = {"person": None, "name": "A member of an example community", "role": "Storyteller"}
        return {
            "topics": [term(Topic, "Water")],
            "community": term(Community, "An example community"),
            "minutes": 84,
            "speakers": [{"type": "speaker", "value": one} for one in (speaker, member)],
            "languages": ["es", "zap"],
            "recording_file": audio(),
            "chapters": [
                {"type": "chapter", "value": {"at": "0:00", "title": words}},
                {"type": "chapter", "value": {"at": "0:05", "title": "The well"}},
            ],
            "transcripts": [{"type": "transcript", "value": {"language": self.lang, "vtt": VTT}}],
            "files": [{"type": "file", "value": {"file": document().pk, "title": "Slides", "language": self.lang}}],
        }
