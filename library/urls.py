"""Addresses of the public pages; everything below a language is looked up in the catalogue."""

from django.urls import path

from library import views

urlpatterns = [
    path("", views.root, name="root"),
    path("style-<slug:mark>.css", views.style, name="style"),
    path("<path:path>", views.resolve, name="public"),
]
