"""Addresses of the gate; the site's table of addresses includes them at its root.

The last two carry the names under which Wagtail's admin looks for views that are not mounted here.
"""

from django.urls import path, re_path, register_converter

from library.media import views
from library.media.addresses import WIDTHS

DIGEST = "[0-9a-f]{64}"


class DigestConverter:
    """Takes a SHA-256 in lower-case hexadecimal, and nothing that could be a path."""

    regex = DIGEST

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


class WidthConverter:
    """Takes one of the fixed widths."""

    regex = "|".join(str(width) for width in WIDTHS)

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return its digits."""
        return str(value)


class SizeEndingConverter(DigestConverter):
    """Takes the ending of a format that sizes are made in."""

    regex = "webp|avif|jpg"


register_converter(DigestConverter, "sha256")
register_converter(WidthConverter, "width")
register_converter(SizeEndingConverter, "size_ending")

urlpatterns = [
    path("media/<sha256:digest>/w<width:width>.<size_ending:ending>", views.size, name="media_size"),
    path("media/<sha256:digest>/<str:name>", views.file, name="media_file"),
    re_path(
        rf"^media/stored/(?P<name>[0-9a-f]{{2}}/{DIGEST}(?:\.[a-z0-9]{{1,5}})?)$", views.stored, name="media_stored"
    ),
    re_path(r"^media/document/(\d{1,18})/([^/]*)$", views.document, name="wagtaildocs_serve"),
    re_path(r"^media/preview/([^/]*)/(\d{1,18})/([^/]*)/[^/]*$", views.rendition, name="wagtailimages_serve"),
]
