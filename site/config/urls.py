"""Lists the addresses of the site; the public ones all end in views that read the catalogue."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

from config import health

handler404 = "library.views.page_not_found"
handler500 = "library.views.server_error"


def present(prefix: str, module: str) -> list[URLResolver]:
    """Include a module of addresses when it is there."""
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns: list[URLPattern | URLResolver] = [
    path("live", health.live),
    path("ready", health.ready),
    path("admin/", include(wagtailadmin_urls)),
    *present("api/v1/", "api.urls"),
    *present("", "api.public_urls"),
    *present("", "library.media.urls"),
    *present("", "search.urls"),
    *present("", "home.urls"),
    *present("", "library.urls"),
]
