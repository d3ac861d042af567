"""`KindContract`: what every kind of resource has to hold, as tests that the test class of a kind inherits.

A kind's whole test is a subclass that says what its smallest and its fullest item look like::

    from library.testing import KindContract, document, term
    from library.models import Topic

    class TestZine(KindContract):
        kind = "zine"
        found_by = {"en": "harvest", "fr": "récolte", "es": "cosecha"}

        def least(self):
            return {}

        def most(self):
            words = {"en": "harvests", "fr": "récoltes", "es": "cosechas"}[self.lang]
            return {"topics": [term(Topic, "Water")], "editor": f"Those who write of {words}", "file": document()}

The root `conftest.py` of the project holds `pytest_plugins = ["library.testing.fixtures"]`, and its pytest settings
`DJANGO_SETTINGS_MODULE = "config.settings.test"`. What the clauses are, and what to do when one fails, stands in
`library/testing/README.md`.
"""

from library.testing.clauses.data import DataClauses
from library.testing.clauses.door import DoorClauses
from library.testing.clauses.finding import FindingClauses
from library.testing.clauses.pages import PageClauses
from library.testing.clauses.record import RecordClauses


class KindContract(DoorClauses, RecordClauses, PageClauses, FindingClauses, DataClauses):
    """The contract of a kind. Subclass it, set `kind`, and return fields from `least` and `most`."""
