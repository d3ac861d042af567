"""Quicker nodes print what Django's own print: over every component, and where a value is not what is expected."""

from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.base import VariableNode
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from library import rendering
from library.reading.links import Link
from library.styleguide import samples

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
NAMES = sorted(str(path.relative_to(COMPONENTS).with_suffix("")) for path in COMPONENTS.rglob("*.html"))


class Odd:
    """What a template may be given beside words, dictionaries and values of ours."""

    words = "<odd>"
    number = 1234.5
    numbers = (1, "<2>")
    nothing = None
    safe = mark_safe("<b>safe</b>")

    def said(self) -> str:
        """Return what a template prints for a method."""
        return "<said>"


def engine(backend: type[DjangoTemplates], folder: Path) -> DjangoTemplates:
    ours: Any = engines["django"]
    return backend({"NAME": "other", "DIRS": [folder, *ours.dirs], "APP_DIRS": True, "OPTIONS": {}})


@pytest.fixture
def both(tmp_path: Path) -> Any:
    """Return what prints a template with Django's own nodes and with the quicker ones."""
    plain, quick = engine(DjangoTemplates, tmp_path), engine(rendering.Templates, tmp_path)

    def print_both(name: str, context: dict[str, Any]) -> tuple[str, str]:
        return plain.get_template(name).render(context), quick.get_template(name).render(context)

    return print_both


@pytest.mark.parametrize("interface", ["en", "fr", "es"])
@pytest.mark.parametrize("name", NAMES)
def test_components_print_the_same(both: Any, name: str, interface: str) -> None:
    with override(interface):
        plain, quick = both(f"components/{name}.html", samples(interface)[name])
    assert plain == quick
    assert plain.strip()


@pytest.mark.parametrize(
    "source",
    [
        "{{ odd.words }}{{ odd.safe }}{{ odd.number }}{{ odd.nothing }}{{ odd.numbers.1 }}{{ odd.said }}",
        "{{ odd.missing }}{{ missing }}{{ missing.more }}{{ odd.words.upper }}{{ odd.missing.more }}",
        "{{ held.words }}{{ held.missing }}{{ held.items|length }}{{ shut.words }}{{ shut.missing }}{{ call.words }}",
        "{{ link.text }}{{ link.lang|default:'<none>' }}{% for one in odd.numbers %}{{ forloop.last }}{% endfor %}",
        "{% autoescape off %}{{ odd.words }}{{ odd.number }}{{ call.words }}{% endautoescape %}",
        "{% if odd.words == held.other and not missing %}{{ odd.words|lower }}{% else %}no{% endif %}",
        "{% load i18n %}{% blocktranslate with a=odd.words %}{{ a }} 100 % {{ missing }}{% endblocktranslate %}",
        "{% load i18n %}{% blocktranslate count n=held.n %}{{ n }} i{% plural %}{{ n }} {{ n }}{% endblocktranslate %}",
        "{% for n in odd.numbers %}{% include 'pages/in.html' with x=n %}{% include name %}{% endfor %}",
        "{% load static %}{% static 'mark.svg' %}{% static name as it %}{{ it }}{% static 'mark.svg' as it %}{{ it }}",
        "{% extends 'pages/in.html' %}{% block b %}{{ block.super }} and {{ odd.words }}{% endblock %}",
    ],
)
def test_sources_print_the_same_however_odd_their_values_are(both: Any, tmp_path: Path, source: str) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "in.html").write_text("[{{ x }}{% block b %}{{ odd.said }}{% endblock %}]")
    (tmp_path / "pages" / "source.html").write_text(source)
    held = {"words": "<held>", "other": "<odd>", "n": 2, "items": [1]}
    context = {
        "odd": Odd(),
        "held": held,
        "shut": MappingProxyType(held),
        "call": lambda: SimpleNamespace(words="<called>"),
        "link": Link("/", "<link>"),
        "name": "pages/in.html",
    }
    for _again in range(2):
        plain, quick = both("pages/source.html", context)
        assert plain == quick


def test_public_templates_are_made_of_quicker_nodes_and_others_are_not() -> None:
    public: Any = get_template("pages/item.html")
    admin: Any = get_template("wagtailadmin/home.html")
    assert isinstance(public.template.nodelist, rendering.Nodes)
    values = public.template.nodelist.get_nodes_by_type(VariableNode)
    assert {type(node) for node in values} == {rendering.Value}
    assert not isinstance(admin.template.nodelist, rendering.Nodes)
