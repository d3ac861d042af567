"""The addresses that these tests need: the gate and the admin, nothing of the public site."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [path("admin/", include(wagtailadmin_urls)), path("", include("library.media.urls"))]
