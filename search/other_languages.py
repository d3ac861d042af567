"""Finds works for the block "In other languages": those of which a reader has no version in a language of theirs.

Called by `search.selectors` and by the evaluation, with the view that gave the answer.
"""

from search.engine import Answer, Found, Request, View

MOST = 10
"""Works that are found at most; a page shows the first few of them."""


def found(view: View, request: Request, answer: Answer) -> tuple[Found, ...]:
    """Return works that the question means and that are not available in a reading language, best first."""
    return view.elsewhere(answer.plan, request, MOST)
