"""Fills the recordings of the Knowledge Dialogues."""

from typing import Any

from demo import reading
from demo.filling.streams import named, papers, stream
from demo.reading import Item, Words
from demo.studio import Studio


def fill_webinar(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill speakers, chapters, transcripts, the slides, and the sound where there is one."""
    lang = words.lang
    speakers = [f"@{slug} | {role}" for slug, role in zip(item.speakers, words.roles, strict=True)]
    chapters = [{"at": at, "title": title} for at, title in zip(item.chapters, words.chapters, strict=True)]
    transcripts = [{"language": of, "vtt": reading.transcript(item.key, of)} for of in item.words]
    page.languages = list(item.languages)
    page.speakers = stream(f"{item.key} {lang} speaker", named(work, speakers, lang, "speaker"))
    page.chapters = stream(f"{item.key} {lang} chapter", [("chapter", one) for one in chapters])
    page.transcripts = stream(f"{item.key} {lang} transcript", [("transcript", one) for one in transcripts])
    page.files = stream(f"{item.key} {lang} file", papers(work, item.documents, lang))
    page.recording_file_id = work.recording() if item.sound else None
