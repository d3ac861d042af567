"""Addresses of the public pages; everything below a language is looked up in the catalogue."""

from django.conf import settings
from django.urls import URLPattern, path

from library import styleguide, views

for_builders: list[URLPattern] = [path("styleguide/", styleguide.sheet)] if settings.DEBUG else []

urlpatterns = [
    path("", views.root, name="root"),
    path("style-<slug:mark>.css", views.style, name="style"),
    *for_builders,
    path("<path:path>", views.resolve, name="public"),
]
