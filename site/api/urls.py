"""The addresses of version 1 of the API; the site mounts them under `/api/v1/`."""

from django.urls import URLPattern, re_path

from api.build import build_api, installed
from api.gate import gate, nothing_here

app_name = "api"
api = build_api(installed())


def _guarded(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, gate(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [
    *[_guarded(pattern) for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"],
    re_path(r"^.*$", gate(nothing_here)),
]
