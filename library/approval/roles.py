"""Groups, rights and the workflow of every language's tree; `set_up` and the receivers for new languages call it.

Everything here can be run again: what is there stays, what is missing is added.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from library.approval.models import ReviewRight, ReviewTask
from library.models.terms import term_models

EDITORS, TRANSLATORS, TAKEDOWN, ADMINISTRATORS = "Editors", "Translators", "Takedown", "Administrators"
REVIEWERS = "Reviewers"
WORKFLOW, TASK = "Editorial review", "Review by a second person"

# `publish` never publishes here: it is the right to take back, hide, move and delete what is public.
ON_PAGES = {
    EDITORS: ("add", "change"),
    TRANSLATORS: ("change",),
    TAKEDOWN: ("publish",),
    ADMINISTRATORS: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
}
REVIEWERS_ON_PAGES = ("lock", "unlock")
"""Wagtail shows versions only to people who have some right on pages; the right to write comes with each review."""
ON_TERMS = {
    EDITORS: ("add", "change", "view"),
    TRANSLATORS: ("change", "view"),
    TAKEDOWN: ("publish", "view"),
    ADMINISTRATORS: ("add", "change", "delete", "publish", "view"),
}
ON_FILES = {
    EDITORS: ("add", "change", "choose"),
    TRANSLATORS: ("choose",),
    ADMINISTRATORS: ("add", "change", "delete", "choose"),
}
ELSEWHERE = {
    EDITORS: ("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    TRANSLATORS: ("wagtailadmin.access_admin", "wagtail_localize.submit_translation"),
    TAKEDOWN: ("wagtailadmin.access_admin",),
    ADMINISTRATORS: (
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *(f"auth.{action}_{model}" for action in ("add", "change", "delete") for model in ("user", "group")),
        *(f"wagtailcore.{action}_{model}" for action in ("add", "change", "delete") for model in ("collection",)),
        *(f"wagtailcore.{action}_locale" for action in ("add", "change")),
        *(f"approval.{action}_reviewright" for action in ("add", "change", "delete", "view")),
    ),
}


def reviewers_of(locale: Locale) -> str:
    """Return the name of the group that reviews a language."""
    return f"{REVIEWERS} {locale.language_code}"


@transaction.atomic
def prepare_roles() -> None:
    """Make the groups and give them what does not depend on a language."""
    root = Collection.get_first_root_node()
    for name, codes in ELSEWHERE.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*_permissions(codes))
        group.permissions.add(*_on_terms(ON_TERMS.get(name, ())))
        _on_files(group, root, ON_FILES.get(name, ()))


@transaction.atomic
def prepare_workflow() -> Workflow:
    """Make the workflow of one review, and lead every term and, from the root of the tree, every page to it."""
    task = ReviewTask.objects.order_by("pk").first() or ReviewTask.objects.create(name=TASK)
    if not task.active:
        task.active = True
        task.save(update_fields=["active"])
    step = WorkflowTask.objects.filter(task=task).select_related("workflow").order_by("pk").first()
    workflow = step.workflow if step else Workflow.objects.create(name=WORKFLOW)
    if step is None:
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    if not workflow.active:
        workflow.active = True
        workflow.save()
    for other in Workflow.objects.filter(active=True).exclude(pk=workflow.pk):
        # A workflow without our task ends without an approval, so a text sent through it would never come out.
        if not other.workflow_tasks.filter(task__in=ReviewTask.objects.all()).exists():
            other.deactivate()
    for content_type in ContentType.objects.get_for_models(*term_models(), for_concrete_models=False).values():
        WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    return workflow


@transaction.atomic
def prepare_language(*, locale: Locale) -> Group:
    """Make the group that reviews a language, with its right."""
    group, _made = Group.objects.get_or_create(name=reviewers_of(locale))
    group.permissions.add(*_permissions(("wagtailadmin.access_admin",)), *_on_terms(("view",)))
    _on_files(group, Collection.get_first_root_node(), ("choose",))
    ReviewRight.objects.get_or_create(group=group, locale=locale)
    return group


@transaction.atomic
def prepare_tree(*, root: Page, workflow: Workflow) -> None:
    """Give the groups their rights on the tree of one language, and lead its pages to the review."""
    WorkflowPage.objects.update_or_create(page_id=root.pk, defaults={"workflow": workflow})
    for name, actions in ON_PAGES.items():
        _on_pages(Group.objects.get_or_create(name=name)[0], root, actions)
    _on_pages(prepare_language(locale=root.locale), root, REVIEWERS_ON_PAGES)


def review_workflow() -> Workflow | None:
    """Return the workflow that ends in our approval, or nothing before the set-up."""
    return (
        Workflow.objects.filter(active=True, workflow_tasks__task__in=ReviewTask.objects.filter(active=True))
        .order_by("pk")
        .first()
    )


@transaction.atomic
def retire_wagtails_own() -> None:
    """Take away what Wagtail's first migration hands out on the root of the tree, and its empty group."""
    GroupPagePermission.objects.filter(
        page=Page.get_first_root_node(), group__name__in=("Moderators", EDITORS)
    ).delete()
    moderators = Group.objects.filter(name="Moderators", user__isnull=True).first()
    if moderators is not None:
        moderators.delete()


def _permissions(codes: Iterable[str]) -> list[Permission]:
    wanted = models.Q(pk__in=())
    for code in codes:
        app_label, codename = code.split(".")
        wanted |= models.Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def _on_terms(actions: Iterable[str]) -> list[Permission]:
    names = [(model._meta.app_label, model._meta.model_name) for model in term_models()]
    return _permissions([f"{app}.{action}_{model}" for app, model in names for action in actions])


def _on_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    for permission in _permissions([f"wagtailcore.{action}_page" for action in actions]):
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def _on_files(group: Group, collection: Collection, actions: Iterable[str]) -> None:
    codes = [
        f"{app}.{action}_{model}"
        for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
        for action in actions
    ]
    for permission in _permissions(codes):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
