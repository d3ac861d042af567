"""Addresses of the search page and of its suggestions; the site's table of addresses includes them before the library's."""

from django.conf import settings
from django.urls import re_path

from search import views

INTERFACES = "|".join(settings.INTERFACE_LANGUAGES)

urlpatterns = [
    re_path(rf"^(?P<interface>{INTERFACES})/search/?$", views.search_page, name="search"),
    re_path(rf"^(?P<interface>{INTERFACES})/search/suggest/?$", views.suggest_page, name="suggest"),
]
