"""The contract of the kind "event", its days in three languages, and its calendar."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from library.kinds.event.models import EventPage
from library.kinds.webinar.models import WebinarPage
from library.models import Organisation, Topic
from library.plugin import kind
from library.testing import KindContract, approved, document, draft, settle, term


class TestEvent(KindContract):
    kind = "event"
    found_by = {"en": "workshop", "fr": "ateliers", "es": "casas"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        place = {"en": "The house of workshops", "fr": "La maison de l’atelier", "es": "La casa del taller"}[self.lang]
        topic = term(Topic, "Water")
        recording = approved(draft(WebinarPage, title="What was said", slug=f"said-{topic.pk}"))
        profile = kind("profile")
        assert profile is not None
        guest = approved(draft(profile.page_model, title="Guests", slug=f"guests-{topic.pk}"))
        return {
            "topics": [topic],
            "form": "workshop",
            "date": "2023-11-16",
            "until": "2023-11-18",
            "begins_at": dt.time(9, 30),
            "ends_at": dt.time(17, 0),
            "zone": "America/Mexico_City",
            "place": place,
            "url": "https://meeting.example/",
            "documents": [{"type": "file", "value": {"file": document().pk, "title": "Summary", "language": "en"}}],
            "participants": [
                {"type": "named", "value": {"organisation": term(Organisation, "A host").pk, "role": "Host"}},
                {"type": "named", "value": {"name": "A youth council of an example", "role": ""}},
                {"type": "item", "value": guest.pk},
            ],
            "recordings": [{"type": "item", "value": recording.pk}],
        }


@pytest.fixture
def workshop(tree: Any) -> Any:
    """A workshop of three days, with a recording."""
    recording = approved(draft(WebinarPage, title="What was said", slug="said"))
    made = approved(
        draft(
            EventPage,
            title="Workshop; with, commas",
            slug="workshop",
            summary="A long line of words, " * 12,
            date="2023-11-16",
            until="2023-11-18",
            begins_at=dt.time(9, 30),
            ends_at=dt.time(17, 0),
            zone="America/Mexico_City",
            place="Oaxaca, México",
            recordings=[("item", recording)],
        )
    )
    approved(draft(EventPage, title="Some time in June", slug="june", date="2024-06"))
    approved(draft(EventPage, title="A day", slug="day", date="2024-06-26"))
    settle()
    return made


@pytest.mark.parametrize(
    ("address", "days"),
    [
        ("/en/library/workshop/", "16–18 November 2023"),
        ("/fr/en/library/workshop/", "du 16 au 18 novembre 2023"),
        ("/es/en/library/workshop/", "16–18 de noviembre de 2023"),
    ],
)
@pytest.mark.usefixtures("workshop")
def test_its_days_are_printed_as_each_language_writes_them(client: Client, address: str, days: str) -> None:
    page = client.get(address).content.decode()
    assert days in page
    assert "09:30–17:00, America/Mexico_City" in page


@pytest.mark.usefixtures("workshop")
def test_recording_and_event_lead_to_each_other(client: Client) -> None:
    assert "/en/library/said/" in client.get("/en/library/workshop/").content.decode()
    page = client.get("/en/library/said/").content.decode()
    assert "/en/library/workshop/" in page
    assert "Recording of" in page


def test_a_calendar_of_one_event_is_read_by_other_programs(client: Client, workshop: Any) -> None:
    answer = client.get("/en/library/workshop/?as=calendar")
    assert answer["Content-Type"].startswith("text/calendar")
    assert 'filename="workshop.ics"' in answer["Content-Disposition"]
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    (event,) = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Workshop; with, commas"
    assert str(event["UID"]).startswith(str(workshop.translation_key))
    assert event.decoded("DTSTART") == dt.datetime(2023, 11, 16, 15, 30, tzinfo=dt.UTC)
    assert event.decoded("DTEND") == dt.datetime(2023, 11, 18, 23, 0, tzinfo=dt.UTC)
    assert str(event["URL"]).endswith("/en/library/workshop/")


@pytest.mark.usefixtures("tree")
def test_a_beginning_without_an_end_keeps_all_days_in_the_calendar(client: Client) -> None:
    times: dict[str, Any] = {"begins_at": dt.time(9, 30), "zone": "America/Mexico_City"}
    approved(draft(EventPage, title="Three days", slug="three", date="2023-11-16", until="2023-11-18", **times))
    approved(draft(EventPage, title="One evening", slug="one", date="2023-11-16", **times))
    settle()
    found = [client.get(f"/en/library/{slug}/?as=calendar").content for slug in ("three", "one")]
    three, one = (icalendar.Calendar.from_ical(content).walk("VEVENT")[0] for content in found)
    assert (three.decoded("DTSTART"), three.decoded("DTEND")) == (dt.date(2023, 11, 16), dt.date(2023, 11, 19))
    assert one.decoded("DTSTART") == dt.datetime(2023, 11, 16, 15, 30, tzinfo=dt.UTC)


@pytest.mark.usefixtures("workshop")
def test_the_feed_of_a_list_holds_what_is_a_day_and_public(client: Client) -> None:
    """An event known to the month is no day of a calendar; filters and what is taken back hold for the feed as well."""
    events = icalendar.Calendar.from_ical(client.get("/en/library/?kind=event&as=calendar").content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["A day", "Workshop; with, commas"]
    assert events[0].decoded("DTSTART") == dt.date(2024, 6, 26)
    assert events[0].decoded("DTEND") == dt.date(2024, 6, 27)
    page = client.get("/en/library/?kind=event&year=2024").content.decode()
    assert "/en/library/?kind=event&amp;year=2024&amp;as=calendar" in page
    assert "<h1>Events</h1>" in page
    later = client.get("/en/library/?kind=event&year=2024&as=calendar").content
    assert len(icalendar.Calendar.from_ical(later).walk("VEVENT")) == 1


@pytest.mark.parametrize(
    "address",
    ["/en/library/workshop/?as=tea", "/en/library/?as=calendar", "/en/library/said/?as=calendar"],
    ids=["unknown form", "list of all kinds", "another kind"],
)
@pytest.mark.usefixtures("workshop")
def test_a_form_that_is_not_there_is_refused(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"date": "2024-06-13", "until": "2024-06-12"}, "until"),
        ({"until": "2024-06-12"}, "date"),
        ({"date": "2024-06", "begins_at": dt.time(9), "zone": "UTC"}, "date"),
        ({"date": "2024-06-13", "begins_at": dt.time(9)}, "zone"),
        ({"date": "2024-06-13", "begins_at": dt.time(9), "ends_at": dt.time(8), "zone": "UTC"}, "ends_at"),
        ({"date": "2024-06-13", "ends_at": dt.time(8), "zone": "UTC"}, "begins_at"),
    ],
)
@pytest.mark.django_db
def test_times_that_cannot_be_are_refused_with_words(fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EventPage(title="x", slug="x", **fields).clean()
    assert wrong in refused.value.message_dict


@pytest.mark.django_db
def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="no time zone"):
        EventPage(title="x", slug="x", zone="Atlantis/Centre").clean_fields(exclude=["path", "depth"])
