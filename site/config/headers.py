"""Sends the security headers: one strict policy for the public, one that Wagtail's admin can live with."""

import functools
from collections.abc import Callable
from typing import Any

from csp.constants import HEADER, NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CheckableLazyObject, CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from config.language import ADMIN

API = "/api/"

PUBLIC_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
    "worker-src": [SELF],
    "manifest-src": [SELF],
}
# Draftail writes <style> elements, uploads preview blobs, and previews are framed by the editor itself.
ADMIN_POLICY: dict[str, Any] = {
    **PUBLIC_POLICY,
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "payment",
        "usb",
    )
)


@functools.cache
def _public_policy() -> str:
    return build_policy(config=PUBLIC_POLICY)


class ContentSecurityPolicy(CSPMiddleware):
    """Picks the policy by address, so that no view can forget it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Send the policy; that of a public answer which asked for nothing of its own is not made anew each time."""
        asked = hasattr(request, "_csp_nonce") or any(name.startswith("_csp_") for name in vars(response))
        if asked or request.path_info.startswith(ADMIN) or HEADER in response or settings.DEBUG:
            return super().process_response(request, response)
        response.headers[HEADER] = _public_policy()
        # As in the base: a nonce that is asked for from here on could not be in the policy any more.
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the admin's policy below /admin/ and the strict one everywhere else."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(ADMIN):
            parts.config = ADMIN_POLICY
        return parts


class SecurityHeaders:
    """Adds what Django has no setting for, and refuses the API over plain HTTP where the site asks for TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers; a client of the API is told about TLS instead of being redirected.

        A redirect would let a program go on sending its requests in the clear without anyone noticing.
        """
        if settings.API_REFUSES_PLAIN_HTTP and request.path_info.startswith(API) and not request.is_secure():
            response: HttpResponseBase = problem(403, _("Use https."), _("This API answers over https only."))
        else:
            response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path_info.startswith(ADMIN):
            response.headers["X-Frame-Options"] = "DENY"
        return response


def problem(status: int, title: str, detail: str) -> HttpResponse:
    """Return an error in the shape that the whole API shares."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(body, status=status, content_type="application/problem+json")
