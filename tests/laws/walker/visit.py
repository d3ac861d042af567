"""One round over the public outputs after an operation: asks, reads every word of the answers, notes what is wrong."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.test import Client

from tests.laws.oracle import Public
from tests.laws.walker.tokens import found_in
from tests.laws.walker.world import World

INTERFACES = ("en", "fr", "es")


@dataclass(frozen=True)
class Finding:
    """Something that an output said and must not, or must say and did not."""

    surface: str
    what: str

    def __str__(self) -> str:
        """Return it as a line of a report."""
        return f"{self.surface}: {self.what}"


@dataclass(frozen=True)
class Answer:
    """What an output answered."""

    path: str
    status: int
    text: str
    words: frozenset[str]
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.text)


@dataclass
class Visit:
    """A round over the outputs."""

    world: World
    before: dict[str, Public]
    everything: bool
    findings: list[Finding] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        """Work out what may be said, and what the operation at hand has touched."""
        self.client = Client()
        self.open = self.world.open_words()
        self.hidden_works = self._hidden_works()
        now = self.world.public
        self.changed = {key for key in {*self.before, *now} if self.before.get(key) != now.get(key)} | {
            key for key, item in now.items() if item.source in self.world.touched
        }

    def get(self, surface: str, path: str, *, status: int | None = 200, **headers: str) -> Answer:
        """Ask for an address as a stranger would, and search the answer for what must not be in it."""
        self.asked += 1
        response = self.client.get(path, headers=headers or None)
        if response.resolver_match is not None:
            self.world.routes.add(response.resolver_match.route)
        body = body_of(response)
        sent = {name: str(value) for name, value in response.headers.items()}
        if response.cookies:
            self.note(surface, f"{path} sets a cookie")
        text = body.decode("utf-8", "replace")
        words = found_in(text + " ".join(sent.values()))
        answer = Answer(path, response.status_code, text, frozenset(words), sent)
        self._search(surface, answer)
        if status is not None and answer.status != status:
            self.note(surface, f"{path} answers {answer.status}, not {status}")
        return answer

    def must(self, answer: Answer, surface: str, wanted: set[str], of: str) -> None:
        """Note the words that an answer lacks."""
        for word in sorted(wanted - answer.words):
            self.note(surface, f"{answer.path} lacks {word} ({self.world.written.get(word)}) of {of}")

    def equal(self, surface: str, what: str, got: Any, wanted: Any) -> None:
        """Note where an answer differs from what it must be."""
        if got == wanted:
            return
        if isinstance(got, set) and isinstance(wanted, set):
            self.note(surface, f"{what}: too much {sorted(got - wanted)}, missing {sorted(wanted - got)}")
        else:
            self.note(surface, f"{what} is {got!r}, not {wanted!r}")

    def note(self, surface: str, what: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(surface, what))

    def _search(self, surface: str, answer: Answer) -> None:
        # What the reader himself wrote into the address may come back in a link or a search box.
        asked = unquote(answer.path)
        leaked = answer.words - self.open - found_in(asked)
        for word in sorted(leaked):
            self.note(surface, f"{answer.path} ({answer.status}) says {word} ({self.world.written.get(word)})")
        for work in self.hidden_works:
            if work in answer.text and work not in asked:
                self.note(surface, f"{answer.path} names the work {work}, which was never public")

    def _hidden_works(self) -> frozenset[str]:
        from wagtail.models import Page

        from tests.laws.walker.terms import MODELS

        every = {
            str(key) for model in (Page, *MODELS) for key in model.objects.values_list("translation_key", flat=True)
        }
        return frozenset(every - self.world.once)


def body_of(response: Any) -> bytes:
    """Return the bytes of an answer, also of one that comes in pieces."""
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def address_of(item: Public, interface: str = "") -> str:
    """Return the address of something public, as the design words it, for a reader of an interface language."""
    reader = interface or (item.lang if item.lang in INTERFACES else INTERFACES[0])
    return address(item.lang, item.place or "", reader)


def address(lang: str, path: str, reader: str) -> str:
    """Return an address from its parts."""
    return f"/{reader}/{path}" if lang == reader else f"/{reader}/{lang}/{path}"
