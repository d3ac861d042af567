"""A broken kind from outside: the start refuses with one line, and the check says the same where nothing starts."""

from pathlib import Path

import pytest

from library.discovery import BUILT_IN, outside_kinds
from library.plugging import asking
from tests.plugins.laying import BROKEN, lay, manage

STARTS = {
    "import_error": ("cejn-import-error 1.0", "a_module_that_is_not_there", "uninstall"),
    "models_raise": ("cejn-models-raise 1.0", "the models are broken", "uninstall"),
    "two_owners": ("profile", "cejn_two_owners", "library.kinds.profile", "Uninstall one"),
    "old_level": ("cejn_old_level", "API level 99", "Install the release"),
    "no_template": ("cejn_no_template", "kinds/no_template/page.html", "put it under"),
    "bad_template": ("kinds/bad_template/card.html", "no_such_tag", "correct it"),
    "colliding": ("cejn_colliding", "spoken", "name of its own"),
    "reserved": ("topic", "cejn_reserved", "choose another"),
    "bad_signature": ("cejn_bad_signature", "describe(self, content)", "change"),
}
"""What keeps the site from starting, and what the one line must say."""
CHECKS = {
    **STARTS,
    "two_owners": ("profile", "cejn_two_owners", "library.kinds.profile", "uninstall one"),
    "old_level": ("cejn_old_level", "API level 99", "install the release"),
    "no_migration": ("cejn-no-migration 1.0", "pages", "makemigrations kind_no_migration"),
    "ends_process": ("cejn_ends_process", "status 3", "uninstall"),
    "describe_raises": ("nothing to describe", "mend"),
    "describe_wrong_type": ("returned dict, not a Description", "mend"),
    "describe_slow": ("took 1.1 seconds", "mend"),
}


@pytest.mark.parametrize(("name", "words"), STARTS.items())
def test_the_start_refuses_with_one_line(tmp_path: Path, name: str, words: tuple[str, ...]) -> None:
    """No traceback: package, what is wrong, and what to do."""
    lay(BROKEN / name, tmp_path)
    done = manage(tmp_path, "check")
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr[-2000:]
    for word in words:
        assert word in lines[0]


def test_the_check_says_what_is_wrong(tmp_path: Path) -> None:
    """One sentence at each broken kind, all installed at once; a broken kind is the fault of nobody else."""
    for name in CHECKS:
        lay(BROKEN / name, tmp_path)
    done = manage(tmp_path, "kinds", "check")
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    missed = []
    for name, words in CHECKS.items():
        own = [line for line in lines if f"cejn-{name.replace('_', '-')} 1.0, API" in line]
        missed += [(name, own)] if len(own) != 1 or any(word not in own[0] for word in words) else []
    assert missed == []
    built_in = [line for line in lines if ", built in, API level 1)" in line]
    assert len(built_in) == len(BUILT_IN)
    assert all(line.endswith(": sound") for line in built_in), built_in
    assert lines[-1] == f"{len(BUILT_IN) + len(CHECKS)} kinds, {len(CHECKS)} problems."


def test_every_broken_package_is_tested() -> None:
    """A package that no test installs would be broken in vain."""
    assert {path.name for path in BROKEN.iterdir() if path.is_dir()} == {*CHECKS, "never_loaded"}


def test_the_list_works_where_the_site_does_not_start(tmp_path: Path) -> None:
    """Two broken kinds at once: each has its own sentence, and every other kind its row."""
    lay(BROKEN / "import_error", tmp_path)
    lay(BROKEN / "old_level", tmp_path)
    done = manage(tmp_path, "kinds", "list")
    assert done.returncode == 1
    rows = {line.split()[0]: line for line in done.stdout.splitlines() if line and not line.startswith(" ")}
    assert {"profile", "import_error", "old_level"} <= set(rows)
    assert "built in" in rows["profile"]
    assert "sound" in rows["profile"]
    assert "not sound" in rows["import_error"]
    assert "a_module_that_is_not_there" in done.stdout
    assert "API level 99" in done.stdout


def test_the_check_needs_no_settings(tmp_path: Path) -> None:
    """Where the settings cannot be read, the kinds are still named, and the reason is said."""
    lay(BROKEN / "import_error", tmp_path)
    done = manage(tmp_path, "kinds", "check", settings="config.settings.base")
    assert done.returncode == 1
    assert "a_module_that_is_not_there" in done.stdout
    assert "CEJN_SECRET_KEY" in done.stdout
    assert "profile (version 1, built in, API level 1)" in done.stdout


def test_a_kind_that_is_never_loaded_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that loads it has a time limit, so the others are reported all the same."""
    lay(BROKEN / "never_loaded", tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(asking, "found_kinds", outside_kinds)
    looked = asking.look(limit=3)
    assert [report.slug for report in looked.reports] == ["never_loaded"]
    assert "was not loaded within 3 seconds" in looked.reports[0].problems[0]
    assert "uninstall cejn-never-loaded 1.0" in looked.reports[0].problems[0]
