"""Finds what the tests need beside Python, or installs it where that is allowed: PostgreSQL, Chromium, Java, Maven."""

import os
import re
import shutil
import subprocess
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
POSTGRESQL_HOMES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")
JAVA_HOMES = ("usr/lib/jvm/*", "opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home")
# The search servers make no index without the first and start without the second only when told to.
JAVA_MODULES = ("jdk.localedata", "jdk.incubator.vector")
ROOM = 4_000_000_000
"""Bytes of memory that must be free for files before any are kept there."""


def find_chromium() -> str | None:
    """Return the path of a Chromium, or nothing."""
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return found
    return next((str(path) for path in CHROMIUM_ON_MACOS if path.exists()), None)


def find_postgresql() -> Path | None:
    """Return the folder with PostgreSQL's server programs, the newest where there are several, or nothing."""
    homes = [path for pattern in POSTGRESQL_HOMES for path in Path("/").glob(pattern.removeprefix("/"))]
    for home in sorted(homes, key=_version, reverse=True):
        if (home / "initdb").exists() and (home / "pg_ctl").exists():
            return home
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _version(home: Path) -> int:
    digits = "".join(letter for letter in home.parent.name if letter.isdigit())
    return int(digits or 0)


def find_java(oldest: int) -> Path | None:
    """Return the home of a Java that is new enough and whole: the one that was named, else the oldest; or nothing."""
    chosen = Path(os.environ.get("SEARCH_JAVA_HOME") or "/nowhere")
    if _version_of_java(chosen) >= oldest:
        return chosen
    named = [Path(home)] if (home := os.environ.get("JAVA_HOME")) else []
    on_path = [Path(found).resolve().parent.parent] if (found := shutil.which("java")) else []
    usual = [path for pattern in JAVA_HOMES for path in sorted(Path("/").glob(pattern))]
    homes = [*named, *usual, *on_path, *_java_of_macos()]
    usable = [(version, home) for home in homes if (version := _version_of_java(home)) >= oldest]
    return min(usable, key=lambda pair: pair[0])[1] if usable else None


def _java_of_macos() -> list[Path]:
    teller = Path("/usr/libexec/java_home")
    if not teller.exists():
        return []
    told = subprocess.run([str(teller), "-V"], capture_output=True, text=True, check=False).stderr
    return [Path(line) for line in re.findall(r"(/\S.*)$", told, re.MULTILINE)]


def _version_of_java(home: Path) -> int:
    """Return the version of a Java that has the modules which the servers need, else 0."""
    program = str(home / "bin" / "java")
    if not os.access(program, os.X_OK):
        return 0
    told = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    modules = subprocess.run([program, "--list-modules"], capture_output=True, text=True, check=False).stdout
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found and all(f"{name}@" in modules for name in JAVA_MODULES) else 0


def may_install() -> bool:
    """Tell whether packages may be installed here: as root, on Debian or a relative of it."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> bool:
    """Install a Debian package without questions; return whether it worked."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*quiet, "update"], env=environment, check=False)
    command = [*quiet, "install", "--yes", "--no-install-recommends", package]
    return subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode == 0


def quickest_folder() -> Path:
    """Return where a search server keeps its files: in memory where it can, as it waits for the disk with each index.

    The tests fill a tenth of the room that must be there; Java loads libraries from among these files.
    """
    memory, disk = Path("/", "dev", "shm"), Path("/", "tmp")
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return disk
    return memory
