"""The addresses outside of the API that programs ask for: sitemap, robots.txt, feeds. Mounted at the root."""

from django.urls import path

from api.feeds import atom
from api.robots import robots
from api.saved import saved_search
from api.sitemap import part, sitemap

urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", part, name="sitemap_part"),
    path("robots.txt", robots, name="robots"),
    path("<slug:lang>/feed.atom", atom, name="feed"),
    path("<slug:lang>/search/feed/", saved_search, name="saved_search"),
]
