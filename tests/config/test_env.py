"""Checks the reader of the environment."""

import pytest

from config import env


def test_a_missing_variable_stops_the_start_and_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEJN_HOSTS", raising=False)
    monkeypatch.setattr(env, "_relaxed", {})
    with pytest.raises(SystemExit, match="CEJN_HOSTS is not set"):
        env.get(env.HOSTS)
