"""The kind "recording": a webinar that was held, with speakers, chapters and transcripts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

from library.catalogue.record import SearchText
from library.languages import own_name
from library.parts import FileOf, Named
from library.plugin import Description, Facet, KindConfig, Text

if TYPE_CHECKING:
    from library.catalogue.content import Content


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of ours (`hash`) or an address elsewhere (`url`, asked of `host` only when the reader says so)."""

    hash: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the recording, from a time in milliseconds."""

    ms: int
    title: str


@dataclass(frozen=True, slots=True)
class TranscriptCue:
    """Words said between two times in milliseconds."""

    start: int
    end: int
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that was said, in one language."""

    lang: str
    cues: tuple[TranscriptCue, ...]


@dataclass(frozen=True, slots=True)
class WebinarPart:
    """What a recording has beyond what every item has."""

    minutes: int | None
    speakers: tuple[Named, ...]
    languages: tuple[str, ...]
    recording: Recording | None
    chapters: tuple[Chapter, ...]
    transcripts: tuple[Transcript, ...]
    files: tuple[FileOf, ...]


class WebinarKind(KindConfig):
    """Register the kind."""

    name = "library.kinds.webinar"
    label = "kind_webinar"
    verbose_name = _("Recordings")
    slug: ClassVar[str] = "webinar"
    model_name: ClassVar[str] = "WebinarPage"
    api_level: ClassVar[int] = 1
    label_one: ClassVar[Text] = _("Recording")
    label_many: ClassVar[Text] = _("Recordings")
    icon: ClassVar[str] = "webinar"
    version: ClassVar[int] = 2
    page_only: ClassVar[tuple[str, ...]] = ("chapters", "transcripts", "files")
    part_type = WebinarPart
    facets: ClassVar[tuple[Facet, ...]] = (Facet("spoken", _("Spoken in"), own_name),)

    def describe(self, content: "Content") -> Description:
        """Describe a recording from its approved content."""
        from library.blocks import recording_value

        value = recording_value(content.raw("recording_file"), content.text("recording_url"), content)
        part = WebinarPart(
            minutes=content.number("minutes"),
            speakers=tuple(Named(**speaker) for speaker in content.values("speakers")),
            languages=content.strings("languages"),
            recording=Recording(value["hash"], value["url"], value["host"]) if value else None,
            chapters=tuple(Chapter(**chapter) for chapter in content.values("chapters")),
            transcripts=tuple(
                Transcript(item["lang"], tuple(TranscriptCue(**cue) for cue in item["cues"]))
                for item in content.values("transcripts")
            ),
            files=tuple(FileOf(**value) for value in content.values("files")),
        )
        words = [
            *(f"{speaker.name} {speaker.role}" for speaker in part.speakers),
            *(chapter.title for chapter in part.chapters),
            *(file.title for file in part.files),
        ]
        return Description(
            part=part,
            facets={"spoken": part.languages},
            search=(
                SearchText("extra", content.lang, "\n".join(words)),
                *(transcript_text(transcript) for transcript in part.transcripts),
            ),
        )


def transcript_text(transcript: Transcript) -> SearchText:
    """Return a transcript as one text with the time at which each of its cues begins."""
    marks, pieces, offset = [], [], 0
    for cue in transcript.cues:
        marks.append((offset, cue.start))
        pieces.append(cue.text)
        offset += len(cue.text) + 1
    return SearchText("transcript", transcript.lang, "\n".join(pieces), tuple(marks))
