"""The whole set-up in one call: languages, groups, workflow, and the start-up tree that the site brings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.models import Locale, Page

from library.approval import roles

if TYPE_CHECKING:
    from django.contrib.auth.models import User

further_steps: list[Callable[[], object]] = []
"""Filled by apps that stand above the library, for what they need of the set-up; each may be run again."""


def set_up(*, user: User | None = None) -> list[Locale]:
    """Make whatever of the set-up is missing and return the languages that now have their tree."""
    for tag in settings.INTERFACE_LANGUAGES:
        Locale.objects.get_or_create(language_code=tag)
    roles.prepare_roles()
    workflow = roles.prepare_workflow()
    roles.retire_wagtails_own()
    ensure_tree = _tree_maker()
    locales = list(Locale.objects.order_by("pk"))
    for locale in locales:
        roles.prepare_language(locale=locale)
        if ensure_tree is not None:
            ensure_tree(locale=locale, user=user)
    for root in Page.objects.filter(depth=2).select_related("locale"):
        roles.prepare_tree(root=root, workflow=workflow)
    for step in further_steps:
        step()
    return locales


def _tree_maker() -> Callable[..., object] | None:
    """Return what makes the tree of a language; the library does not know the site, so a setting names it."""
    name = getattr(settings, "CEJN_SET_UP", "")
    return import_string(name) if name else None
