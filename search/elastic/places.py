"""Names the indices of a site and swaps them: one is read and written, the one before it is kept; called by `engine`.

Both aliases always stand on one index, and everything that a question asks goes to the index itself, so that a swap
in the middle of it changes nothing.
"""

import datetime as dt
import logging
import re
from dataclasses import dataclass
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError

from search.elastic.schema import mappings, settings
from search.elastic.server import Server

log = logging.getLogger(__name__)


def _number(name: str) -> int:
    """Return the number at the end of an index's name."""
    return int(name.rsplit("-", 1)[1])


@dataclass(frozen=True, slots=True)
class Places:
    """The indices whose names begin alike."""

    server: Server
    prefix: str

    @property
    def reading(self) -> str:
        """Return the alias of readers."""
        return f"{self.prefix}-read"

    @property
    def writing(self) -> str:
        """Return the alias of writers."""
        return f"{self.prefix}-write"

    def all(self) -> list[str]:
        """Return all indices of this site, the oldest first."""
        pattern = re.compile(re.escape(self.prefix) + r"-\d{8}-(\d+)")
        found = self.server.write(lambda client: list(client.indices.get_alias(index=f"{self.prefix}-*")))
        return sorted(filter(pattern.fullmatch, found), key=_number)

    def current(self) -> str | None:
        """Return the index that is read, or nothing where there is none."""
        found = self._read()
        return found[-1] if found else None

    def sole(self) -> str | None:
        """Return the index that is read; where several are, only the last one is from now on.

        A server answers for none of several. A server that starts again may have made one that it knew nothing of.
        """
        found = self._read()
        if len(found) > 1:
            log.error("The search server had several indices for one: %s", ", ".join(found))
            self.swap(found[-1])
        return found[-1] if found else None

    def _read(self) -> list[str]:
        """Return the indices that readers' alias stands on, the oldest first."""
        try:
            found = self.server.write(lambda client: list(client.indices.get_alias(name=self.reading)))
        except NotFoundError:
            return []
        return sorted(found, key=_number)

    def make(self, *, is_bulk: bool) -> str | None:
        """Make the next index, or nothing where somebody else is just making it.

        The first one is made with its aliases, so that of two writers that find none one makes it for both.
        """
        there = self.all()
        if not is_bulk and self._read():
            # Made since somebody looked for one, by a writer that may be dead by now: a second one would make two.
            return None
        number = _number(there[-1]) + 1 if there else 1
        name = f"{self.prefix}-{dt.datetime.now(dt.UTC):%Y%m%d}-{number}"
        names = [] if is_bulk else [self.reading, self.writing]
        aliases: dict[str, dict[str, Any]] = {alias: {} for alias in names}
        kept, fields = settings(is_bulk=is_bulk), mappings()

        def make(client: Elasticsearch) -> bool:
            try:
                client.indices.create(index=name, settings=kept, mappings=fields, aliases=aliases)
            except ApiError as error:
                if "resource_already_exists" in str(error):
                    return False
                raise
            return True

        return name if self.server.write(make) else None

    def open(self, name: str) -> None:
        """Let an index that was made in one go be seen as it changes, like any other."""
        interval = settings(is_bulk=False)["refresh_interval"]

        def open_up(client: Elasticsearch) -> None:
            client.indices.put_settings(index=name, settings={"refresh_interval": interval})
            client.indices.refresh(index=name)

        self.server.write(open_up)

    def swap(self, name: str) -> None:
        """Let readers and writers use this index, and no other, from one moment to the next."""
        aliases = (self.reading, self.writing)
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": alias}} for alias in aliases]
        for other in self.all():
            if other != name:
                actions += [{"remove": {"index": other, "alias": alias, "must_exist": False}} for alias in aliases]
        self.server.write(lambda client: client.indices.update_aliases(actions=actions))

    def previous(self) -> str | None:
        """Return the index that was read before, or nothing where none is kept."""
        current = self.current()
        others = [name for name in self.all() if name != current]
        return others[-1] if others else None

    def drop(self, names: list[str]) -> None:
        """Delete indices."""
        if names:
            self.server.write(lambda client: client.indices.delete(index=names, ignore_unavailable=True))

    def drop_but(self, *kept: str | None) -> None:
        """Delete all indices but these."""
        self.drop([name for name in self.all() if name not in kept])
