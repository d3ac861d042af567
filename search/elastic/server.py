"""Talks to the search server: short patience, and every failure of it becomes `IndexUnusable`; all parts call it."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from elastic_transport import TransportError
from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError

from search.elastic.node import PlainNode
from search.engine import EngineDown, IndexUnusable

log = logging.getLogger(__name__)

T = TypeVar("T")
Json = dict[str, Any]

READING_PATIENCE = 3.0
WRITING_PATIENCE = 60.0
LONGEST_PAUSE = 10.0
"""Seconds that a writer waits at most because the server asks for it."""
PAUSE = 5.0
"""Seconds for which nobody asks a server again that has just failed: pages stay quick without it."""


class Busy(EngineDown):
    """The server has too much to do just now; whoever writes tries again a little later."""

    after: float = 0.0
    """Seconds for which the server asks to be left alone."""


class TooLarge(IndexUnusable):
    """What was sent is more than the server takes at once."""


class _Failed(EngineDown):
    """The server is not there, or not itself."""


_ANSWERS: dict[int, type[IndexUnusable]] = {429: Busy, 503: Busy, 413: TooLarge}


class Server:
    """A search server, as far as one process goes."""

    def __init__(self, url: str) -> None:
        self._client = Elasticsearch(
            url, node_class=PlainNode, max_retries=0, request_timeout=READING_PATIENCE, http_compress=False
        )
        self._patient = self._client.options(request_timeout=WRITING_PATIENCE)
        self._lock = threading.Lock()
        self._silent_until = 0.0

    def read(self, ask: Callable[[Elasticsearch], T]) -> T:
        """Ask something for a reader; at once without an answer where the server has just failed."""
        if time.monotonic() < self._silent_until:
            raise EngineDown("the search server has just failed")
        try:
            found = self._asked(self._client, ask)
        except _Failed as error:
            self._fall_silent(str(error))
            raise
        except ConflictError as error:
            raise IndexUnusable("the search server speaks of a conflict where nothing was written") from error
        self._silent_until = 0.0
        return found

    def write(self, ask: Callable[[Elasticsearch], T]) -> T:
        """Ask something for a writer, who waits longer and asks again whatever happened before."""
        return self._asked(self._patient, ask)

    def search(self, index: str, body: Json, **options: Any) -> Json:
        """Return the answer to one search, whole or not at all."""

        def ask(client: Elasticsearch) -> Json:
            return _whole(_dict(client.search(index=index, body=body, **options)))

        return self._found(ask)

    def searches(self, index: str, bodies: Sequence[Json], **options: Any) -> list[Json]:
        """Return the answers to several searches in one go."""
        lines = [line for body in bodies for line in ({"index": index}, body)]

        def ask(client: Elasticsearch) -> list[Json]:
            found = _dict(client.msearch(searches=lines, **options))
            answers = found.get("responses")
            if not isinstance(answers, list) or len(answers) != len(bodies):
                raise IndexUnusable("the search server left an answer out")
            return [_whole(answer) for answer in answers]

        return self._found(ask)

    def _found(self, ask: Callable[[Elasticsearch], T]) -> T:
        try:
            return self.read(ask)
        except NotFoundError as error:
            raise IndexUnusable("the index is gone") from error

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def _asked(self, client: Elasticsearch, ask: Callable[[Elasticsearch], T]) -> T:
        try:
            return ask(client)
        except (NotFoundError, ConflictError):
            raise
        except ApiError as error:
            status = error.status_code
            if status in _ANSWERS:
                refusal = _ANSWERS[status](f"the search server answered {status}")
                if isinstance(refusal, Busy):
                    refusal.after = _asked_for(error)
                raise refusal from error
            if status >= 500:
                raise _Failed(f"the search server answered {status}") from error
            log.exception("The search server refused what it was asked")
            raise IndexUnusable(f"the search server refused it: {status}") from error
        except TransportError as error:
            raise _Failed(f"the search server cannot be reached: {type(error).__name__}") from error
        except (KeyError, TypeError, ValueError) as error:
            raise _Failed("the search server's answer cannot be read") from error

    def _fall_silent(self, reason: str) -> None:
        with self._lock:
            if time.monotonic() >= self._silent_until:
                log.error("The search server fails: %s", reason)
            self._silent_until = time.monotonic() + PAUSE


def _asked_for(error: ApiError) -> float:
    """Return how long a server asks to be left alone, within reason; dates, which it may send too, count as nothing."""
    told = error.meta.headers.get("retry-after") or ""
    return min(float(told), LONGEST_PAUSE) if told.isdecimal() else 0.0


def _dict(answer: Any) -> Json:
    body = getattr(answer, "body", answer)
    if not isinstance(body, Mapping):
        raise IndexUnusable("the search server answered something else")
    return dict(body)


def _whole(answer: Any) -> Json:
    """Return an answer that is complete: half of one would be wrong counts."""
    if not isinstance(answer, Mapping) or "hits" not in answer:
        reason = str(answer.get("error", ""))[:300] if isinstance(answer, Mapping) else ""
        raise IndexUnusable(f"the search server gave no answer {reason}".strip())
    if answer.get("timed_out") or answer.get("_shards", {}).get("failed"):
        raise IndexUnusable("the search server gave half an answer")
    return dict(answer)
