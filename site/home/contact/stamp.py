"""The signed time stamp in the form: it says when the form was given out, without a cookie or a session.

It is no ticket against forged requests, and none is needed. Such a ticket keeps a stranger's page from using what a
reader's session may do; this form looks at no session, so a forger could send nothing that he could not send himself.
"""

import secrets
from enum import Enum, auto

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

SHORTEST = 3
"""Seconds that even a short message takes a person; programs take less."""
LONGEST = 24 * 3600
"""Seconds after which a form has to be given out anew, so that nobody collects stamps."""


class Verdict(Enum):
    """What a stamp says of the form that it came with."""

    GOOD = auto()
    TOO_SOON = auto()
    TOO_LATE = auto()
    FOREIGN = auto()
    """It was not given out by this site for this page."""


def new(page: str) -> str:
    """Return a stamp for a form on a page, named by its work; no two are the same."""
    return _signer(page).sign(secrets.token_urlsafe(9))


def judge(stamp: str, page: str) -> Verdict:
    """Tell what a stamp that came back says."""
    signer = _signer(page)
    try:
        signer.unsign(stamp, max_age=LONGEST)
    except SignatureExpired:
        return Verdict.TOO_LATE
    except BadSignature:
        return Verdict.FOREIGN
    try:
        signer.unsign(stamp, max_age=SHORTEST)
    except SignatureExpired:
        return Verdict.GOOD
    return Verdict.TOO_SOON


def _signer(page: str) -> TimestampSigner:
    return TimestampSigner(salt=f"home.contact.{page}")
