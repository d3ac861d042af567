"""System checks: what of the workflow is missing, for which language's tree, and what to do about it.

The ones that read the database run with `manage.py check --database default` and before migrations; they warn, so that
a fresh database can be migrated and set up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Notice
from django.db import connections

HINT = "Run `manage.py set_up`; it adds what is missing and changes nothing else."


@register
def check_settings(**_kwargs: Any) -> list[CheckMessage]:
    """Refuse settings with which a text could become public that nobody approved."""
    found: list[CheckMessage] = []
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", "") != "library.approval.finish.publish_approved":
        found.append(
            Error(
                "The workflow does not end in our approval.",
                hint='Set WAGTAIL_FINISH_WORKFLOW_ACTION = "library.approval.finish.publish_approved".',
                id="approval.E001",
            )
        )
    if not getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False):
        found.append(
            Error(
                "A text could be changed after its approval and before it is public.",
                hint="Set WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True.",
                id="approval.E002",
            )
        )
    return found


@register(Tags.database)
def check_workflow(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Name each language whose pages do not reach a review, or that nobody may review."""
    if "default" not in (databases or ()) or not _is_migrated():
        return []
    return list(_gaps())


def _is_migrated() -> bool:
    wanted = {"approval_reviewright", "wagtailcore_workflowpage", "wagtailcore_locale"}
    with connections["default"].cursor() as cursor:
        return wanted <= set(connections["default"].introspection.table_names(cursor))


def _gaps() -> Iterator[CheckMessage]:
    from wagtail.models import Locale, Page, WorkflowContentType

    from library.approval import roles
    from library.approval.models import ReviewRight
    from library.models.terms import term_models

    workflow = roles.review_workflow()
    if workflow is None:
        yield Notice("There is no review, so nothing can become public.", hint=HINT, id="approval.W001")
        return
    for root in Page.objects.filter(depth=2).select_related("locale"):
        tag = root.locale.language_code
        if root.get_workflow() != workflow:
            text = f"The pages in {tag} (“{root.title}”) do not go through the review."
            yield Notice(text, hint=HINT, id="approval.W002")
        if not root.group_permissions.filter(permission__codename="change_page").exists():
            yield Notice(f"No group may write pages in {tag} (“{root.title}”).", hint=HINT, id="approval.W003")
    rights = set(ReviewRight.objects.values_list("locale_id", flat=True))
    for locale in Locale.objects.all():
        if not rights & {locale.pk, None}:
            yield Notice(f"No group may review texts in {locale.language_code}.", hint=HINT, id="approval.W004")
    led = set(WorkflowContentType.objects.filter(workflow=workflow).values_list("content_type__model", flat=True))
    for model in term_models():
        if model._meta.model_name not in led:
            text = f"{str(model._meta.verbose_name_plural).capitalize()} do not go through the review."
            yield Notice(text, hint=HINT, id="approval.W005")
