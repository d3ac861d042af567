"""Lays a package into a folder as an installer would, without one: its code, and who announces it by which name."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BROKEN = Path(__file__).resolve().parent / "broken"


def lay(source: Path, folder: Path) -> None:
    """Copy the package of a project folder, and write what `importlib.metadata` reads of it."""
    project = tomllib.loads((source / "pyproject.toml").read_text())["project"]
    name, version = project["name"], project["version"]
    package = name.replace("-", "_")
    shutil.copytree(source / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    info = folder / f"{package}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in points.items())
        for group, points in project["entry-points"].items()
    ]
    (info / "entry_points.txt").write_text("\n".join(lines))


def manage(folder: Path, *arguments: str, settings: str = "config.settings.test") -> subprocess.CompletedProcess[str]:
    """Run a command of the site with the packages of a folder installed."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": settings}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
