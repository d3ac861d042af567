"""Lists the addresses of the site; the public ones all end in views that read the catalogue."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

from config import health

handler403 = "config.refusals.forbidden"
handler404 = "library.views.page_not_found"
handler500 = "library.views.server_error"


urlpatterns: list[URLPattern | URLResolver] = [
    path("live", health.live),
    path("ready", health.ready),
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/", include("api.urls")),
    path("", include("api.public_urls")),
    path("", include("library.media.urls")),
    path("", include("search.urls")),
    path("", include("library.urls")),
]
