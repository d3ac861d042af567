"""One record: its body with links resolved, its files, what it names; and what is said of one that is gone."""

from typing import Any

import pytest

from library.catalogue.models import RecordRow, TombstoneRow
from tests.api.shelf import picture, put, take_back

pytestmark = pytest.mark.django_db
NOBODY = "00000000-0000-4000-8000-000000000000"


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": f"id-{kind}", "value": value}


def test_links_in_the_body_are_resolved(ask: Any) -> None:
    target = put("Target", slug="target")
    pdf = picture(hash="b" * 64, type="application/pdf", name="plan.pdf", width=0, height=0, role="file")
    there = put(
        body=[
            block("text", html=f'<p><a data-work="{target.work}">in</a> <a data-work="{NOBODY}">dead</a></p>'),
            block("text", html=f'<p><a data-file="{"b" * 64}">file</a></p>'),
            block(
                "links",
                items=[
                    {"title": "Inside", "url": "", "work": target.work},
                    {"title": "Gone", "url": "", "work": NOBODY},
                    {"title": "Outside", "url": "https://example.org/", "work": ""},
                ],
            ),
        ],
        media=[pdf],
        references=[
            {"role": "link", "work": target.work, "detail": ""},
            {"role": "link", "work": NOBODY, "detail": ""},
        ],
    )
    response = ask(f"records/{there.id}")
    first, second, links = response.json()["body"]
    assert first["value"]["html"] == '<p><a href="http://testserver/en/library/target/">in</a> dead</p>'
    assert second["value"]["html"] == f'<p><a href="http://testserver/media/{"b" * 64}/plan.pdf">file</a></p>'
    assert [(link["title"], link["url"]) for link in links["value"]["items"]] == [
        ("Inside", "http://testserver/en/library/target/"),
        ("Outside", "https://example.org/"),
    ]
    assert [(relation["title"], relation["role"]) for relation in response.json()["relations"]] == [("Target", "link")]
    assert NOBODY not in response.content.decode()


def test_files_have_addresses_sizes_and_words(ask: Any) -> None:
    there = put(
        body=[block("image", hash="a" * 64, alt="A barrel", caption="", credit="")],
        media=[picture(role="body", lang="en")],
    )
    answer = ask(f"records/{there.id}").json()
    media = answer["media"][0]
    assert media["url"] == f"http://testserver/media/{'a' * 64}/barrel.jpg"
    assert media["sizes"][0] == {"url": f"http://testserver/media/{'a' * 64}/w320.webp", "width": 320}
    assert (media["alt"], media["lang"], media["role"]) == ("A barrel", "en", "body")
    assert answer["body"][0]["value"]["url"] == media["url"]
    assert answer["image"] is None


def test_a_recording_elsewhere_keeps_its_address(ask: Any) -> None:
    there = put(body=[block("recording", hash="", url="https://video.example/1", host="video.example", title="Talk")])
    assert ask(f"records/{there.id}").json()["body"][0]["value"]["url"] == "https://video.example/1"


def test_a_speaker_who_is_not_public_keeps_the_name_and_loses_the_link(ask: Any) -> None:
    part = {"minutes": 5, "languages": ["es"], "recording": None}
    speakers = [{"name": "A member of an example community", "role": "", "work": NOBODY}]
    there = put(kind="webinar", part={**part, "speakers": speakers})
    answer = ask(f"records/{there.id}").json()
    assert answer["part"]["speakers"] == [{"name": "A member of an example community", "role": "", "work": ""}]


def test_uses_say_what_was_agreed_to(ask: Any) -> None:
    uses = ask(f"records/{put(uses={'offline_copy': 'ask'}).id}").json()["uses"]
    assert uses["web"] is True
    assert uses["ai_training"] is False
    assert uses["offline_copy"] is False


def test_heavy_parts_stand_only_here(ask: Any) -> None:
    there = put(kind="profile")
    assert ask(f"records/{there.id}").json()["part"]["challenges"] == "<p>Drought.</p>"
    assert "challenges" not in ask("records").json()["items"][0]["part"]


def test_what_may_no_longer_be_given_out_is_gone_and_what_never_might_is_unknown(ask: Any) -> None:
    """Whoever has a copy is told to delete it; nobody is told of what was never here."""
    never = put(uses={"api_feeds": "no"})
    no_longer = put("Secret name", uses={"api_feeds": "no"})
    RecordRow.objects.filter(pk=no_longer.id).update(ended=" api_feeds ")
    ask(f"records/{never.id}", status=404)
    response = ask(f"records/{no_longer.id}", status=410)
    assert response.json()["tombstone"]["id"] == no_longer.id
    assert "ecret" not in response.content.decode()


def test_what_came_back_without_the_agreement_stays_gone(ask: Any) -> None:
    there = put()
    take_back(there)
    ask(f"records/{there.id}", status=410)
    put(work=there.work, uses={"api_feeds": "no"})
    TombstoneRow.objects.update(superseded=True)
    ask(f"records/{there.id}", status=410)


def test_unknown_is_404_and_gone_is_410_with_the_tombstone(ask: Any) -> None:
    there = put("Secret name", slug="secret-name")
    stone = take_back(there)
    ask(f"records/{NOBODY}.en", status=404)
    response = ask(f"records/{there.id}", status=410)
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["tombstone"] == {
        "id": there.id,
        "work": there.work,
        "lang": "en",
        "sequence": stone.sequence,
        "at": "2026-03-01T12:00:00Z",
    }
    assert "ecret" not in response.content.decode()


def test_a_record_that_came_back_is_there(ask: Any) -> None:
    there = put("Back")
    stone = take_back(there)
    stone.superseded = True
    stone.save()
    put("Back", work=there.work)
    assert ask(f"records/{there.id}").json()["title"] == "Back"
