"""The facts of the network and of the commission in the content files: names, dates, numbers, languages."""

import pytest

from demo import documents, reading
from demo.reading import Item

ITEMS = {item.key: item for item in reading.items()}
ALL = {"en", "fr", "es"}
COMMISSION = [item for item in ITEMS.values() if item.kind in {"project", "event", "series", "governance", "webinar"}]
DAYS = {
    "workshop-oaxaca": ("2023-11-16", "2023-11-18"),
    "council-session-31": ("2024-06-26", ""),
    "forum-ports": ("2022-12-01", ""),
}
ACTS = {
    "resolution-22-01": ("resolution", "council", "22-01", "2022-09-07", ""),
    "resolution-22-06": ("resolution", "council", "22-06", "2022-09-06", ""),
    "strategic-plan-2021-2025": ("strategic-plan", "council", "", "2021", "2025"),
    "operational-plan-2022": ("operational-plan", "council", "", "2022", ""),
    "jpac-advice": ("advice", "jpac", "", "", ""),
}
KNOWN = {
    "project": {"status", "plan_year", "months"},
    "event": {"until", "zone", "took_part", "recordings"},
    "series": set(),
    "governance": {"issued_by", "number", "until", "relates"},
    "grant": {"grantee", "made_by", "amount", "currency", "until"},
    "knowledge": {"precision", "months", "heard"},
}
KNOWN_WORDS = {
    "project": {"aim", "partners", "links"},
    "event": {"place", "named"},
    "grant": {"call"},
    "knowledge": {"season", "place", "carriers", "terms_of_use", "sound_title"},
}


def _of(kind: str) -> list[Item]:
    return [item for item in ITEMS.values() if item.kind == kind]


def test_the_project_has_its_fields() -> None:
    (project,) = _of("project")
    assert project.words["en"].title == "Communities for Environmental Justice Network (CEJN)"
    assert (project.more["status"], project.more["plan_year"]) == ("active", 2023)
    assert (project.date, project.more["months"]) == ("2023-04-03", 18)
    for people in ("Indigenous", "local", "vulnerable", "disadvantaged", "underserved", "members"):
        assert people in project.words["en"].more["aim"]
    assert project.documents == ("project-description", "workshop-summary")
    assert project.parts == ("workshop-oaxaca", "story-map", "resource-library", "knowledge-dialogues")


@pytest.mark.parametrize("lang", sorted(ALL))
def test_the_project_links_to_all_that_belongs_to_it(lang: str) -> None:
    links = [link.partition("|")[0] for link in ITEMS["cejn"].words[lang].more["links"]]
    assert links == ["workshop-oaxaca", "story-map", "library", "knowledge-dialogues", "contact"]


def test_events_have_their_days() -> None:
    assert {item.key: (item.date, item.more.get("until", "")) for item in _of("event")} == DAYS
    workshop = ITEMS["workshop-oaxaca"]
    assert len(set(workshop.more["took_part"])) == 13
    assert all(ITEMS[key].kind == "profile" for key in workshop.more["took_part"])
    assert workshop.documents == ("workshop-summary",)
    assert {item.form for item in _of("event")} == {"workshop", "session", "forum"}


def test_the_dialogues_are_a_series_in_their_order() -> None:
    """The recordings by their dates, and after its recording the event that was recorded."""
    parts = [ITEMS[key] for key in ITEMS["knowledge-dialogues"].parts]
    recordings = [item.date for item in parts if item.kind == "webinar"]
    assert recordings == ["2024-06-13", "2024-06-26", "2024-11-21"]
    assert [item.key for item in parts if item.kind == "event"] == ["council-session-31"]
    assert parts[2].kind == "event"
    assert ITEMS["council-session-31"].more["recordings"] == ("dialogue-ej4climate",)
    assert ITEMS["council-session-31"].date == ITEMS["dialogue-ej4climate"].date


def test_the_story_map_lists_every_profile() -> None:
    public = {item.key for item in _of("profile") if item.state == "public"}
    assert set(ITEMS["story-map"].parts) == public
    assert len(ITEMS["story-map"].parts) == len(public)


