"""What may be done with a record: the one place where an output asks. Called by every output.

Until consent records exist, the defaults come from the kind (`KindConfig.default_uses`).
"""

from collections.abc import Mapping

from django.db.models import Q

from library.catalogue.record import Record, Use

YES, NO, ASK = "yes", "no", "ask"

DEFAULT_USES: Mapping[Use, str] = {
    Use.WEB: YES,
    Use.SEARCH_ENGINES: YES,
    Use.API_FEEDS: YES,
    Use.TRANSLATE_HUMAN: YES,
    Use.TRANSLATE_MACHINE: ASK,
    Use.OFFLINE_COPY: YES,
    Use.PLACE: NO,
    Use.PEOPLE_PICTURED: ASK,
    Use.AI_TRAINING: NO,
}


def permits(record: Record, use: Use) -> bool:
    """Tell whether a use was agreed to; what nobody was asked about is not permitted."""
    return record.uses.get(use.value) == YES


def permitted(uses: Mapping[str, str]) -> str:
    """Return the permitted uses as the catalogue's column holds them, so that a query can ask for one."""
    return "".join(f" {use.value} " for use in Use if uses.get(use.value) == YES)


def ended(*, permitted_before: str, ended_before: str, permitted_now: str) -> str:
    """Return the uses that were permitted once and no longer are, as the catalogue's columns hold them."""
    once = {*permitted_before.split(), *ended_before.split()} - set(permitted_now.split())
    return "".join(f" {use.value} " for use in Use if use.value in once)


def permitting(use: Use, *, prefix: str = "") -> Q:
    """Return the condition on rows that `permits` is on records."""
    return Q(**{f"{prefix}permitted__contains": f" {use.value} "})
