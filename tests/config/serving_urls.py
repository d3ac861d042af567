"""Adds an answer that takes two seconds to the addresses of the site."""

import time

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site


def slow(_request: HttpRequest) -> HttpResponse:
    """Answer after two seconds."""
    time.sleep(2)
    return HttpResponse("finished")


urlpatterns = [path("slow", slow), *site]
