"""Runs the two halves of an evaluation, building and asking, each in a process of its own; called by `running`.

The process that asks has then held nothing of the pages and loads none of the site's apps: its memory is that of a
reader of the index, and no database can be touched by it.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from typing import Any


def apart(module: str, name: str, *given: Any) -> Any:
    """Call a function in a new process and return what it returns; its errors are raised here."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_there, module, name, *given).result()


def _there(module: str, name: str, *given: Any) -> Any:
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function(*given)