def test_governance_documents_have_kind_number_and_date() -> None:
    found = {
        item.key: (
            item.form, item.more["issued_by"], item.more.get("number", ""), item.date, item.more.get("until", "")
        )
        for item in _of("governance")
    }  # fmt: skip
    assert found == ACTS
    assert ITEMS["resolution-22-01"].words["en"].title == "Funding of the CEC for the financial year 2022"
    assert [item.key for item in _of("governance") if not item.real] == ["jpac-advice"]
    assert all(item.documents == (item.key,) for item in _of("governance"))


def test_six_grants_are_examples_made_by_the_resolution() -> None:
    grants = _of("grant")
    assert len(grants) == 6
    assert not any(item.real for item in grants)
    assert {item.more["made_by"] for item in grants} == {"resolution-22-06"}
    assert {item.more["currency"] for item in grants} == {"CAD", "MXN", "USD"}
    for item in grants:
        assert ITEMS[item.more["grantee"]].countries == item.countries, item.key
        assert item.date < item.more["until"], item.key


def test_practices_come_from_the_three_countries_with_their_terms() -> None:
    practices = _of("knowledge")
    assert len(practices) >= 6
    assert {country for item in practices for country in item.countries} == {"CA", "MX", "US"}
    assert {item.form for item in practices} == {"practice", "teaching", "observation"}
    assert [item.more["heard"] for item in practices if "heard" in item.more] == ["zap"]
    for item in practices:
        kept = item.more["precision"] == "kept"
        for words in item.words.values():
            assert words.more["terms_of_use"], item.key
            assert words.more["season"], item.key
            assert words.more["carriers"], item.key
            assert bool(words.more.get("place")) != kept, item.key
    assert sum(item.more["precision"] == "kept" for item in practices) == 1


@pytest.mark.parametrize("item", [*COMMISSION, *_of("grant"), *_of("knowledge")], ids=lambda item: item.key)
def test_each_is_in_three_languages(item: Item) -> None:
    assert set(item.words) == ALL
    if item.kind != "knowledge":
        assert item.original == "en"


def test_what_only_one_kind_has_is_spelt_as_it_is_read() -> None:
    for item in ITEMS.values():
        assert set(item.more) <= KNOWN.get(item.kind, set()), item.key
        for words in item.words.values():
            assert set(words.more) <= KNOWN_WORDS.get(item.kind, set()), item.key


def test_papers_are_in_three_languages_and_say_first_that_they_are_examples() -> None:
    used = {key for item in ITEMS.values() for key in item.documents}
    assert used == set(documents.papers())
    for paper in documents.papers().values():
        assert set(paper.words) == ALL, paper.key
        assert len({title for title, _text in paper.words.values()}) == len(ALL), paper.key
        for lang, mark in (("en", "EXAMPLE TEXT"), ("fr", "TEXTE D’EXEMPLE"), ("es", "TEXTO DE EJEMPLO")):
            assert paper.text(lang).startswith(mark), paper.key


def test_bodies_are_organisations_of_the_vocabulary() -> None:
    bodies = {term.slug for term in reading.terms() if term.kind == "organisation"}
    assert bodies == {"cec", "jpac", "council", "secretariat", "tekeg"}


@pytest.mark.parametrize("lang", sorted(ALL))
def test_the_home_page_has_what_is_over_what_is_on_and_what_is_to_come(lang: str) -> None:
    home = next(page for page in reading.pages() if page.key == "home")
    forum, workshop, market = home.words[lang].more["spotlight"]
    assert (forum["page"], forum["date"], forum.get("shown_until")) == ("forum-ports", "2022-12-01", None)
    assert (workshop["page"], workshop["shown_until"]) == ("workshop-oaxaca", "2023-11-18")
    assert market["coming"] is True
    assert len(home.words[lang].more["quotations"]) == 3
    assert all(quote["by"].startswith("@") for quote in home.words[lang].more["quotations"])
    assert set(home.more["governance"]) == set(ACTS)
