"""Each clause of the contract fails for a kind that breaks it, and says in words what is wrong."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.utils.translation import gettext

from library.approval.services import approve
from library.catalogue import listing, selectors
from library.catalogue.record import SearchText, Use
from library.kinds.resource.apps import ResourceKind, ResourcePart
from library.kinds.resource.models import ResourceItemPage
from library.models import ResourcePage
from library.plugin import Description, Facet
from library.testing.tokens import token
from tests.contracts import faults
from tests.contracts.test_resource import TestResource as Contract

pytestmark = pytest.mark.usefixtures("tree")
Monkey = pytest.MonkeyPatch
Fails = (AssertionError, pytest.fail.Exception)


@pytest.fixture
def contract() -> Contract:
    """Return the contract of a kind that holds it, until a test breaks the kind."""
    return Contract()


def eager(monkeypatch: Monkey) -> None:
    """Have items approve each of their revisions themselves."""
    original = ResourcePage.save_revision

    def save_revision(self: Any, *args: Any, **kwargs: Any) -> Any:
        revision = original(self, *args, **kwargs)
        approve(revision=revision, approver=None)
        revision.publish(skip_permission_checks=True)
        return revision

    monkeypatch.setattr(ResourceItemPage, "save_revision", save_revision)


def test_a_kind_that_approves_itself(contract: Contract, monkeypatch: Monkey) -> None:
    eager(monkeypatch)
    with pytest.raises(Fails, match="There is a record of a text that waits for its review"):
        contract.test_public_only_when_approved()


def test_a_kind_that_publishes_edits(contract: Contract, monkeypatch: Monkey) -> None:
    eager(monkeypatch)
    with pytest.raises(Fails, match="shows an edit that nobody approved"):
        contract.test_an_edit_waits_for_its_approval()


def test_a_kind_that_cannot_be_taken_back(contract: Contract, monkeypatch: Monkey) -> None:
    monkeypatch.setattr("library.testing.clauses.door.revoke", lambda **_given: None)
    with pytest.raises(Fails, match="taken back has a record"):
        contract.test_gone_when_taken_back()


def test_a_kind_whose_items_stay_when_they_are_deleted(contract: Contract, monkeypatch: Monkey) -> None:
    monkeypatch.setattr(ResourceItemPage, "delete", lambda _self: None)
    with pytest.raises(Fails, match="Deleted items leave rows behind"):
        contract.test_removal_leaves_nothing()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"year": "2024"}, "year: Input should be a valid integer"),
        ({"themes": ["adaptation"]}, "another after a way through JSON, in themes"),
        ({"url": None}, "url: Input should be a valid string"),
    ],
)
def test_a_part_of_other_types(contract: Contract, monkeypatch: Monkey, values: dict[str, Any], words: str) -> None:
    faults.describing_part(monkeypatch, **values)
    with pytest.raises(Fails, match=words):
        contract.test_the_part_has_its_declared_types()


def test_a_part_that_is_no_json(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing_part(monkeypatch, authors={"a set"})
    with pytest.raises(Fails, match="approved and is not public: TypeError"):
        contract.test_the_part_has_its_declared_types()


def test_a_describe_that_asks_the_database(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing(monkeypatch, search=lambda _right: ResourceItemPage.objects.count() and ())
    with pytest.raises(Fails, match="describe asked the database"):
        contract.test_describe_depends_on_the_content_alone()


def test_a_describe_that_translates(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing(monkeypatch, part=lambda right: replace(right.part, form=gettext("Library")))
    with pytest.raises(Fails, match="labels belong into templates"):
        contract.test_describe_depends_on_the_content_alone()


def test_a_describe_that_forgets_a_file(contract: Contract, monkeypatch: Monkey) -> None:
    monkeypatch.setattr(ResourceKind, "describe", lambda _self, _content: Description(part=PART))
    with pytest.raises(Fails, match="The record does not name files of the content: document:"):
        contract.test_the_record_is_complete()


def test_a_most_that_leaves_something_empty(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing_part(monkeypatch, url="")
    with pytest.raises(Fails, match="leaves url of the part empty"):
        contract.test_the_record_is_complete()


def test_a_field_that_is_not_described(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing(monkeypatch, part=lambda right: replace(right.part, authors=()), search=lambda _right: ())
    with pytest.raises(Fails, match="writes into the field “authors” is not in the record"):
        contract.test_nothing_is_shown_that_describe_did_not_give()


def test_a_field_for_editors_that_is_described(contract: Contract, monkeypatch: Monkey) -> None:
    monkeypatch.setattr(Contract, "unshown", ("authors",))
    with pytest.raises(Fails, match="authors is named in unshown, but describe gives it"):
        contract.test_nothing_is_shown_that_describe_did_not_give()


def test_a_template_that_reads_behind_the_wall(contract: Contract, monkeypatch: Monkey) -> None:
    faults.tag_that_reads_models(monkeypatch)
    faults.printing_after(monkeypatch, "{% behind_the_wall item.record.title %}")
    with pytest.raises(Fails, match="shows the field “seo_title”, which describe did not give"):
        contract.test_nothing_is_shown_that_describe_did_not_give()


def test_a_template_that_trusts_words(contract: Contract, monkeypatch: Monkey) -> None:
    faults.printing_after(monkeypatch, "{% for author in item.record.part.authors %}{{ author|safe }}{% endfor %}")
    with pytest.raises(Fails, match="prints words of the content as markup"):
        contract.test_nothing_is_shown_that_describe_did_not_give()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("{{ item.record.part.editor }}", "a variable is not resolved: .*item.record.part.editor"),
        ("<h1>Files</h1>", "2 headings <h1> instead of one"),
        ('<p id="files"></p><p id="files"></p>', "the id “files” stands 2 times"),
        ("<div>", "<div> is not closed"),
        ("</div>", "</div> closes nothing|is not closed before </div>"),
        ("<p><ul><li>x</li></ul></p>", "<ul> stands inside <p>"),
        ("<ul><b>x</b></ul>", "<b> stands directly inside <ul>"),
        ("<img src='/x.png'>", "has no words for those who do not see it"),
        ("<p>{{ item.record.part.year }}</p>", "“None” is printed"),
        ('<a href="{{ item.record.part.url|default:None }}">x</a>', 'has the address href="None"'),
    ],
)
def test_a_page_that_is_no_sound_html(contract: Contract, monkeypatch: Monkey, what: str, words: str) -> None:
    faults.printing_after(monkeypatch, what)
    with pytest.raises(Fails, match=f"(?s)With least.*is not sound HTML.*{words}"):
        contract.test_the_templates_print_the_least()


def test_a_page_that_breaks_with_the_fullest_item_alone(contract: Contract, monkeypatch: Monkey) -> None:
    faults.printing_after(monkeypatch, '{% for file in item.record.part.files %}<p id="file">x</p>{% endfor %}')
    contract.test_the_templates_print_the_least()
    with pytest.raises(Fails, match="the id “file” stands 2 times"):
        contract.test_the_templates_print_the_most()


def test_a_card_that_prints_no_link(contract: Contract, monkeypatch: Monkey) -> None:
    faults.printing(monkeypatch, faults.CARD, "<article>{{ card.title }}</article>")
    with pytest.raises(Fails, match="has no link to the item"):
        contract.test_the_templates_print_the_most()


def test_a_card_that_cannot_write_every_title(contract: Contract, monkeypatch: Monkey) -> None:
    source = '<article><a href="{{ card.url }}">{{ card.title|slugify }}</a>{{ card.title|striptags }}</article>'
    faults.printing(monkeypatch, faults.CARD, source)
    contract.test_the_templates_print_the_most()
    with pytest.raises(Fails, match="does not print the item's title"):
        contract.test_the_templates_print_a_title_in_syllabics()


def test_a_card_that_asks_for_each_item(contract: Contract, monkeypatch: Monkey) -> None:
    faults.tag_that_reads_models(monkeypatch)
    source = '{% extends "components/card.html" %}{% block by %}{% behind_the_wall card.record.title %}{% endblock %}'
    faults.printing(monkeypatch, faults.CARD, source)
    with pytest.raises(Fails, match=r"The list of the kind takes \d+ queries with one item and \d+ with 10; new are"):
        contract.test_ten_items_cost_as_many_queries_as_one()


@pytest.mark.parametrize(
    ("facets", "words"),
    [
        ({"mood": ("calm",)}, "mood.*, which the kind does not declare"),
        ({"form": ()}, "gives no value to the facets form"),
        ({"form": ("",)}, "has the value '': values are texts of 1 to"),
    ],
)
def test_facets_that_are_not_as_declared(
    contract: Contract, monkeypatch: Monkey, facets: dict[str, Any], words: str
) -> None:
    faults.describing(monkeypatch, facets=lambda right: {**right.facets, **facets})
    with pytest.raises(Fails, match=words):
        contract.test_facets_are_declared()


def test_a_facet_of_the_library_taken_over(contract: Contract, monkeypatch: Monkey) -> None:
    monkeypatch.setattr(ResourceKind, "facets", (*ResourceKind.facets, Facet("year", "Year")))
    with pytest.raises(Fails, match="The facets year belong to the library"):
        contract.test_facets_are_declared()


def test_a_facet_that_does_not_know_its_values(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing(monkeypatch, facets=lambda right: {**right.facets, "theme": ("fire",)})
    with pytest.raises(Fails, match="theme=fire answers 400 instead of 200"):
        contract.test_facets_count_exactly()


def test_counts_that_are_not_exact(contract: Contract, monkeypatch: Monkey) -> None:
    original = listing.facet_counts

    def wrong(*args: Any) -> Any:
        return {
            name: tuple(replace(value, count=value.count + 1) for value in values)
            for name, values in original(*args).items()
        }

    monkeypatch.setattr(listing, "facet_counts", wrong)
    with pytest.raises(Fails, match=r"The list counts .* for the facet “topic”; the records say"):
        contract.test_facets_count_exactly()


def test_words_that_are_not_given_to_the_search(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing(monkeypatch, search=lambda _right: ())
    with pytest.raises(Fails, match="does not find the item in en by “barrel”, although found_by names it"):
        contract.test_search_finds_it_in_each_language()


def test_words_that_the_search_does_not_take(contract: Contract, monkeypatch: Monkey) -> None:
    original = selectors.record

    def with_more(pk: str) -> Any:
        found = original(pk)
        more = SearchText("extra", "en", token("never indexed"))
        return replace(found, search=(*found.search, more)) if found else None

    monkeypatch.setattr("library.testing.ground.selectors.record", with_more)
    with pytest.raises(Fails, match="although that stands in its search text “extra”"):
        contract.test_search_finds_it_in_each_language()


@dataclass(frozen=True, slots=True)
class LongerPart(ResourcePart):
    """A part with a field that nobody declared."""

    more: str = "x"


PART = ResourcePart("guide", (), (), None, (), "")
LONGER = LongerPart("guide", (), (), None, (), "")


def test_a_part_with_more_than_was_declared(contract: Contract, monkeypatch: Monkey) -> None:
    faults.describing(monkeypatch, part=lambda _right: LONGER)
    with pytest.raises(Fails, match=r"does not answer as the OpenAPI document says: .*more: Extra inputs"):
        contract.test_answers_of_the_api_hold_their_schema()
    with pytest.raises(Fails, match="The exported part is another once it was read into a ResourcePart"):
        contract.test_an_export_can_be_read_again()


def test_an_item_that_no_editor_could_save(contract: Contract, monkeypatch: Monkey) -> None:
    files = [{"type": "file", "value": {"file": None, "title": "x" * 400, "language": ""}}]
    monkeypatch.setattr(Contract, "least", lambda _self: {"files": files})
    with pytest.raises(Fails, match="No editor could save “files”"):
        contract.test_removal_leaves_nothing()
    monkeypatch.setattr(Contract, "least", lambda _self: {"date": "soon"})
    with pytest.raises(Fails, match="No editor could save what"):
        contract.test_removal_leaves_nothing()


def test_a_kind_whose_items_may_not_be_copied(contract: Contract, monkeypatch: Monkey) -> None:
    monkeypatch.setattr(ResourceKind, "default_uses", {Use.OFFLINE_COPY: "no", Use.SEARCH_ENGINES: "no"})
    contract.test_an_export_can_be_read_again()
    contract.test_gone_when_taken_back()
    monkeypatch.setattr(Contract, "permits", lambda _self, _use: True)
    with pytest.raises(Fails, match="The export does not hold every public item"):
        contract.test_an_export_can_be_read_again()
    with pytest.raises(Fails, match="The sitemap does not name a public item"):
        contract.test_gone_when_taken_back()
    monkeypatch.setattr(ResourceKind, "default_uses", {})
    monkeypatch.setattr(Contract, "permits", lambda _self, _use: False)
    with pytest.raises(Fails, match="The export holds items of a kind that may not be copied"):
        contract.test_an_export_can_be_read_again()
    with pytest.raises(Fails, match="an item of a kind that search engines may not have"):
        contract.test_gone_when_taken_back()


def test_a_contract_for_a_kind_that_is_not_installed(monkeypatch: Monkey) -> None:
    monkeypatch.setattr(Contract, "kind", "season")
    with pytest.raises(Fails, match="Set `kind` to the slug of an installed kind"):
        Contract().test_removal_leaves_nothing()
