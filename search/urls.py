"""Addresses of the search page and its suggestions; the site includes them before those of the library."""

from django.conf import settings
from django.urls import re_path

from search import views

INTERFACES = "|".join(settings.INTERFACE_LANGUAGES)

urlpatterns = [
    re_path(rf"^(?P<interface>{INTERFACES})/search/?$", views.search_page, name="search"),
    re_path(rf"^(?P<interface>{INTERFACES})/search/suggest/?$", views.suggest_page, name="suggest"),
]
