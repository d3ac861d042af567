"""Says which address a request came from; the login lock and the rate limits ask it."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the client's address, as the outermost proxy of ours saw it.

    Only as many entries of X-Forwarded-For are believed as there are proxies of ours (`CEJN_PROXIES`), counted from
    the end: everything further left was written by the client.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES == 0:
        return peer
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if len(chain) < settings.PROXIES:
        return peer
    return chain[-settings.PROXIES]
