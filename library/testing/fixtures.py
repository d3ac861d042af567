"""The fixtures that tests of a kind begin from: a migrated database and the start-up tree of the three languages.

A root `conftest.py` takes them by `pytest_plugins = ["library.testing.fixtures"]`.
"""

from collections.abc import Callable
from typing import Any

import pytest
import pytest_django
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def texts() -> None:
    """Compile the translations where they are newer than their compiled form."""
    from config.translations import compile_stale

    compile_stale()


@pytest.fixture(scope="session")
def django_db_keepdb(pytestconfig: pytest.Config, django_db_modify_db_settings: None) -> bool:
    """Start from the migrated database of an earlier run when nothing has changed since."""
    from library.testing import database

    return database.fill(pytestconfig)


@pytest.fixture(scope="session")
def django_db_setup(
    pytestconfig: pytest.Config, django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> None:
    """Keep the migrated database for the next run; make the start-up tree once, since most tests begin from it."""
    from library.approval.setup import set_up
    from library.catalogue.models import Pending
    from library.catalogue.signals import held
    from library.testing import database

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
    from django.utils.module_loading import import_string
    from wagtail.models import Locale, Site

    from library.catalogue.door import full_pass

    ensure_tree = import_string(settings.CEJN_SET_UP)

    def grow(tag: str) -> Any:
        locale, _made = Locale.objects.get_or_create(language_code=tag)
        return ensure_tree(locale=locale)

    def add(tag: str) -> Any:
        home = grow(tag)
        full_pass()
        return home

    for tag in settings.INTERFACE_LANGUAGES:
        grow(tag)
    full_pass()
    Site.clear_site_root_paths_cache()
    return add
