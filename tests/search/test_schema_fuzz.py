"""What the description of the API allows, and what it does not, put to search and suggestions by schemathesis."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from search import services
from search.engines import engine
from tests.samples import put, record, term
from tests.search.making import work

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def api(db: None, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """Give the description of the two endpoints, over a site with a few works."""
    settings.VAR_DIR = tmp_path
    topic = work("water")
    put(
        term("topic", topic, "water", "Water"),
        record(work("wells"), title="Old wells", summary="Water of a village", facets={"topic": (topic,)}),
        record(work("wells"), "fr", title="Vieux puits", original_lang="en"),
        record(work("rice"), "es", title="El maíz y la milpa", facets={"country": ("MX",)}, date="2023"),
    )
    services.catch_up()
    # As Django's own test client does: the connection with the test's transaction has to outlive a request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    yield described.include(path_regex=r"/(search|suggest)$")
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    engine().close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/search", "/suggest"])
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_is_answered_as_described(api: Any, path: str, mode: GenerationMode) -> None:
    operation = api[next(known for known in api if known.endswith(path))]["GET"]
    asked = Counter[int]()

    @settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def check(case: schemathesis.Case[Any]) -> None:
        response = case.call(headers={"Accept-Encoding": "identity"})
        asked[response.status_code] += 1
        assert response.status_code < 500, response.text[:500]
        case.validate_response(response, checks=CHECKS)

    check()
    assert asked[200 if mode == GenerationMode.POSITIVE else 400] > 5
