"""Runs `manage.py search_eval` over one set of pages and questions; called by `run` and `agreement`."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import scoring

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Results by question, and the figures of the run."""

    results: dict[str, scoring.Line]
    figures: dict[str, Any]


def evaluate(pages: Path, queries: Path, out: Path, *, url: str = "", levels: int = 0) -> Outcome:
    """Evaluate in a process of its own, and stop the benchmark where that fails."""
    command = [sys.executable, "manage.py", "search_eval", "--levels", str(levels)]
    command += ["--pages", str(pages.resolve()), "--queries", str(queries.resolve()), "--out", str(out.resolve())]
    command += ["--engine", "elasticsearch", "--url", url] if url else []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return Outcome(scoring.read(out), json.loads(done.stdout.strip().splitlines()[-1]))
