"""What tests of all rooms share: a migrated database, texts, the start-up tree of the three interface languages."""

from collections.abc import Callable
from typing import Any

import pytest
import pytest_django
from wagtail.models import Locale, Site

from config.translations import compile_stale
from home.set_up import ensure_tree
from library.approval.setup import set_up
from library.catalogue.door import full_pass
from library.catalogue.models import Pending
from library.catalogue.signals import held
from tests import database


@pytest.fixture(scope="session", autouse=True)
def texts() -> None:
    """Compile the translations where they are newer than their compiled form."""
    compile_stale()


@pytest.fixture(scope="session")
def django_db_keepdb(pytestconfig: pytest.Config, django_db_modify_db_settings: None) -> bool:
    """Start from the migrated database of an earlier run when nothing has changed since."""
    return database.fill(pytestconfig)


@pytest.fixture(scope="session")
def django_db_setup(
    pytestconfig: pytest.Config, django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    """Keep the migrated database for the next run; make the start-up tree once, since most tests begin from it."""
    database.keep(pytestconfig)
    if pytestconfig.getoption("nomigrations", default=False):
        return
    # The catalogue stays empty: some tests fill it by hand, the others let the door look at everything.
    with django_db_blocker.unblock(), held():
        set_up()
        Pending.objects.all().delete()


@pytest.fixture
def tree(db: Any) -> Callable[[str], Any]:
    """Make home and library in English, French and Spanish, public; call it to add another language."""

    def add(tag: str) -> Any:
        locale, _made = Locale.objects.get_or_create(language_code=tag)
        home = ensure_tree(locale=locale)
        full_pass()
        return home

    for tag in ("en", "fr", "es"):
        add(tag)
    Site.clear_site_root_paths_cache()
    return add
