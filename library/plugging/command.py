"""`manage.py kinds`: what is asked before Django is set up is answered here; the rest goes on to Django's command.

`manage.py` calls `answer` first, so that a kind which keeps the site from starting can still be found and named.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from library.plugging import asking, printing
from library.plugging.new import begin

EARLY = ("list", "check", "new")


def parser() -> argparse.ArgumentParser:
    """Return the parser of what needs no Django."""
    made = argparse.ArgumentParser(prog="manage.py kinds", description="Kinds of resources from outside, and our own.")
    commands = made.add_subparsers(dest="what", required=True, metavar="list | check | new | remove")
    commands.add_parser("list", help="every kind with version, origin, API level and counts")
    commands.add_parser("check", help="load every kind in a process of its own and say what is wrong with it")
    commands.add_parser("remove", help="take a kind out with all it holds (see `manage.py kinds remove --help`)")
    new = commands.add_parser("new", help="write the package of a new kind")
    new.add_argument("name", help="what one item is called, such as “Seed story”")
    new.add_argument("--folder", type=Path, help="where to write it (default: a folder of its own name, here)")
    return made


def is_early(arguments: Sequence[str]) -> bool:
    """Tell whether the command line asks for something that must work where the site does not start."""
    return list(arguments[1:2]) == ["kinds"] and (len(arguments) < 3 or arguments[2] in (*EARLY, "-h", "--help"))


def answer(arguments: Sequence[str]) -> int:
    """Do what was asked for and return the status of the process."""
    options = parser().parse_args(list(arguments[2:]))
    if options.what == "new":
        return begin(name=options.name, folder=options.folder)
    looked = asking.look()
    lines = printing.table(looked) if options.what == "list" else printing.verdicts(looked)
    for line in lines:
        print(line)  # noqa: T201 - there is no Django yet that could print
    return 0 if looked.is_sound else 1
