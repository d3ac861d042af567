#!/usr/bin/env python3
"""Runs Django's commands and ours; people, the Makefile and the process supervisor call it."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put `site/` on the path, so that nothing needs to be installed, and hand over to Django."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
