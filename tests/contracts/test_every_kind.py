"""No kind without a contract: each registered one, from wherever it comes, is tested by a `KindContract`."""

import importlib
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from library import plugin
from library.discovery import BUILT_IN
from library.testing.registered import contracts_from_outside, kinds_held_by, without_contract


def own_contracts() -> Iterable[ModuleType]:
    """Import the contracts of the kinds that come with the library."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        yield importlib.import_module(f"tests.contracts.{path.stem}")


def test_every_registered_kind_has_a_contract() -> None:
    held = kinds_held_by([*own_contracts(), *contracts_from_outside().values()])
    missing = without_contract(plugin.kinds(), held)
    assert not missing, "; ".join(missing)


def test_the_contracts_of_our_own_kinds_are_ours() -> None:
    held = kinds_held_by(own_contracts())
    assert {slug for slug, _target in BUILT_IN} <= held


def test_a_kind_without_a_contract_is_named_with_the_remedy() -> None:
    held = kinds_held_by(own_contracts()) - {"resource"}
    (line,) = [line for line in without_contract(plugin.kinds(), held) if "resource" in line]
    assert "cejn.contracts" in line


def test_the_class_itself_holds_no_kind() -> None:
    empty = ModuleType("empty")
    from library.testing import KindContract

    empty.KindContract = KindContract  # type: ignore[attr-defined] # as an import of the class leaves it
    assert kinds_held_by([empty]) == set()
