"""Pages that claim one address, and which of them has it. `expected` asks, and the door for what a change sets free.

Wagtail lets no two pages below one page have one slug, but the rows may say something else than the approved texts:
rows are changed by programs, and old versions come back. The page that was made first keeps the address.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import Page

from library.approval.models import Approval
from library.catalogue.models import RecordRow

if TYPE_CHECKING:
    from library.catalogue.expected import Expected

HOME_DEPTH = 2


def losers(found: Iterable["Expected"]) -> dict[int, int]:
    """Return the pages that do not get the address they claim, by key, each with the page that has it.

    Only the shortest addresses are judged: what lies below a page that loses claims nothing any more.
    """
    claims: dict[tuple[str, str], list[int]] = {}
    for item in found:
        claims.setdefault((item.lang, item.path), []).append(int(item.source.partition(":")[2]))
    contested = {claim: pages for claim, pages in claims.items() if len(pages) > 1}
    shortest = min((path.count("/") for _lang, path in contested), default=0)
    return {
        loser: min(pages)
        for (_lang, path), pages in contested.items()
        if path.count("/") == shortest
        for loser in set(pages) - {min(pages)}
    }


def rival_paths(rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """Return the places in the tree of other pages that may claim the address of one of these, and of their ancestors.

    An address has as many parts as its page lies deep, and ends in the approved slug; homes have none.
    """
    known = {row[1] for row in rows}
    slugs = Approval.objects.in_force().filter(revision_id__in=[row[4] for row in rows if row[4]]).values("slug")
    same = Q(depth__in={row[2] for row in rows if row[2] > HOME_DEPTH}) & _approved_as(slugs)
    homes = Q(depth=HOME_DEPTH)
    pages = Page.objects.filter(same | homes, live=True, locale_id__in={row[6] for row in rows if row[2] > 1})
    found = set(pages.exclude(path__in=known).values_list("path", flat=True))
    return {path[:end] for path in found for end in range(Page.steplen, len(path) + 1, Page.steplen)} - known


def claimants(ids: set[int]) -> set[int]:
    """Return other pages that may claim an address that one of these has, or had until now: who has it may change."""
    claims = set()
    records = RecordRow.objects.filter(source__in=[f"page:{pk}" for pk in ids]).values_list("lang", "path")
    for lang, path in records:
        parts = path.split("/")[:-1]
        claims.add((lang, len(parts) + HOME_DEPTH, parts[-1] if parts else ""))
    own = Page.objects.filter(pk__in=ids, live=True, live_revision__approvals__revoked_at=None)
    claims.update(own.values_list("locale__language_code", "depth", "live_revision__approvals__slug"))
    if not claims:
        return set()
    pages = Page.objects.filter(
        Q(depth=HOME_DEPTH) | _approved_as({slug for _lang, _depth, slug in claims if slug}),
        live=True,
        locale__language_code__in={lang for lang, _depth, _slug in claims},
        depth__in={depth for _lang, depth, _slug in claims},
    )
    return set(pages.exclude(pk__in=ids).values_list("pk", flat=True))


def _approved_as(slugs: Any) -> Q:
    approvals = Approval.objects.in_force().filter(slug__in=slugs)
    return Q(live_revision_id__in=approvals.values("revision_id"))
