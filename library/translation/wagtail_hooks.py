"""Hooks of the translation room: the way from the translation editor to review, and the closed doors beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import RevisionMixin

from library.translation import reports, views
from library.translation.selectors import translation_of


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Answer before wagtail-localize does where it would make an alias."""
    return [
        path("translation/<int:translation_id>/submit/", views.submit_translation, name="translation_submit"),
        path("localize/page/<int:page_id>/convert_to_alias/", views.refuse_alias),
        path("reports/missing-versions/", reports.MissingVersionsView.as_view(), name=reports.NAME),
        path(
            "reports/missing-versions/results/",
            reports.MissingVersionsView.as_view(results_only=True),
            name=reports.RESULTS,
        ),
    ]


@hooks.register("register_reports_menu_item")
def missing_versions() -> reports.MissingVersionsMenuItem:
    """Offer the report of missing language versions."""
    return reports.MissingVersionsMenuItem(
        _("Missing language versions"), reverse(reports.NAME), name="missing-versions", icon_name="globe", order=1200
    )


@hooks.register("before_edit_page", order=-100)
@hooks.register("before_edit_snippet", order=-100)
def draft_instead_of_publishing(request: HttpRequest, obj: RevisionMixin) -> HttpResponse | None:
    """Take the translation editor's "Publish" as what it can be here: a submission for review."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translation_of(obj)
    return views.submit_translation(request, translation.pk) if translation is not None else None


@hooks.register("construct_page_action_menu", order=110)
def no_alias_in_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take the making of an alias out of the menu."""
    items[:] = [item for item in items if getattr(item, "name", None) != "localize-convert-to-alias"]
