"""What an editor of the home page is told before it is saved."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from home.blocks import QuotationBlock, SpotlightBlock
from home.models import HomePage
from library.testing import picture
from tests.home.making import entry, quotation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"shown_from": "2030-05-02", "shown_until": "2030-05-01"}, "shown_until"),
        ({"date": "tomorrow"}, "date"),
        ({"url": "https://example.org/", "page": "home"}, "url"),
        ({"image": "picture"}, "alt"),
    ],
)
def test_an_editor_is_told_what_is_wrong_with_an_entry(value: dict[str, Any], field: str) -> None:
    block = SpotlightBlock()
    if "page" in value:
        value = {**value, "page": HomePage.objects.first().pk}  # type: ignore[union-attr]
    if "image" in value:
        value = {"image": picture().pk}
    with pytest.raises(ValidationError) as problem:
        block.clean(block.to_python(entry("x", **value)[1]))
    assert list(problem.value.block_errors) == [field]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("field", "value"), [("handle", "no at"), ("hashtags", "water"), ("handle", "@a b")])
def test_an_editor_is_told_what_is_no_name_of_another_site(field: str, value: str) -> None:
    block = QuotationBlock()
    good = quotation("x", by={"name": "A role"})[1]
    assert block.clean(block.to_python(good))["text"] == "x"
    with pytest.raises(ValidationError) as problem:
        block.clean(block.to_python({**good, field: value}))
    assert list(problem.value.block_errors) == [field]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"call_text": "Come"}, "call_text"),
        ({"call_url": "https://example.org/"}, "call_text"),
        ({"call_text": "Come", "call_url": "https://example.org/", "call_page": "home"}, "call_url"),
        ({"hero_image": "picture"}, "hero_alt"),
    ],
)
def test_an_editor_is_told_what_a_button_and_a_picture_need(fields: dict[str, Any], wrong: str) -> None:
    page = HomePage.objects.get(locale__language_code="en")
    for name, value in fields.items():
        made = {"home": page, "picture": None}.get(value, value) if value != "picture" else picture()
        setattr(page, name, made)
    with pytest.raises(ValidationError) as problem:
        page.full_clean()
    assert list(problem.value.message_dict) == [wrong]
