"""The contract of the kind "project", and what a project alone promises."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from library.contact import team_addresses
from library.kinds.project.models import ProjectPage
from library.kinds.resource.models import ResourceItemPage
from library.models import Organisation, Topic
from library.testing import KindContract, approved, document, draft, settle, term


class TestProject(KindContract):
    kind = "project"
    found_by = {"en": "networks", "fr": "réseaux", "es": "redes"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        aim = {"en": "A network", "fr": "Un réseau", "es": "Una red"}[self.lang]
        topic = term(Topic, "Water")
        part = approved(draft(ResourceItemPage, title="A part of it", slug=f"part-{topic.pk}"))
        partner = term(Organisation, "A partner of an example")
        return {
            "topics": [topic],
            "date": "2023-04-03",
            "status": "active",
            "plan_year": 2023,
            "months": 18,
            "aim": f"<p>{aim} of communities.</p>",
            "documents": [
                {"type": "file", "value": {"file": document().pk, "title": "The whole description", "language": "en"}}
            ],
            "parts": [{"type": "item", "value": part.pk}],
            "partners": [
                {"type": "partner", "value": {"organisation": partner.pk, "role": "Host"}},
                {"type": "partner", "value": {"name": "A member of an example", "role": "Guest"}},
            ],
            "links": [{"type": "links", "value": [{"title": "The part", "page": part.pk, "url": ""}]}],
            "team_mail": "",
        }


@pytest.fixture
def project(tree: Any) -> Any:
    """A project with two parts in an order by hand and one that names it."""
    parts = [
        approved(draft(ResourceItemPage, title=title, slug=title.lower(), date=date))
        for title, date in (("Workshop", "2023"), ("Archive", "2025"))
    ]
    made = approved(
        draft(
            ProjectPage,
            title="A network",
            slug="network",
            date="2023-04-03",
            months=18,
            plan_year=2023,
            parts=[("item", part) for part in parts],
            team_mail="team@example.org\nothers@example.org",
        )
    )
    approved(draft(ResourceItemPage, title="Later", slug="later", related=[("whole", made)]))
    settle()
    return made


@pytest.mark.usefixtures("project")
def test_parts_stand_in_the_order_of_the_hand_and_the_rest_follows(client: Client) -> None:
    page = client.get("/en/library/network/").content.decode()
    places = [page.index(f'href="/en/library/{slug}/"') for slug in ("workshop", "archive", "later")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Active", "3 April 2023", "2023", "18 months")),
        ("fr", ("3 avril 2023", "2023", "18")),
        ("es", ("3 de abril de 2023", "2023", "18")),
    ],
)
@pytest.mark.usefixtures("project")
def test_its_dates_are_printed_in_each_language(client: Client, lang: str, words: tuple[str, ...]) -> None:
    page = client.get(f"/{lang}/en/library/network/" if lang != "en" else "/en/library/network/").content.decode()
    facts = page[page.index('<dl class="facts">') : page.index("</aside>")]
    for word in words:
        assert word in facts


def test_the_teams_mail_is_known_to_the_desk_alone(client: Client, project: Any) -> None:
    """Messages find the team; no output holds an address of it."""
    work = str(project.translation_key)
    assert team_addresses(work) == ("team@example.org", "others@example.org")
    for address in ("/en/library/network/", f"/api/v1/records/{work}.en", "/api/v1/search?q=team"):
        assert "example.org" not in client.get(address).content.decode().replace("user@example.org", "")
    with pytest.raises(ValidationError, match="no mail address"):
        ProjectPage(title="x", slug="x", team_mail="not an address").clean_fields(exclude=["path", "depth"])
