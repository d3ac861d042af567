"""Links into recordings: the cue at the link has a marked word, also where a match goes on in the next cue."""

import random
from collections.abc import Sequence

from library.catalogue.query import Moment
from library.catalogue.record import Record, SearchText
from library.kinds.webinar.apps import Transcript, TranscriptCue, transcript_text
from library.reading.recording import transcript
from search.analysis.analyser import analysis_of
from search.analysis.tokens import forms
from search.highlight import Marker
from search.moments import MOST, moments
from search.twin import Twin
from tests.search.making import ask, fill, record

TEXTS = {
    "en": "the river salmon drought stories of communities and wells that were dry in a year of fires",
    "fr": "la rivière et les récits de sécheresse d’une communauté l’eau du puits qui était sèche",
    "es": "el río y las historias de sequía de una comunidad el agua del pozo que estaba seco",
    "zap": "nisa guie’ yoo xquenda binni za gueta beeu dxi ruzee xpidola guidxi layú",
}
WORDS = {lang: text.split() for lang, text in TEXTS.items()}
HITS = 500


def said(lang: str, cues: Sequence[str], *, starts: Sequence[int] = ()) -> SearchText:
    times = starts or [place * 4_700 + 333 for place in range(len(cues))]
    made = (TranscriptCue(start, start + 4_000, "", text) for start, text in zip(times, cues, strict=True))
    return transcript_text(Transcript(lang, tuple(made)))


def recording(*texts: SearchText, lang: str = "en") -> Record:
    parts = [
        {
            "lang": text.lang,
            "cues": [
                {"start": ms, "end": ms + 4_000, "speaker": "", "text": piece}
                for (_offset, ms), piece in zip(text.marks, text.text.split("\n"), strict=True)
            ],
        }
        for text in texts
    ]
    return record("talk", lang, title="x", search=texts, part={"transcripts": parts})


def found(words: str, there: Record, lang: str = "en") -> tuple[Moment, ...]:
    twin = Twin()
    fill(twin, [there])
    return moments(Marker(ask(twin, words, lang).plan), there, lang)


def cue_at(there: Record, moment: Moment) -> str:
    """Return the words of the cue at which the page of the recording arrives, which must be lit."""
    shown = transcript(there, asked=moment.lang, interface="en", start=moment.milliseconds // 1000)
    assert shown is not None
    cue = next(one for one in shown.cues if one.id == moment.anchor)
    assert cue.matched
    return cue.text


def marked(moment: Moment) -> str:
    return " ".join(text for text, is_match in moment.pieces if is_match)


def words_of(text: str, lang: str) -> set[str]:
    return set(forms(text, analysis_of(lang)))


def question(chance: random.Random, cues: Sequence[Sequence[str]]) -> str:
    """Return two words that stand together, mostly the last of a cue and the first of the next."""
    place = chance.randrange(len(cues) - 1)
    pair = (cues[place][-1], cues[place + 1][0]) if chance.random() < 0.7 else (*cues[place], cues[place + 1][0])[:2]
    return " ".join(pair) if chance.random() < 0.5 else f'"{" ".join(pair)}"'


def test_the_cue_at_the_link_has_a_marked_word_in_each_of_five_hundred() -> None:
    chance = random.Random(5)
    found_in, links, crossing = 0, 0, 0
    while found_in < HITS:
        lang = chance.choice([*WORDS])
        cues = [[chance.choice(WORDS[lang]) for _word in range(chance.randint(1, 9))] for _cue in range(30)]
        words = question(chance, cues)
        there = recording(said(lang, [" ".join(cue) for cue in cues]), lang=lang)
        places = found(words, there, lang)
        # Words that say nothing, such as "of the", are no reason to listen.
        found_in += bool(places)
        for moment in places:
            assert words_of(marked(moment), lang) & words_of(cue_at(there, moment), lang), (words, moment)
            links += 1
            crossing += not words_of(marked(moment), lang) <= words_of(cue_at(there, moment), lang)
    assert links > HITS
    assert crossing > HITS / 10, "too few of the questions go on in the next cue"


def test_a_phrase_across_the_border_of_two_cues_leads_to_the_first_of_them() -> None:
    there = recording(
        said("en", ["Nobody said a word.", "People listen to drought", "stories with a rope in them.", "Yes."])
    )
    (moment,) = found('"drought stories"', there)
    assert (moment.milliseconds, moment.anchor) == (5_033, "t5")
    assert [text for text, is_match in moment.pieces if is_match] == ["drought stories"]
    assert cue_at(there, moment) == "People listen to drought"


def test_at_most_three_places_are_shown_in_the_order_in_which_they_are_said() -> None:
    cues = ["salmon", "x", "river", "x", "salmon and the river", "x", "salmon", "x", "river of salmon"]
    places = found("salmon river", recording(said("en", cues)))
    assert [moment.anchor for moment in places] == ["t0", "t19", "t37"]
    assert len(places) == MOST


def test_two_cues_that_follow_each_other_are_one_place() -> None:
    places = found("salmon", recording(said("en", ["salmon", "salmon", "salmon"])))
    assert [moment.anchor for moment in places] == ["t0", "t9"]


def test_cues_of_one_second_are_told_apart() -> None:
    there = recording(said("en", ["a river", "a salmon", "x"], starts=[5_100, 5_600, 9_000]))
    (moment,) = found("salmon", there)
    assert (moment.anchor, moment.milliseconds, cue_at(there, moment)) == ("t5-2", 5_600, "a salmon")


def test_a_transcript_in_another_language_is_linked_in_its_own() -> None:
    there = recording(said("en", ["Something else."]), said("es", ["Nada.", "La sequía de agosto."]))
    (moment,) = found("sequia", there)
    assert (moment.lang, moment.record, cue_at(there, moment)) == ("es", there.id, "La sequía de agosto.")


def test_of_two_transcripts_the_readers_own_is_linked() -> None:
    there = recording(said("fr", ["Radio Sila."]), said("es", ["Radio Sila."]))
    assert [moment.lang for moment in found("sila", there, "es")] == ["es"]


def test_words_that_say_nothing_lead_nowhere() -> None:
    there = recording(said("en", ["The", "and the salmon"]), said("fr", ["the", "and"]))
    assert [moment.anchor for moment in found("the salmon", there)] == ["t5"]


def test_other_texts_have_no_moments() -> None:
    assert found("salmon", record("talk", text="salmon", search=(SearchText("extra", "en", "salmon"),))) == ()


def test_long_cues_are_cut_around_the_word() -> None:
    long = "nothing of it " * 60
    (moment,) = found("salmon", recording(said("en", [f"{long}salmon {long}"])))
    assert sum(len(text) for text, _ in moment.pieces) < 400
    assert marked(moment) == "salmon"
