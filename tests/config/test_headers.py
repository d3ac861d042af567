"""Checks the headers and the content security policies, in public and in the admin."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config import admin_scripts

STRICT = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


def policy(header: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in header.split(";"))


def test_a_public_answer_has_the_strict_policy(client: Client) -> None:
    answer = client.get("/live")
    parts = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}
    assert parts >= STRICT
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "http" not in answer.headers["Content-Security-Policy"]


def test_a_public_answer_has_the_other_headers(client: Client) -> None:
    headers = client.get("/live").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_a_page_that_is_not_there_has_the_headers_too(client: Client) -> None:
    answer = client.get("/nothing/of/ours")
    assert answer.status_code == 404
    assert policy(answer.headers["Content-Security-Policy"])["default-src"] == "'none'"


@pytest.mark.django_db
def test_the_admin_has_a_policy_of_its_own_without_unsafe_scripts(client: Client) -> None:
    parts = policy(client.get("/admin/login/").headers["Content-Security-Policy"])
    assert "unsafe" not in parts["script-src"]
    assert parts["style-src"] == "'self' 'unsafe-inline'"
    assert parts["frame-ancestors"] == "'self'"


@pytest.mark.django_db
def test_every_inline_script_of_the_admin_bears_the_nonce(admin_client: Client) -> None:
    answer = admin_client.get("/admin/reports/site-history/")
    html = answer.content.decode()
    nonce = policy(answer.headers["Content-Security-Policy"])["script-src"].partition("'nonce-")[2].rstrip("'")
    assert nonce
    assert f'<script nonce="{nonce}">initDateChooser(' in html
    assert "<script>" not in html


@pytest.mark.django_db
def test_nonces_are_never_the_same(admin_client: Client) -> None:
    answers = [admin_client.get("/admin/reports/site-history/") for _ in range(2)]
    first, second = (policy(answer.headers["Content-Security-Policy"])["script-src"] for answer in answers)
    assert first != second


@pytest.mark.parametrize(
    "body",
    [
        'initDateChooser("id_from", {"dayOfWeekStart": 0, "format": "Y-m-d"});',
        'initDateTimeChooser("id_go_live_at", {});',
        'new ImageChooser("id_cover", {"modalUrl": "/admin/images/chooser/"});',
        '\n    (function() {\n  var panel = new InlinePanel(JSON.parse("{\\u0022a\\u0022: 1}"));\n })();\n',
    ],
)
def test_scripts_that_wagtail_writes_are_known(body: str) -> None:
    assert admin_scripts.is_known(body)


@pytest.mark.parametrize(
    "body",
    [
        "alert(1)",
        'initDateChooser("x", {});evil()',
        'initDateChooser("x", evil());',
        'initDateChooser("x", {"a": `${evil()}`});',
        'new ImageChooser("x", {});new Evil();',
        'evil();new ImageChooser("x", {});',
        'new Image("x");',
        '(function() { var panel = new InlinePanel(JSON.parse("{}"));evil(); })();',
        '(function() { var panel = new InlinePanel(JSON.parse("" + evil() + "")); })();',
    ],
)
def test_a_smuggled_script_earns_no_nonce(body: str) -> None:
    assert not admin_scripts.is_known(body)
    assert admin_scripts.with_nonces(f"<script>{body}</script>", "n") == f"<script>{body}</script>"


@override_settings(API_REFUSES_PLAIN_HTTP=True)
def test_the_api_refuses_plain_http_instead_of_redirecting(client: Client) -> None:
    answer = client.get("/api/v1/kinds")
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "https" in answer.json()["detail"]


@override_settings(SECURE_SSL_REDIRECT=True)
def test_a_page_over_plain_http_is_redirected_and_health_is_not(client: Client) -> None:
    assert client.get("/en/").headers["Location"] == "https://testserver/en/"
    assert client.get("/live").status_code == 200


def test_no_page_of_the_admin_calls_home() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAILEMBEDS_FINDERS == []
