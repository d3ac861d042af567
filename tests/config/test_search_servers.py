"""Checks how search servers come to a test run: chosen, fetched, held against their checksum, never quietly missing."""

import hashlib
import importlib
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delenv("ENGINES", raising=False)


@pytest.fixture
def fetching(scripts: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """Load the script with an empty cache and a Maven that hands out an archive of ours."""
    monkeypatch.setenv("SEARCH_SERVERS_CACHE", str(tmp_path / "cache"))
    maven = tmp_path / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text(
        f"""#!{sys.executable}
import pathlib, shutil, sys
pathlib.Path({str(tmp_path / "asked")!r}).open("a").write("once ")
(target,) = [one.split("=", 1)[1] for one in sys.argv if one.startswith("-DoutputDirectory=")]
shutil.copy({str(tmp_path / "given.zip")!r}, target + "/fetched.zip")
"""
    )
    maven.chmod(0o755)
    monkeypatch.setenv("PATH", f"{maven.parent}:/usr/bin:/bin")
    return importlib.import_module("search_servers")


def _give(folder: Path, *names: str) -> str:
    """Write the archive that Maven will hand out, and return its checksum."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    (folder / "given.zip").write_bytes(made.getvalue())
    return hashlib.sha256(made.getvalue()).hexdigest()


def _server(fetching: ModuleType, name: str, sha256: str) -> Any:
    return fetching.Server(name, 17, "org.example:server:1:zip", sha256)


def test_the_lock_names_each_server_with_a_checksum(fetching: ModuleType) -> None:
    found = fetching.servers()
    assert list(found) == ["opensearch", "elasticsearch", "elasticsearch9"]
    assert all(len(server.sha256) == 64 and server.coordinate.endswith(":zip") for server in found.values())


def test_a_server_is_fetched_once(fetching: ModuleType, tmp_path: Path) -> None:
    given = _give(tmp_path, "opensearch-1/bin/opensearch", "opensearch-1/config/jvm.options")
    server = _server(fetching, "opensearch", given)
    assert not fetching.is_installed(server)
    home = fetching.install(server)
    assert fetching.install(server) == home
    assert fetching.is_installed(server)
    assert (tmp_path / "asked").read_text() == "once "
    assert (home / "bin/opensearch").stat().st_mode & 0o777 == 0o755
    assert sorted(path.name for path in home.parent.iterdir()) == [home.name, "opensearch.lock"]


def test_only_the_server_is_taken_from_an_archive(fetching: ModuleType, tmp_path: Path) -> None:
    names = ["elasticsearch/bin/cli", "elasticsearch/lib/one.jar", "web/index.html", "elasticsearch/../../out"]
    server = _server(fetching, "elasticsearch", _give(tmp_path, *(f"bundle-1/{name}" for name in names)))
    home = fetching.install(server)
    assert sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()) == [
        "bin/cli",
        "bin/elasticsearch",
        "lib/one.jar",
    ]


def test_another_checksum_is_a_failure_and_leaves_nothing(fetching: ModuleType, tmp_path: Path) -> None:
    _give(tmp_path, "opensearch-1/bin/opensearch")
    with pytest.raises(fetching.Tampered, match="has the checksum"):
        fetching.install(_server(fetching, "opensearch", "0" * 64))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["opensearch.lock"]


def test_another_checksum_has_a_status_of_its_own(
    fetching: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _give(tmp_path, "opensearch-1/bin/opensearch")
    assert fetching.main(["install", "opensearch"]) == 3
    assert "has the checksum" in capsys.readouterr().err


def test_without_maven_it_is_said(fetching: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fetching.ServerProblem, match="apt install maven"):
        fetching.install(_server(fetching, "opensearch", "0" * 64))


def test_without_java_it_is_said(fetching: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "find_java", lambda oldest: None)
    server = _server(fetching, "opensearch", "0" * 64)
    with pytest.raises(fetching.ServerProblem, match="Java 17 or newer"), fetching.running(server):
        pass


def test_the_java_that_is_named_is_taken_if_it_is_new_enough(
    scripts: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    machine = importlib.import_module("machine")
    for version in (17, 21, 25):
        program = tmp_path / str(version) / "bin" / "java"
        program.parent.mkdir(parents=True)
        told = f'if [ "$1" = -version ]; then echo \'openjdk version "{version}.0.1"\' >&2; '
        program.write_text(f"#!/bin/sh\n{told} else echo jdk.localedata@1; echo jdk.incubator.vector@1; fi\n")
        program.chmod(0o755)
    bare = tmp_path / "22" / "bin" / "java"
    bare.parent.mkdir(parents=True)
    bare.write_text("#!/bin/sh\necho 'openjdk version \"22\"' >&2\n")
    bare.chmod(0o755)
    monkeypatch.setattr(machine, "JAVA_HOMES", (str(tmp_path / "*").lstrip("/"),))
    for name in ("SEARCH_JAVA_HOME", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    assert machine.find_java(17) == tmp_path / "17"
    assert machine.find_java(18) == tmp_path / "21"
    assert machine.find_java(26) is None
    monkeypatch.setenv("SEARCH_JAVA_HOME", str(tmp_path / "25"))
    assert machine.find_java(18) == tmp_path / "25"


@pytest.fixture
def step(scripts: None, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    found = importlib.import_module("search_step")
    monkeypatch.setattr(found.Preparation, "fetch", lambda self: None)
    return found


def _nothing_missing(name: str, package: str, find: Any) -> str:
    return "/there"


@pytest.mark.parametrize(
    ("engines", "in_ci", "chosen"),
    [
        ("", True, ["opensearch", "elasticsearch"]),
        ("", False, ["opensearch"]),
        ("elasticsearch", False, ["opensearch", "elasticsearch"]),
        ("all", False, ["opensearch", "elasticsearch", "elasticsearch9"]),
        ("opensearch,elasticsearch9", True, ["opensearch", "elasticsearch", "elasticsearch9"]),
    ],
)
def test_which_servers_run(
    step: ModuleType, monkeypatch: pytest.MonkeyPatch, engines: str, in_ci: bool, chosen: list[str]
) -> None:
    monkeypatch.setenv("ENGINES", engines)
    prepared = step.prepare(_nothing_missing, in_ci=in_ci)
    assert [server.name for server in prepared.chosen] == chosen
    assert bool(prepared.skipped) is ("elasticsearch" not in chosen)


def test_a_server_that_nobody_knows_is_refused(step: ModuleType) -> None:
    with pytest.raises(step.UnknownEngine, match="no solr"):
        step.requested({"ENGINES": "all,solr"})


@pytest.mark.parametrize(("asked", "is_failure"), [(set(), False), ({"elasticsearch"}, True)])
def test_what_was_asked_for_and_cannot_run_is_a_failure(
    step: ModuleType, monkeypatch: pytest.MonkeyPatch, asked: set[str], is_failure: bool
) -> None:
    prepared = step.Preparation([step.servers()["elasticsearch"]], asked=asked)

    def fails(server: Any) -> Any:
        raise step.ServerProblem("no network")

    monkeypatch.setattr(step, "running", fails)
    with prepared.addresses() as addresses:
        assert addresses == {}
    assert (len(prepared.problems), len(prepared.skipped)) == ((1, 0) if is_failure else (0, 1))


def test_a_changed_archive_is_always_a_failure(step: ModuleType) -> None:
    prepared = step.Preparation([])
    prepared.missing(step.servers()["opensearch"], step.Tampered("another checksum"))
    assert len(prepared.problems) == 1
    assert "another checksum" in prepared.problems[0]


def test_the_ninth_version_has_a_run_of_its_own(step: ModuleType) -> None:
    addresses = {"opensearch": "http://o", "elasticsearch": "http://e", "elasticsearch9": "http://n"}
    assert step.environments(addresses) == [
        ("opensearch and elasticsearch", {"CEJN_TEST_OPENSEARCH": "http://o", "CEJN_TEST_ELASTICSEARCH": "http://e"}),
        ("elasticsearch9", {"CEJN_TEST_ELASTICSEARCH": "http://n"}),
    ]
    assert step.environments({}) == [("", {})]
