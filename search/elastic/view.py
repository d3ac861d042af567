"""Reads an index on the server at one moment; `engine` opens it for the search, and for the canaries of a rebuild."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from library.catalogue.record import Cursor
from search.elastic.asking import ServerAsking
from search.elastic.facts import facts
from search.elastic.kept import by_id, by_work
from search.elastic.server import Server
from search.elastic.sight import Sight
from search.elastic.state import State
from search.elastic.statistics import statistics
from search.elastic.suggesting import suggest
from search.elastic.vocabulary import ServerVocabulary
from search.engine import Answer, Found, IndexUnusable, Request, Seeing, Suggestion
from search.plan import Plan, plan
from search.ranking import telling
from search.twin_asking import Asking
from search.vocabulary import Vocabulary

_MOST_LOOKED_AT = 150
"""Stems of one document whose rarity is looked up: those that weigh most in it."""


@dataclass(frozen=True, slots=True)
class View:
    """An index in the state in which it was opened."""

    server: Server
    state: State

    @property
    def cursor(self) -> Cursor:
        if self.state.cursor is None:
            raise IndexUnusable("the index holds nothing yet")
        return self.state.cursor

    def search(self, request: Request) -> Answer:
        made = plan(
            request.asked,
            self.vocabulary(request.seeing),
            lang=request.lang,
            verbatim=request.verbatim,
            synonyms=request.synonyms,
        )
        return self._asking(made, request).answer()

    def elsewhere(self, plan: Plan, request: Request, limit: int) -> tuple[Found, ...]:
        return self._asking(plan, request).elsewhere(limit)

    def suggest(self, words: str, *, lang: str, limit: int, seeing: Seeing) -> tuple[Suggestion, ...]:
        return suggest(self.server, self.state, words, lang=lang, limit=limit, sight=Sight(seeing))

    def vocabulary(self, seeing: Seeing) -> Vocabulary:
        return ServerVocabulary(self.server, self.state, Sight(seeing))

    def telling(self, ids: Iterable[str], most: int) -> Mapping[str, tuple[tuple[str, float], ...]]:
        kept = by_id(self.server, self.state.index, ids)
        stems = {
            key: _heaviest({stem: weight for stem, weight in one.weights.items() if not stem.startswith("x")})
            for key, one in kept.items()
        }
        known = statistics(
            self.server, self.state.index, self.state.slots, {key for own in stems.values() for key in own}
        )
        return {key: telling(own, known.having, known.documents, most) for key, own in stems.items()}

    def among(self, works: Iterable[str], request: Request) -> Mapping[str, Mapping[str, str]]:
        kept = by_work(self.server, self.state.index, Sight(request.seeing), works)
        return Asking(request, Plan(), [one.indexed for one in kept]).among()

    def _asking(self, plan: Plan, request: Request) -> ServerAsking:
        sight = Sight(request.seeing)
        known = facts(self.server, self.state, sight, plan)
        return ServerAsking(self.server, self.state, sight, request, plan, known)


def _heaviest(weights: Mapping[str, float]) -> dict[str, float]:
    return dict(Counter(weights).most_common(_MOST_LOOKED_AT))
