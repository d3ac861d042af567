"""Sends text answers compressed: one bar of signal carries a page in one round trip only that way.

Files are left alone: they are compressed already, and parts of them are asked for by byte.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/problem+json", "application/xml", "application/atom+xml")


class CompressText(GZipMiddleware):
    """Django's own middleware, for whole answers of text."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text, whole and not asked for by byte."""
        if not isinstance(response, HttpResponse) or response.status_code == 206:
            return response
        if not response.get("Content-Type", "").startswith(TEXT) or "Accept-Ranges" in response:
            return response
        return super().process_response(request, response)
