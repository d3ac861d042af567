"""What may be done with a record: the one place where an output asks. Called by every output.

Until consent records exist, the defaults come from the kind (`KindConfig.default_uses`).
"""

from collections.abc import Mapping

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
