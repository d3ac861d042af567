"""The processes that tests kill: `python -m tests.search.crashing lay | edit SEED COUNT | work | check`.

`lay` makes a library, `edit` publishes, hides and opens through approval and the door, `work` starts one worker after
another that keeps the index up, `check` compares the index with the catalogue as `manage.py index check` does.
"""

import logging
import os
import random
import sys
import time
from typing import Any

log = logging.getLogger(__name__)

ITEMS = 30
NEW_WORDS = 0.25
"""How many of the edits publish new words; hiding and opening go through the same door, and are quick."""


def main() -> None:
    """Set Django up and do what was asked."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    from django.conf import settings

    settings.CATALOGUE_TURN_MAY_NEST = False
    acts: dict[str, Any] = {"lay": lay, "edit": edit, "work": work, "check": check}
    acts[sys.argv[1]](*map(int, sys.argv[2:]))


def say(what: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def lay() -> None:
    """Make the start-up tree and some items, all public."""
    from django.conf import settings
    from django.utils.module_loading import import_string
    from wagtail.models import Locale

    from library.approval.setup import set_up
    from library.catalogue.door import full_pass
    from library.kinds.resource.models import ResourceItemPage
    from library.testing import approved, draft

    set_up()
    for tag in settings.INTERFACE_LANGUAGES:
        import_string(settings.CEJN_SET_UP)(locale=Locale.objects.get_or_create(language_code=tag)[0])
    for number in range(ITEMS):
        approved(draft(ResourceItemPage, title=f"Item {number}", slug=f"item-{number}", summary="An item."))
    full_pass()
    say("laid")


def edit(seed: int, count: int) -> None:
    """Publish new words, hide and open at random, so many times."""
    from wagtail.models import PageViewRestriction

    from library.kinds.resource.models import ResourceItemPage
    from library.testing import approved

    chance = random.Random(seed)
    keys = list(ResourceItemPage.objects.values_list("pk", flat=True))
    say("ready")
    for number in range(count):
        key = chance.choice(keys)
        hidden = PageViewRestriction.objects.filter(page_id=key).first()
        if chance.random() < NEW_WORDS:
            page = ResourceItemPage.objects.get(pk=key)
            page.title = f"Edition {number} {chance.randrange(10**6)}"
            approved(page)
        elif hidden is None:
            PageViewRestriction(page_id=key, restriction_type="login").save()
        else:
            hidden.delete()
    say(f"edited {count}")


def work() -> None:
    """Be a supervisor: start a worker and say its number, and another as soon as it is dead."""
    while True:
        child = os.fork()
        if child == 0:
            keep_up()
        say(str(child))
        os.waitpid(child, 0)


def keep_up() -> None:
    """Keep the index up, for ever, in small batches; like the site's worker, go on after a failure."""
    from search.services import catch_up

    logging.disable(logging.ERROR)
    while True:
        try:
            if catch_up(limit=3) == 0:
                time.sleep(0.03)
        except Exception:
            log.exception("The index could not be kept up")
            time.sleep(0.1)


def check() -> None:
    """Compare, and say what the index holds."""
    from django.core.management import call_command

    from search.services import standing

    call_command("index", "check")
    found = standing()
    say(f"held {sum(found.status.versions.values())} behind {found.lag}")


if __name__ == "__main__":
    main()
