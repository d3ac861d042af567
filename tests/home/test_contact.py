"""The contact form: what is taken, what is asked once more, and that nothing typed is lost."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from lxml import html as lxml_html

from config.limits import WRITE, Rule
from home.contact.stamp import LONGEST
from home.models import ContactMessage, ContactPage
from home.models.message import SUBJECT, TEXT
from home.set_up import work
from library.approval.services import publish_setup
from library.catalogue.door import full_pass
from library.catalogue.models import RecordRow
from tests.home.conftest import TEAM, stamped
from tests.samples import put, record

PAGE = str(work("contact"))
ITEM = "8c1c2c3e-5f7a-4c8e-9f6a-0a1b2c3d4e5f"

pytestmark = pytest.mark.django_db


def page_of(response: Any) -> Any:
    return lxml_html.fromstring(response.content)


def complaints(response: Any) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page_of(response).cssselect(".error-summary li")]


def test_a_message_is_stored_and_the_reader_is_led_to_the_thanks(send: Callable[..., Any], client: Client) -> None:
    response = send(name="A reader")
    assert (response.status_code, response["Location"]) == (303, "/en/contact/?sent=1")
    message = ContactMessage.objects.get()
    assert (message.name, message.address, message.language) == ("A reader", "reader@example.org", "en")
    assert (message.state, message.attempts, str(message.page_work)) == ("waiting", 0, PAGE)
    thanks = client.get(response["Location"])
    assert "Your message has reached us" in thanks.text
    assert 'name="robots" content="noindex"' in thanks.text


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_each_language_has_the_form_and_a_way_to_it(contact: ContactPage, client: Client, lang: str) -> None:
    page = page_of(client.get(f"/{lang}/contact/"))
    fields = page.cssselect("form.letter .field")
    assert [field.cssselect("input, textarea")[0].get("name") for field in fields] == [
        "name", "mail", "subject", "text",
    ]  # fmt: skip
    assert all(
        field.cssselect("label")[0].get("for") == field.cssselect("input, textarea")[0].get("id") for field in fields
    )
    assert page_of(client.get(f"/{lang}/")).cssselect(f"footer a[href='/{lang}/contact/']")


def test_no_cookie_is_set_and_no_mark_to_be_kept_by(contact: ContactPage, client: Client) -> None:
    first, second = (client.get("/en/contact/") for _ in range(2))
    assert (first.cookies, first.headers.get("ETag"), first["Cache-Control"]) == ({}, None, "private, no-cache")
    stamps = [page_of(one).cssselect("[name=stamp]")[0].get("value") for one in (first, second)]
    assert stamps[0] != stamps[1]


def test_a_strict_client_without_any_ticket_may_send(contact: ContactPage) -> None:
    strict = Client(enforce_csrf_checks=True)
    words = {"mail": "a@example.org", "subject": "x", "text": "y", "stamp": stamped(PAGE, age=60)}
    assert strict.post("/en/contact/", words).status_code == 303
    assert strict.cookies == {}


def test_what_is_wrong_is_said_twice_and_nothing_is_lost(send: Callable[..., Any]) -> None:
    response = send(mail="reader.example.org", subject="", text="  Dear <people>,\r\n\r\nwater & ᓄᓇ.")
    assert response.status_code == 422
    page = page_of(response)
    assert page.cssselect("title")[0].text.startswith("Not sent yet:")
    assert complaints(response) == [
        "Write a mail address with an @, such as name@example.org.",
        "Write in a few words what it is about.",
    ]
    for link in page.cssselect(".error-summary a"):
        field = page.get_element_by_id(link.get("href").removeprefix("#"))
        described = field.get("aria-describedby").split()
        assert page.get_element_by_id(described[-1]).text_content().strip() == link.text_content()
        assert all(page.get_element_by_id(one) is not None for one in described)
        assert field.get("aria-invalid") == "true"
    assert page.cssselect("[name=mail]")[0].get("value") == "reader.example.org"
    assert "Dear <people>," in page.cssselect("textarea")[0].text
    assert "water & ᓄᓇ." in page.cssselect("textarea")[0].text
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    ("page", "age", "words"),
    [
        (PAGE, 1, "quicker than we expect"),
        (PAGE, LONGEST + 60, "open for more than a day"),
        ("another page", 60, "came from us"),
        ("", 0, "came from us"),
    ],
)
def test_an_odd_stamp_asks_to_press_once_more(send: Callable[..., Any], page: str, age: float, words: str) -> None:
    response = send(stamp=stamped(page, age=age) if page else "made up")
    assert response.status_code == 422
    assert words in complaints(response)[0]
    assert page_of(response).cssselect("textarea")[0].text.strip() == "The guide leads nowhere."
    assert not ContactMessage.objects.exists()


def test_who_was_too_quick_need_not_wait_anew(send: Callable[..., Any]) -> None:
    quick, late = stamped(PAGE, age=1), stamped(PAGE, age=LONGEST + 60)
    assert page_of(send(stamp=quick)).cssselect("[name=stamp]")[0].get("value") == quick
    assert page_of(send(stamp=late)).cssselect("[name=stamp]")[0].get("value") != late


def test_the_field_that_people_do_not_see(send: Callable[..., Any]) -> None:
    response = send(website="https://spam.example.org/")
    assert "people do not see" in complaints(response)[0]
    assert page_of(response).cssselect("[name=website]")[0].get("value") is None
    assert not ContactMessage.objects.exists()


def test_a_form_on_another_site_is_asked_again_here(send: Callable[..., Any]) -> None:
    response = send(headers={"Sec-Fetch-Site": "cross-site"})
    assert "came from us" in complaints(response)[0]
    assert send(headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_the_same_form_sent_twice_is_one_message_another_text_is_another(send: Callable[..., Any]) -> None:
    stamp = stamped(PAGE, age=60)
    assert [send(stamp=stamp).status_code for _ in range(2)] == [303, 303]
    assert ContactMessage.objects.count() == 1
    send(stamp=stamp, text="Now it works again.")
    assert ContactMessage.objects.count() == 2


def test_line_breaks_and_control_characters_never_reach_a_header(send: Callable[..., Any]) -> None:
    send(subject="Hello\r\nBcc: all@example.org", name="A\x00B\n", text="one\x00\r\n\ttwo\x1b")
    message = ContactMessage.objects.get()
    assert message.subject == "Hello Bcc: all@example.org"
    assert message.name == "AB"
    assert message.text == "one\ntwo"
    assert send(mail="a@example.org\r\nBcc: all@example.org").status_code == 422


@pytest.mark.parametrize(("field", "most"), [("subject", SUBJECT), ("text", TEXT)])
def test_each_field_has_a_limit_that_is_said(send: Callable[..., Any], field: str, most: int) -> None:
    assert str(most) in complaints(send(**{field: "ᓄ" * (most + 1)}))[0]
    assert send(**{field: "ᓄ" * most}).status_code == 303


def test_line_breaks_count_once(send: Callable[..., Any]) -> None:
    assert send(text="\r\n".join(["a"] * (TEXT // 2))).status_code == 303


def test_more_than_the_form_takes_is_refused_in_words(send: Callable[..., Any]) -> None:
    response = send(text="x" * 200_000)
    assert response.status_code == 413
    assert "shorten your message" in complaints(response)[0]


def test_too_many_messages_are_refused_and_kept_in_the_form(send: Callable[..., Any]) -> None:
    with override_settings(MESSAGE_LIMIT=Rule("message-test", WRITE, re.compile(r"/"), 2, 600)):
        answers = [send(text=f"Message {number}") for number in range(3)]
    assert [one.status_code for one in answers] == [303, 303, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert "Wait a few minutes" in complaints(answers[2])[0]
    assert page_of(answers[2]).cssselect("textarea")[0].text.strip() == "Message 2"
    assert ContactMessage.objects.count() == 2


def test_mistakes_do_not_count_as_messages(send: Callable[..., Any]) -> None:
    with override_settings(MESSAGE_LIMIT=Rule("message-mistakes", WRITE, re.compile(r"/"), 1, 600)):
        assert [send(mail="x").status_code for _ in range(3)] == [422, 422, 422]
        assert send().status_code == 303


@pytest.mark.parametrize("path", ["/en/", "/en/library/", "/en/nothing/", "/en/contact", "/zz/contact/"])
def test_other_pages_take_nothing(contact: ContactPage, client: Client, path: str) -> None:
    assert client.post(path, {"text": "x"}).status_code == 405


def test_an_unknown_parameter_is_refused(contact: ContactPage, client: Client) -> None:
    assert client.get("/en/contact/?topic=water").status_code == 400


def test_an_item_is_named_by_its_public_title(send: Callable[..., Any], client: Client) -> None:
    put(record(ITEM, "es", title="La guía del agua"))
    page = page_of(client.get(f"/en/contact/?about={ITEM}"))
    link = page.cssselect(".letter .notice a")[0]
    assert (link.text_content(), link.get("lang")) == ("La guía del agua", "es")
    send(about=ITEM)
    message = ContactMessage.objects.get()
    assert (str(message.about_work), message.about_title) == (ITEM, "La guía del agua")


@pytest.mark.parametrize("about", [ITEM, "nothing", PAGE, ""])
def test_what_is_not_a_public_item_is_not_named(send: Callable[..., Any], client: Client, about: str) -> None:
    assert not page_of(client.get("/en/contact/", {"about": about})).cssselect(".letter .notice")
    assert send(about=about).status_code == 303
    assert ContactMessage.objects.get().about_work is None


def test_the_address_stays_with_editors_unless_they_show_it(contact: ContactPage, client: Client) -> None:
    def public() -> str:
        row = RecordRow.objects.get(work=PAGE, lang="en")
        return (
            f"{row.card} {row.content} {client.get('/en/contact/').text} {client.get(f'/api/v1/records/{row.pk}').text}"
        )

    assert TEAM not in public()
    contact.show_address = True
    publish_setup(page=contact)
    full_pass()
    assert f'href="mailto:{TEAM}"' in client.get("/en/contact/").text
    assert TEAM in public()


def test_a_draft_changes_nothing_of_where_mail_goes(contact: ContactPage) -> None:
    contact.recipients = "somebody.else@example.org"
    contact.save_revision()
    assert ContactPage.objects.get(pk=contact.pk).recipients == TEAM


def test_the_page_says_how_long_messages_are_kept(contact: ContactPage, client: Client) -> None:
    assert "deleted 365 days after the answer, and 730 days after you wrote" in client.get("/en/contact/").text


@pytest.mark.parametrize(("value", "good"), [("a@example.org\nb@example.org", True), ("a@example.org, b", False)])
def test_an_editor_is_told_of_what_is_no_address(contact: ContactPage, value: str, good: bool) -> None:
    contact.recipients = value
    if good:
        contact.full_clean()
        assert contact.recipients == value
    else:
        with pytest.raises(Exception, match="is no mail address"):
            contact.full_clean()


def test_the_form_takes_few_queries(
    contact: ContactPage, client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    put(record(ITEM, "es", title="La guía del agua"))
    with django_assert_num_queries(4):
        assert client.get(f"/en/contact/?about={ITEM}").status_code == 200
