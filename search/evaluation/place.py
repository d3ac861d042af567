"""Says where an evaluation keeps its things and what its build took; passed between the processes of one run."""

import re
import resource
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """Where an evaluation keeps its things."""

    folder: Path
    url: str = ""
    """The server to use; empty for the embedded engine."""
    prefix: str = ""
    """What the names of its indices begin with on a server."""
    levels: int = 0
    """How far to go for works in other languages."""

    @property
    def store(self) -> Path:
        """Return the file of the pages."""
        return self.folder / "pages.sqlite3"

    @property
    def index(self) -> Path:
        """Return the file of the embedded index."""
        return self.folder / "index" / "index.sqlite3"

    @property
    def crossing(self) -> Path:
        """Return the folder of what levels 1 and 2 make of the pages."""
        return self.folder / "crossing"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took."""

    pages: int
    seconds: float
    """From the first line of the pages to an index that answers."""
    levels_seconds: float
    """What levels 1 and 2 took after that; a site's worker does it beside everything else."""
    level: int
    """The highest of the levels asked for that this machine can do."""
    peak_bytes: int
    """Most memory that the building process had."""


def peak_bytes() -> int:
    """Return the most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.exists():
        # What `getrusage` says begins, on Linux, with the memory of the process that started this one.
        found = re.search(r"^VmHWM:\s*(\d+) kB$", status.read_text(), re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # macOS counts bytes, all others kilobytes.
    return most if sys.platform == "darwin" else most * 1024
