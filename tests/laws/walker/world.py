"""What a walk knows beside the database: who works there, which secrets were written where, what once was public."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from wagtail.models import Page

from tests.laws.oracle import Public, expected_public
from tests.laws.walker.clock import Clock
from tests.laws.walker.tokens import found_in, token

TAGS = ("en", "fr", "es", "zap")


@dataclass(frozen=True)
class Act:
    """One operation of a walk: what is done, and the seed from which it takes all its choices."""

    name: str
    seed: int

    def __str__(self) -> str:
        """Return it as it stands in a report."""
        return f"{self.name}:{self.seed}"

    def number(self, below: int, salt: object = "") -> int:
        """Return a number that hangs on this operation alone."""
        return random.Random(f"{self.seed}/{self.name}/{salt}").randrange(below)

    def chance(self, percent: int, salt: object = "") -> bool:
        """Tell whether something happens that happens so often."""
        return self.number(100, f"chance/{salt}") < percent

    def pick(self, among: Iterable[Any], key: Any = str, salt: object = "") -> Any:
        """Choose one, nothing of nothing; what is chosen stays so when others are no longer there to be chosen."""
        return max(among, key=lambda one: random.Random(f"{self.seed}/{salt}/{key(one)}").random(), default=None)


@dataclass
class World:
    """The state of a walk."""

    seed: int
    clock: Clock = field(default_factory=Clock)
    written: dict[str, str] = field(default_factory=dict)
    """Token -> what it is and where it was written."""
    hashes: dict[str, str] = field(default_factory=dict)
    """SHA-256 of every file that ever was -> its ending."""
    names: dict[str, str] = field(default_factory=dict)
    """`page:12`, `library.topic:3`, `image:4` -> a name that stays the same when the walk is shortened."""
    addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    """(language, path) of everything that ever was public -> its id."""
    once: set[str] = field(default_factory=set)
    """Works that ever were public."""
    marks: dict[str, str] = field(default_factory=dict)
    """Path -> the ETag it was last served with."""
    copy: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What a copy of the library elsewhere holds that follows the API's changes."""
    cursor: str = ""
    touched: set[str] = field(default_factory=set)
    """Sources that the operation at hand worked on."""
    public: dict[str, Public] = field(default_factory=dict)
    late: set[str] = field(default_factory=set)
    """What ended by the clock alone since the worker was by: hidden at once, but no stone stands for it yet."""
    routes: set[str] = field(default_factory=set)
    """Patterns of addresses that were asked for."""
    people: dict[str, int] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def secret(self, act: Act, what: str, where: str = "") -> str:
        """Return a new token for a text, and remember what it is."""
        made = token(self.seed, act.name, act.seed, what, where)
        self.written[made] = f"{what} by {act} {where}".strip()
        return made

    def name(self, source: str) -> str:
        """Return the lasting name of a row."""
        return self.names.get(source, source)

    def look(self) -> dict[str, Public]:
        """Ask the oracle anew, and note what is public for the first time; return what was before."""
        before, self.public = self.public, expected_public()
        self.late -= set(self.public)
        for item in self.public.values():
            self.once.add(item.work)
            if item.place is not None:
                self.addresses[item.lang, item.place] = item.id
        return before

    def open_words(self) -> set[str]:
        """Return the tokens that may stand in an answer."""
        return found_in(" ".join(item.words() for item in self.public.values()))

    def person(self, name: str) -> Any:
        """Return a user, fresh from the database."""
        from django.contrib.auth import get_user_model

        return get_user_model()._default_manager.get(pk=self.people[name])

    def desk(self, name: str) -> Client:
        """Return the admin of a user, logged in."""
        client = Client()
        client.force_login(self.person(name), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def pages(self, *, depth: int = 3) -> list[Page]:
        """Return the pages from this depth on, as they are stored."""
        return list(Page.objects.filter(depth__gte=depth).order_by("pk"))

    def page(self, act: Act, *, among: Iterable[Page] | None = None, salt: object = "") -> Any:
        """Choose a page for an operation and note that it is worked on; nothing where there is none."""
        chosen = act.pick(
            self.pages() if among is None else among, key=lambda page: self.name(f"page:{page.pk}"), salt=salt
        )
        if chosen is None:
            return None
        self.touched.add(f"page:{chosen.pk}")
        return chosen.specific

    def text(self, act: Act, *, among: Iterable[Page] | None = None) -> Any:
        """Choose a page that has words of its own: an alias has none, and Wagtail's editor says so."""
        pages = self.pages() if among is None else among
        return self.page(act, among=[page for page in pages if not page.alias_of_id])
