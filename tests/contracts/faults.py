"""Ways to break a kind on purpose, for the proof that each clause of the contract notices."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django import template
from django.template import engines
from django.template.loaders.locmem import Loader

from library.kinds.resource.apps import ResourceKind
from library.kinds.resource.models import ResourceItemPage
from library.plugin import Description

CARD = "kinds/resource/card.html"
PAGE = "kinds/resource/page.html"


def describing(monkeypatch: pytest.MonkeyPatch, **changes: Callable[[Description], Any]) -> None:
    """Have the kind describe its items otherwise: each change makes a field of the description from the right one."""
    original = ResourceKind.describe

    def faulty(self: ResourceKind, content: Any) -> Description:
        right = original(self, content)
        return replace(right, **{name: change(right) for name, change in changes.items()})

    monkeypatch.setattr(ResourceKind, "describe", faulty)


def describing_part(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Have the kind give other values in its part."""
    describing(monkeypatch, part=lambda right: replace(right.part, **values))


def printing(monkeypatch: pytest.MonkeyPatch, name: str, source: str) -> None:
    """Have a template of the kind print something else."""
    backend: Any = engines["django"]
    engine = backend.engine
    monkeypatch.setattr(engine, "template_loaders", [Loader(engine, {name: source}), *engine.template_loaders])


def printing_after(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """Have the page of the kind print something below its text."""
    printing(monkeypatch, PAGE, f'{{% extends "pages/item.html" %}}{{% block after %}}{what}{{% endblock %}}')


def tag_that_reads_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give templates a tag that goes around the record: it prints what stands in the tables of the editors."""
    library = template.Library()

    @library.simple_tag
    def behind_the_wall(title: str) -> str:
        return ResourceItemPage.objects.get(title=title).seo_title

    backend: Any = engines["django"]
    monkeypatch.setattr(backend.engine, "template_builtins", [*backend.engine.template_builtins, library])
