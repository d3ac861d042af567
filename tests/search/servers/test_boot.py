"""The servers are those that the lock names, with all that the engine asks of them."""

from typing import Any

import urllib3

VERSIONS = {"opensearch": ("3.8.",), "elasticsearch": ("8.19.", "9.4.")}
DISTRIBUTIONS = {"opensearch": "opensearch", "elasticsearch": None}
MODULES = {"analysis-common", "reindex", "lang-painless"}


def _told(address: str) -> Any:
    return urllib3.request("GET", address, timeout=10).json()


def test_version_and_distribution(name: str, address: str) -> None:
    version = _told(address)["version"]
    assert version["number"].startswith(VERSIONS[name])
    assert version.get("distribution") == DISTRIBUTIONS[name]


def test_modules(address: str) -> None:
    (node,) = _told(f"{address}/_nodes/_local/plugins")["nodes"].values()
    assert {module["name"] for module in node["modules"]} >= MODULES


def test_nobody_else_can_reach_it(address: str) -> None:
    (node,) = _told(f"{address}/_nodes/_local/http")["nodes"].values()
    assert {one.rsplit(":", 1)[0] for one in node["http"]["bound_address"]} == {"127.0.0.1"}
