"""What is known of one kind after it was looked at; it travels as JSON from the process that loaded the kind.

`library.plugging.probe` fills it in, `library.plugging.asking` collects it, `library.plugging.command` prints it.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from library.discovery import Found

Declared = dict[str, dict[str, list[str]]]


@dataclass(slots=True)
class Report:
    """One kind: who brought it, what it declares, and what is wrong with it."""

    slug: str
    target: str
    origin: str
    version: int | None = None
    api_level: int | None = None
    problems: list[str] = field(default_factory=list)
    """Sentences; each names what is wrong and how to mend it."""
    declared: Declared = field(default_factory=dict)
    """What other kinds may not declare otherwise: `facet`, `order`, `relation`, `table`; name -> its meaning."""
    public: int | None = None
    """Records that readers see; nothing where the database could not be asked."""
    drafts: int | None = None
    """Pages that readers do not see."""

    @classmethod
    def of(cls, found: Found) -> "Report":
        """Begin the report of a kind."""
        return cls(found.slug, found.target, found.origin)

    @property
    def found(self) -> Found:
        """Return the kind as the discovery knows it."""
        return Found(self.slug, self.target, self.origin)

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.problems

    def add(self, sentence: str) -> None:
        """Note what is wrong, once."""
        line = " ".join(sentence.split())
        if line not in self.problems:
            self.problems.append(line)

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return asdict(self)
