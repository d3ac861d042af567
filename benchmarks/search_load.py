"""Measures the embedded search engine while it is written to: `python benchmarks/search_load.py --works 5000`.

Two processes write, a document a transaction, as fast as they get; four read whole answers of two words with five
facets and ten hits. Prints writes and reads a second, their middle and their slowest hundredth in milliseconds, and
every error. Each writer takes the next batch that fits: where the other one has been there before, it tries again.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from search_engine import FACETS, NOW, Maker, percentiles

from library.catalogue.record import Cursor, Record
from search.document import document
from search.embedded.engine import EmbeddedEngine
from search.engine import Batch, Request, Seeing
from search.words import parse

WRITERS, READERS = 2, 4


def main() -> None:
    """Fill an index and let the processes loose on it; or be one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", choices=("write", "read"), help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    records = list(Maker(asked.seed).records(asked.works))
    if asked.part:
        run(asked.part, asked.path, records, asked.seconds)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.sqlite3"
        engine = EmbeddedEngine(path)
        made = tuple(one for one in map(document, records) if one is not None)
        engine.rebuild(lambda: [Batch(None, Cursor("load", 1), made)])
        engine.close()
        sys.stdout.write(json.dumps({"documents": len(made), **measure(path, asked.works, asked.seconds)}) + "\n")


def measure(path: Path, works: int, seconds: float) -> dict[str, Any]:
    """Return what writers and readers came to in so many seconds."""
    command = [sys.executable, __file__, "--works", str(works), "--seconds", str(seconds), "--path", str(path)]
    parts = ["write"] * WRITERS + ["read"] * READERS
    processes = [
        subprocess.Popen([*command, "--part", part], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for part in parts
    ]
    for process in processes:
        _line(process)  # says that it is ready
    told = [process.communicate()[0] for process in _told_to_go(processes)]
    found = [json.loads(one) for one in told]
    figures: dict[str, Any] = {"errors": [error for one in found for error in one["errors"]][:5]}
    for name in ("write", "read"):
        times = [one for part, own in zip(parts, found, strict=True) if part == name for one in own["times"]]
        figures[name] = {"a_second": round(len(times) / seconds, 1), **percentiles(times)}
    return figures


def _told_to_go(processes: "list[subprocess.Popen[str]]") -> "list[subprocess.Popen[str]]":
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return processes


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def run(part: str, path: Path, records: list[Record], seconds: float) -> None:
    """Do one thing again and again, and tell how long each time took."""
    engine, rng = EmbeddedEngine(path), random.Random(os.getpid())
    do = {"write": _write, "read": _read}[part]
    times: list[float] = []
    errors: list[str] = []
    do(engine, records[0], rng)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    end = time.perf_counter() + seconds
    while (started := time.perf_counter()) < end:
        try:
            counts = do(engine, rng.choice(records), rng)
        except Exception as error:  # noqa: BLE001 - every kind of error is what is being looked for
            errors.append(f"{type(error).__name__}: {error}")
            continue
        if counts:
            times.append((time.perf_counter() - started) * 1000)
    engine.close()
    sys.stdout.write(json.dumps({"times": times, "errors": errors}))


def _write(engine: EmbeddedEngine, record: Record, _rng: random.Random) -> bool:
    made = document(record)
    while made is not None and (since := engine.cursor()) is not None:
        if engine.apply(Batch(since, Cursor(since.epoch, since.sequence + 1), (made,))):
            return True
    raise RuntimeError("there is no index")


def _read(engine: EmbeddedEngine, record: Record, rng: random.Random) -> bool:
    words = " ".join(rng.sample(record.summary.split() or record.title.split(), 2))
    with engine.view() as view:
        answer = view.search(Request(parse(words), record.lang, Seeing(NOW.timestamp()), facets=FACETS, limit=10))
    return answer.total >= 0


if __name__ == "__main__":
    main()
