"""Grants: amounts in three languages, who has them and what made them, on all ends."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from library.catalogue.record import Reference
from library.kinds.grant.models import GrantPage
from library.kinds.profile.models import ProfilePage
from library.testing import approved, draft, settle
from tests.kinds.acts import ACTS, grant
from tests.samples import put

SPACE = "\N{NO-BREAK SPACE}"


def printed(amount: str, currency: str, interface: str) -> str:
    template = Template("{% load grants %}{{ amount|money:currency }}")
    with override(interface):
        return template.render(Context({"amount": amount, "currency": currency}))


@pytest.mark.parametrize(
    ("interface", "amount", "currency", "words"),
    [
        ("en", "250000.00", "CAD", "250,000 Canadian dollars"),
        ("en", "1250000.50", "MXN", "1,250,000.50 Mexican pesos"),
        ("en", "98000", "USD", "98,000 US dollars"),
        ("fr", "250000.00", "CAD", f"250{SPACE}000 dollars canadiens"),
        ("fr", "1250000.50", "MXN", f"1{SPACE}250{SPACE}000,50 pesos mexicains"),
        ("fr", "98000", "USD", f"98{SPACE}000 dollars des États-Unis"),
        ("es", "250000.00", "CAD", "250,000 dólares canadienses"),
        ("es", "1250000.50", "MXN", "1,250,000.50 pesos mexicanos"),
        ("es", "98000", "USD", "98,000 dólares estadounidenses"),
        ("en", "much", "USD", "much"),
    ],
)
def test_amounts_are_printed_as_readers_write_them(interface: str, amount: str, currency: str, words: str) -> None:
    assert printed(amount, currency, interface) == words


def text(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


@pytest.fixture
def shelf(catalogue: None) -> None:
    put(*ACTS, grant())


def test_a_grant_is_shown_on_all_ends(shelf: None, client: Client) -> None:
    page = text(client, "/en/library/shore/")
    assert 'Granted to</dt><dd><a href="/en/library/keepers/"' in page
    assert "250,000 Canadian dollars" in page
    assert "2022–2024" in page
    assert "Made by</dt>" in page
    assert "EJ4Climate grant programme" in page
    assert "Grants made under it" in text(client, "/en/library/r2206/")
    assert "Grants received" in text(client, "/en/library/keepers/")


def test_what_is_not_public_leaves_no_trace(catalogue: None, client: Client) -> None:
    put(grant(grantee={"name": "", "work": "hidden"}, references=(Reference("made_by", "r2206"),)))
    page = text(client, "/en/library/shore/")
    assert "Granted to" not in page
    assert "Made by" not in page


def test_programs_are_not_told_that_there_is_somebody_who_is_not_public(catalogue: None, client: Client) -> None:
    hidden = {"name": "", "work": "hidden"}
    named = (Reference("grantee", "hidden"), Reference("made_by", "concealed"))
    put(grant(grantee=hidden, references=named), grant("named", grantee={"name": "A group", "work": ""}))
    answer = client.get("/api/v1/records/shore.en")
    assert answer.json()["part"]["grantee"] is None
    assert answer.json()["relations"] == []
    assert "hidden" not in answer.content.decode()
    assert client.get("/api/v1/records/named.en").json()["part"]["grantee"]["name"] == "A group"
    listed = {one["work"]: one for one in client.get("/api/v1/records?kind=grant").json()["items"]}
    assert listed["shore"]["part"]["grantee"] is None


def test_programme_and_year_are_facets(shelf: None, client: Client) -> None:
    put(grant("other", facets={"programme": ("other",), "year": ("2019",)}, date="2019"))
    found = text(client, "/en/library/?kind=grant&programme=ej4climate")
    assert "Keeping the shore" in found
    assert "1 result<" in found
    assert "1 result<" in text(client, "/en/library/?kind=grant&year=2019")


@pytest.mark.usefixtures("tree")
def test_an_amount_has_a_currency_a_period_a_beginning_and_a_grant_one_grantee() -> None:
    grantee = draft(ProfilePage, title="Those who have it", slug="those")
    for fields, wrong in (
        ({"amount": Decimal(10)}, "currency"),
        ({"currency": "CAD"}, "amount"),
        ({"amount": Decimal(-1), "currency": "CAD"}, "amount"),
        ({"until": "2024"}, "date"),
        ({"date": "2024", "until": "2023-12"}, "until"),
        ({"grantee": grantee, "grantee_name": "Another"}, "grantee_name"),
    ):
        with pytest.raises(ValidationError) as problem:
            GrantPage(title="A grant", slug="a-grant", **fields).full_clean(exclude=["path", "depth"])
        assert wrong in problem.value.message_dict, fields


@pytest.mark.usefixtures("tree")
def test_an_amount_comes_into_the_record_as_it_was_written() -> None:
    from library.catalogue.selectors import record as record_of

    item = approved(draft(GrantPage, title="A grant", slug="a-grant", amount=Decimal("0.10"), currency="MXN"))
    settle()
    found = record_of(f"{item.translation_key}.en")
    assert found is not None
    assert (found.part["amount"], found.part["currency"], found.part["grantee"]) == ("0.10", "MXN", None)
