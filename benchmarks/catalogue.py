"""Times the door and the catalogue's reads: `python benchmarks/catalogue.py --records 1000`.

Prints seconds for the first reconcile of everything, for passes over what has not changed, for one takedown and one
publish, and milliseconds for a page of the library's list.
"""

import argparse
import statistics

import scratch


def main() -> None:
    """Fill a scratch site, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    count = parser.parse_args().records
    with scratch.site():
        from django.db import connection

        print(f"{connection.vendor}, {count} records, made in {scratch.fill(count):.1f} s")
        _passes()
        _turns()
        _lists()


def _passes() -> None:
    from library.catalogue import door

    first, turns = scratch.timed(door.reconcile_pending)
    print(
        f"first reconcile of everything: {first:.2f} s in {turns} turns, {first / max(turns, 1) * 1000:.0f} ms a turn"
    )
    for name, deep in (("fast", False), ("deep", True)):
        runs = [scratch.timed(lambda deep=deep: door.full_pass(deep=deep)) for _ in range(5)]
        median = statistics.median(seconds for seconds, _found in runs) * 1000
        print(f"{name} pass, nothing changed: p50 {median:.0f} ms, {sum(found for _, found in runs)} differences")


def _turns() -> None:
    from wagtail.models import Page

    from library.approval.services import revoke
    from library.catalogue import door
    from library.catalogue.signals import held
    from library.kinds.resource.models import ResourceItemPage
    from library.testing import approved

    page = ResourceItemPage.objects.all()[0]
    with held():
        revoke(obj=page, user=None)
    print(f"turn that takes one item down: {scratch.timed(door.reconcile_pending)[0] * 1000:.0f} ms")
    with held():
        approved(Page.objects.get(pk=page.pk).specific)
    print(f"turn that lets one item out: {scratch.timed(door.reconcile_pending)[0] * 1000:.0f} ms")


def _lists() -> None:
    from library.catalogue import selectors
    from library.catalogue.query import Query

    facets = ("kind", "topic", "country", "language", "year")
    for name, query in (
        ("library list", Query(lang="en")),
        ("library list, filtered", Query(lang="fr", filters={"country": ("CA",), "form": ("tool", "guide")})),
    ):
        times = [scratch.timed(lambda query=query: selectors.browse(query, facets=facets))[0] for _ in range(30)]
        print(f"{name}: p50 {statistics.median(times) * 1000:.1f} ms")
    times = [scratch.timed(lambda: selectors.matching(filters={}, limit=20))[0] for _ in range(30)]
    print(f"API list of 20: p50 {statistics.median(times) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
