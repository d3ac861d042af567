"""Marks and passages."""

from hypothesis import given
from hypothesis import strategies as st

from search.document import Passage
from search.highlight import WIDTH, Marker, Pieces, cut, snippet
from search.plan import Plan, plan
from search.twin import Twin
from search.words import parse
from tests.search.making import ask, fill, record
from tests.search.test_analysis import TEXTS


class _NoWords:
    """A vocabulary of nothing."""

    def folded(self, foldings: object) -> list[object]:
        return []

    stemmed = alike = folded


def _plan(words: str, text: str = "", lang: str = "en") -> Plan:
    twin = Twin()
    fill(twin, [record("item", lang, title="x", text=text)])
    return ask(twin, words).plan


def _marked(pieces: Pieces) -> list[str]:
    return [text for text, is_match in pieces if is_match]


def _snippet(words: str, text: str, lang: str = "en") -> Pieces:
    found, _fields = snippet(_plan(words, text, lang), [Passage("body", lang, text)])
    assert found is not None
    return found.pieces


def test_all_forms_of_a_word_are_marked_and_nothing_else() -> None:
    text = "Adapting communities adapt; the place of a Community’s <b>land</b> & comity."
    assert _marked(_snippet("community adapts", text)) == ["Adapting", "communities", "adapt", "Community’s"]


def test_accents_and_elisions_are_marked_where_they_stand() -> None:
    assert _marked(_snippet("secheresse eau", "L’eau et la sécheresse.", "fr")) == ["eau", "sécheresse"]


def test_a_phrase_is_one_mark_and_its_words_alone_are_none() -> None:
    assert _marked(_snippet('"climate change"', "Change. Climate change! The climate.")) == ["Climate change"]


def test_markup_stays_text() -> None:
    pieces = _snippet("land", "<script>alert('land')</script>")
    assert "".join(text for text, _ in pieces) == "<script>alert('land')</script>"


def test_the_passage_with_most_words_is_shown() -> None:
    text = "salmon. " + "Other words stand here. " * 60 + "The salmon of the river. " + "More of them follow. " * 60
    pieces = _snippet("salmon river", text)
    assert _marked(pieces) == ["salmon", "river"]
    assert pieces[0] == pieces[-1] == ("\u2026", False)
    assert sum(len(piece) for piece, _ in pieces) < WIDTH + 100


def test_where_only_the_title_matches_the_beginning_is_shown() -> None:
    found, fields = snippet(
        _plan("salmon", "Salmon"), [Passage("title", "en", "Salmon"), Passage("summary", "en", "Of the river.")]
    )
    assert found is not None
    assert (found.pieces, fields) == ((("Of the river.", False),), ("title",))


def test_nothing_to_show_is_nothing() -> None:
    assert snippet(_plan("salmon"), [Passage("title", "en", "Salmon")])[0] is None


@given(TEXTS, st.sampled_from(["en", "fr", "es", "zap"]))
def test_marks_stand_in_order_and_a_word_of_a_text_is_marked_in_it(text: str, lang: str) -> None:
    planned = plan(parse(text.replace('"', " ").replace("-", " ")[:200]), _NoWords())  # type: ignore[arg-type]
    end = 0
    for span in Marker(planned).spans(text, lang):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@given(st.text(max_size=600), st.data())
def test_pieces_are_the_text_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    pieces = cut(text, [], start)
    whole = "".join(piece for piece, _ in pieces).removeprefix("\u2026").removesuffix("\u2026")
    assert whole in " ".join(text.split("\n")).replace("\r", " ") or not text.isprintable()
