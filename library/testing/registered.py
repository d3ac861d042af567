"""Which kinds have a contract: looks for subclasses of `KindContract` in the tests of the library and of packages.

A package from outside names the module of its contract by the entry-point group `cejn.contracts` (`zine =
"cejn_zine.tests.test_contract"`), beside `cejn.kinds`. Called by the test that no kind is without a contract.
"""

import importlib
from collections.abc import Collection, Iterable
from importlib import metadata
from types import ModuleType

from library.plugin import KindConfig
from library.testing.contract import KindContract

GROUP = "cejn.contracts"


def contracts_from_outside() -> dict[str, ModuleType]:
    """Import the contracts that installed packages name, by the slug of their kind."""
    return {point.name: importlib.import_module(point.module) for point in metadata.entry_points(group=GROUP)}


def kinds_held_by(modules: Iterable[ModuleType]) -> set[str]:
    """Return the kinds for which one of these modules has a contract that a test run would find."""
    return {
        found.kind
        for module in modules
        for name, found in vars(module).items()
        if name.startswith("Test") and isinstance(found, type) and issubclass(found, KindContract)
    }


def without_contract(kinds: Iterable[KindConfig], held: Collection[str]) -> list[str]:
    """Return a line for each kind that no contract holds, with the remedy."""
    return [
        f'The kind "{config.slug}" ({config.name}) has no contract: subclass library.testing.KindContract '
        f"in a test, and name its module by the entry-point group {GROUP} (a built-in kind: in tests/contracts)."
        for config in kinds
        if config.slug not in held
    ]
