"""What is named by the fullest item of each kind and is not public: no output of the item tells that it exists."""

from typing import Any

import pytest
from wagtail.models import Page

from library.approval.services import revoke
from library.models import Community, Organisation, Person, Topic
from library.testing import person, settle
from tests.translation.test_kinds import contracts

TERMS = (Community, Organisation, Person, Topic)
OF_WHAT_IS_GONE = ("changes", "tombstones")
"""Outputs that tell of anything that was public once that it is gone, whoever named it."""


def target(work: str) -> Any:
    """Return the page or term of a work."""
    page = Page.objects.filter(translation_key=work).first()
    return page.specific if page else next(each.objects.get(translation_key=work) for each in TERMS if _has(each, work))


def _has(model: Any, work: str) -> bool:
    return bool(model.objects.filter(translation_key=work).exists())


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("slug", sorted(contracts()))
def test_what_is_no_longer_public_is_not_told_by_what_names_it(slug: str) -> None:
    contract = contracts()[slug]()
    record = contract.public(contract.full())
    works = {reference.work for reference in record.references}
    assert works
    shown = "".join(str(answer) for _name, answer in contract.outputs(record))
    assert all(work in shown for work in works)
    for work in works:
        revoke(obj=target(work), user=person("contract-takedown"))
    settle()
    still = contract.record(contract.config.page_model.objects.get(translation_key=record.work))
    assert still is not None
    told = [
        (name, work)
        for name, answer in contract.outputs(still)
        for work in works
        if work in str(answer) and not any(word in name for word in OF_WHAT_IS_GONE)
    ]
    assert told == []
