"""Our addresses, with Wagtail's v3 API under `rival/api/` and its page serving under `rival/page/`.

`rival/search/` is a plain results page of Wagtail's own search, with one facet.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from wagtail.api.v3.urls import api
from wagtail.models import Locale, Page, Site

from config.urls import urlpatterns as ours


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """Serve a page the way a plain Wagtail project does: route from the site's root, then render its template."""
    site = Site.find_for_request(request)
    library = site.root_page.get_children().get(slug="library")
    found = Page.objects.child_of(library).live().public().get(slug=slug).specific
    return render(request, "rival/page.html", {"page": found, "self": found})


def search(request: HttpRequest, tag: str) -> HttpResponse:
    """Answer with ten pages of a language, how many there are in all, and in which kinds of page."""
    locale = Locale.objects.get(language_code=tag)
    found = Page.objects.live().public().filter(locale=locale).search(request.GET["q"])
    kinds = found.facet("content_type_id")
    return render(request, "rival/search.html", {"total": found.count(), "found": found[:10], "kinds": kinds})


urlpatterns = [
    path("rival/api/", api.urls),
    path("rival/page/<str:slug>/", page),
    path("rival/search/<str:tag>/", search),
    *ours,
]
