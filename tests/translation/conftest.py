"""The people and texts of the approval tests, and what it takes to translate."""

from tests.approval.conftest import chief, editor, page, person, reviewer, site, takedown, topic

__all__ = ["chief", "editor", "page", "person", "reviewer", "site", "takedown", "topic"]
