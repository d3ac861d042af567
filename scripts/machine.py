"""Finds what the tests need beside Python, or installs it where that is allowed: PostgreSQL and Chromium."""

import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ON_MACOS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
POSTGRESQL_HOMES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin")


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
