"""Laws 1 and 3, whatever happens: a random walk of editorial work; every public output is searched after each step."""

import pytest

from tests.laws.walker.driver import Walker
from tests.laws.walker.world import Act

pytestmark = pytest.mark.walk


def test_nothing_leaks_and_nothing_is_missing(walker: Walker, steps: tuple[int, list[Act]]) -> None:
    """After each operation the outputs say what the oracle says, and nothing else."""
    seed, acts = steps
    broken = walker.first_broken(acts)
    if broken is not None:
        reached = acts[: acts.index(broken.act) + 1] if broken.act in acts else []
        shortest = walker.shorten(reached, broken)
        listed = " ".join(str(act) for act in shortest)
        pytest.fail(f"seed {seed}, {broken}\nshortest list of operations that fails: {listed}", pytrace=False)
    assert walker.asked > len(acts)
