"""What the tests of the API share: a client that reads JSON, and the shapes that answers are held against."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

API = "/api/v1/"
Ask = Callable[..., Any]


@pytest.fixture
def ask(db: Any) -> Ask:
    """Return a function that asks the API and returns the answer, checked to be the wanted status."""
    client = Client()

    def asking(path: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Any:
        response = client.get(API + path, headers=headers or {})
        assert response.status_code == status, response.content[:500]
        return response

    return asking
