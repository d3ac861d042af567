"""A small catalogue written by hand."""

import pytest

from tests.samples import put_catalogue


@pytest.fixture
def catalogue(db: None) -> None:
    """Write the catalogue."""
    put_catalogue()
