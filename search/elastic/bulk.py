"""Sends many changes to the server, again where it was too busy for some; called by `writing`.

What the server refuses for good is handed back: one document that it cannot take holds up no other.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from elasticsearch import Elasticsearch

from search.elastic.server import Busy, Server, TooLarge

T = TypeVar("T")

_MOST_BYTES = 8_000_000
_MOST_ACTIONS = 1_000
_LONGEST_REASON = 200
_TRIES = 6
_FIRST_PAUSE = 0.1
"""Seconds before the second try; each later pause is twice as long, three seconds in all."""


@dataclass(frozen=True, slots=True)
class Action:
    """One change: what to do, and with what."""

    verb: str
    id: str
    options: Mapping[str, Any]
    document: Mapping[str, Any] | None = None

    def lines(self) -> bytes:
        """Return the change as the server reads it."""
        lines: list[Any] = [{self.verb: {"_id": self.id, **self.options}}]
        lines += [self.document] if self.document is not None else []
        return b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that the server will never take, and why."""

    id: str
    reason: str


def in_parts(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield a list in parts of so many."""
    for start in range(0, len(things), size):
        yield things[start : start + size]


def send(server: Server, index: str, actions: Iterable[Action]) -> list[Refused]:
    """Make all changes and return those that were refused; a change that came too late is none of these."""
    return [one for part in _parts(actions) for one in _sent(server, index, part)]


def _parts(actions: Iterable[Action]) -> Iterator[list[tuple[Action, bytes]]]:
    part: list[tuple[Action, bytes]] = []
    size = 0
    for action in actions:
        lines = action.lines()
        if part and (size + len(lines) > _MOST_BYTES or len(part) == _MOST_ACTIONS):
            yield part
            part, size = [], 0
        part.append((action, lines))
        size += len(lines)
    if part:
        yield part


def _sent(server: Server, index: str, part: list[tuple[Action, bytes]]) -> list[Refused]:
    refused: list[Refused] = []
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
        try:
            answers = _answers(server, index, part)
        except Busy as busy:
            time.sleep(busy.after)
            continue
        except TooLarge:
            if len(part) == 1:
                return [*refused, Refused(part[0][0].id, "it is larger than the server takes")]
            half = len(part) // 2
            return refused + _sent(server, index, part[:half]) + _sent(server, index, part[half:])
        again = []
        for one, answer in zip(part, answers, strict=True):
            status = answer["status"]
            if status == 429 or status >= 500:
                again.append(one)
            elif status >= 400 and status not in (404, 409):
                # 409: a newer state stands there already. 404: what had to go was gone.
                refused.append(Refused(one[0].id, _reason(answer.get("error"))))
        if not again:
            return refused
        part = again
    raise Busy("the search server is too busy")


def _reason(error: Any) -> str:
    """Return why a change was refused, as the server says it, without what it quotes at length."""
    said = []
    while isinstance(error, Mapping):
        said.append(f"{error.get('type')}: {str(error.get('reason'))[:_LONGEST_REASON]}")
        error = error.get("caused_by")
    return "; ".join(dict.fromkeys(said)) or "it did not say why"


def _answers(server: Server, index: str, part: list[tuple[Action, bytes]]) -> list[Any]:
    # The client takes lines that are made already, though its types do not say so.
    operations: list[Any] = [lines.rstrip(b"\n") for _, lines in part]

    def ask(client: Elasticsearch) -> list[Any]:
        found = client.bulk(index=index, operations=operations)["items"]
        answers = [answer for item in found for answer in item.values()]
        if len(answers) != len(part) or not all(isinstance(one.get("status"), int) for one in answers):
            raise ValueError("answers are missing")
        return answers

    return server.write(ask)
