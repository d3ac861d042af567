"""No public address is forgotten: the walk asks for every pattern of addresses that the site has outside its admin."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from tests.laws.walker.driver import Walker, plan

pytestmark = pytest.mark.walk

CLOSED = ("admin/",)


def public_routes(patterns: Any, prefix: str = "") -> Iterator[str]:
    """Give every pattern of addresses outside the admin."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if route.startswith(CLOSED):
            continue
        if hasattr(pattern, "url_patterns"):
            yield from public_routes(pattern.url_patterns, route)
        else:
            yield route.replace("^", "")


def test_every_public_address_is_part_of_the_walk(walker: Walker) -> None:
    """A new kind of address has to be taken into the walk before the tests pass again."""
    world = walker.walk(plan(11, 2), every=1)
    forgotten = set(public_routes(get_resolver().url_patterns)) - {route.replace("^", "") for route in world.routes}
    assert not forgotten, f"no part of the walk asks for {sorted(forgotten)}"
