"""`/robots.txt`: what crawlers may do. Nobody was asked about AI training, so its crawlers are turned away."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from api.addresses import absolute
from api.answers import fixed_response
from library.bare import knows_no_parameter

AI_CRAWLERS = (
    "AI2Bot",
    "Ai2Bot-Dolma",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Claude-Web",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "FacebookBot",
    "Google-CloudVertexBot",
    "Google-Extended",
    "GPTBot",
    "ICC-Crawler",
    "ImagesiftBot",
    "img2dataset",
    "Kangaroo Bot",
    "Meta-ExternalAgent",
    "Meta-ExternalFetcher",
    "omgili",
    "omgilibot",
    "PanguBot",
    "PerplexityBot",
    "Timpibot",
    "VelenPublicWebCrawler",
    "Webzio-Extended",
    "YouBot",
)
CLOSED = ("/admin/", "/*/search/")
"""What no crawler needs: the editors' side, and the endless answers of the search."""


@require_safe
@knows_no_parameter
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with the rules."""
    return fixed_response(request, rules().encode(), "text/plain; charset=utf-8")


def rules() -> str:
    """Return the rules as text."""
    lines = [f"User-agent: {name}" for name in AI_CRAWLERS]
    lines += ["Disallow: /", "", "User-agent: *", "Content-Signal: search=yes, ai-input=no, ai-train=no"]
    lines += [f"Disallow: {path}" for path in CLOSED]
    return "\n".join([*lines, "", f"Sitemap: {absolute('/sitemap.xml')}", ""])
