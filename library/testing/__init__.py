"""The test kit of the library, for its own tests and for those of kinds from outside. Shipped, not hidden.

`KindContract` (`contract.py`) is what a kind's test subclasses; the names below make people, terms, items and files.
The fixtures of the kit come with `pytest_plugins = ["library.testing.fixtures"]` in the root `conftest.py`.
"""

from typing import TYPE_CHECKING, Any

from library.testing.making import (
    PASSWORD,
    approved,
    audio,
    document,
    draft,
    library_of,
    person,
    picture,
    settle,
    term,
)

if TYPE_CHECKING:
    from library.testing.contract import KindContract

__all__ = [
    "PASSWORD", "KindContract", "approved", "audio", "document", "draft", "library_of", "person", "picture", "settle",
    "term",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import the contract when it is asked for: it needs pytest, which benchmarks that make items do not have."""
    if name == "KindContract":
        from library.testing.contract import KindContract

        return KindContract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
