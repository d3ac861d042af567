"""A kind from outside that is broken stops the start with one line that names its package and the remedy."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

APPS = """
from library.plugin import KindConfig

class Zine(KindConfig):
    name = "{package}"
    label = "kind_{slug}"
    slug = "{slug}"
    model_name = "ZinePage"
    api_level = {level}
    label_one = "Zine"
    label_many = "Zines"
"""
MODELS = """
from library.models import ResourcePage

class ZinePage(ResourcePage):
    pass
"""


def install(folder: Path, *, slug: str = "zine", apps: str = APPS, level: int = 1, models: str = MODELS) -> None:
    """Lay a package with an entry point into a folder, as an installer would."""
    package = folder / "cejn_zine"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "apps.py").write_text(apps.format(package="cejn_zine", slug=slug, level=level))
    (package / "models.py").write_text(models)
    info = folder / "cejn_zine-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: cejn-zine\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[cejn.kinds]\n{slug} = cejn_zine.apps:Zine\n")


def start(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start Django with the folder on the path."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"apps": "import a_module_that_is_not_there\n"}, ("cejn-zine 1.0", "a_module_that_is_not_there", "uninstall")),
        ({"models": "raise RuntimeError('broken')\n"}, ("cejn-zine 1.0", "broken", "uninstall")),
        ({"level": 99}, ("cejn_zine", "API level 99", "Install the release")),
        ({"slug": "profile"}, ("profile", "cejn_zine", "library.kinds.profile")),
        ({}, ("cejn_zine", "kinds/zine/page.html")),
        ({"models": "class ZinePage:\n    pass\n"}, ("cejn_zine", "ZinePage")),
    ],
    ids=["import error", "models raise", "api level", "two owners", "missing template", "no model"],
)
def test_the_start_refuses_with_one_line(tmp_path: Path, how: dict[str, str], words: tuple[str, ...]) -> None:
    """No traceback: package, what is wrong, and what to do."""
    install(tmp_path, **how)  # type: ignore[arg-type]
    done = start(tmp_path)
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr[-2000:]
    for word in words:
        assert word in lines[0]
