"""Whole addresses, as they stand in answers that leave the site: of pages, of files, of the API itself."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings

from library.catalogue.address import canonical, place_of
from library.catalogue.record import Media, Record, Version
from library.media.addresses import file_url as media_path
from library.media.addresses import size_url, widths_of

API = "/api/v1/"


def absolute(path: str) -> str:
    """Return an address of ours with scheme and host."""
    base: str = settings.BASE_URL
    return f"{base.rstrip('/')}{path}"


def page_url(of: Record | Version) -> str | None:
    """Return the one address of a record's page; most terms have none."""
    place = place_of(of)
    return None if place is None else absolute(canonical(lang=of.lang, path=place))


def file_url(media: Media) -> str:
    """Return the address of a file."""
    return absolute(media_path(media.hash, media.name))


def size_urls(media: Media) -> Iterable[tuple[str, int]]:
    """Return the addresses of the sizes that a picture is offered in, with their widths; none for other files."""
    if not media.width:
        return ()
    host = absolute("")
    return ((f"{host}{size_url(media.hash, width)}", width) for width in widths_of(media.width))


def api_url(path: str, parameters: Iterable[tuple[str, str]] = ()) -> str:
    """Return an address of the API."""
    query = urlencode(list(parameters))
    return absolute(f"{API}{path}{'?' if query else ''}{query}")
