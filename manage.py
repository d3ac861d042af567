#!/usr/bin/env python3
"""Runs Django's commands and ours; people, the Makefile and the process supervisor call it."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put `site/` on the path, so that nothing needs to be installed, and hand over to Django."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from library.plugging.command import answer, is_early

    if is_early(sys.argv):
        # Kinds are listed and checked before any of them is loaded: it may be one of them that stops the start.
        sys.exit(answer(sys.argv))
    import django
    from django.core.management import execute_from_command_line

    from library.discovery import start_failure

    try:
        django.setup()
    except Exception as error:
        line = start_failure(error)
        if line is None:
            raise
        sys.exit(line)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
