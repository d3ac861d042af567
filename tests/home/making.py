"""Makes a home page with everything on it; the words are nobody's but ours."""

import json
from typing import Any

from home.models import HomePage
from library.catalogue.door import full_pass
from library.kinds.governance.models import GovernancePage
from library.kinds.resource.models import ResourceItemPage
from library.models import Organisation
from library.testing import approved, draft, picture, term

SAME = "Voices & votes"


def stream(*blocks: tuple[str, Any]) -> str:
    """Return a StreamField as revisions hold it."""
    return json.dumps(
        [{"type": name, "value": value, "id": f"b{number}"} for number, (name, value) in enumerate(blocks)]
    )


def entry(title: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    """Return an entry of the spotlight."""
    bare = dict.fromkeys(("image", "page", "url", "shown_from", "shown_until"))
    return "entry", {"title": title, "text": "", "date": "", "alt": "", "credit": "", **bare, **fields}


def quotation(text: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    """Return a quotation; `by` may be given in part."""
    by = {"person": None, "organisation": None, "name": "", "role": "", **fields.pop("by", {})}
    return "quotation", {
        "text": text,
        "language": "",
        "by": by,
        "handle": "",
        "handle_url": "",
        "hashtags": "",
        **fields,
    }


def item(title: str, **fields: Any) -> Any:
    """Return an item of the library that is public."""
    return approved(draft(ResourceItemPage, title=title, slug=title.lower().replace(" ", "-"), **fields))


def act(number: str, date: str, **fields: Any) -> Any:
    """Return a public act."""
    fields = {"issued_by": "council", "act": "resolution", "number": number, "date": date, **fields}
    return approved(draft(GovernancePage, title=f"Example act {number}", slug=f"act-{number}", **fields))


def home_of(tag: str = "en", **fields: Any) -> HomePage:
    """Put these fields on the home page of a language and let it be public."""
    page = HomePage.objects.get(locale__language_code=tag)
    for name, value in fields.items():
        setattr(page, name, value)
    found: HomePage = approved(page)
    full_pass()
    return found


def full_home(**fields: Any) -> HomePage:
    """Fill every section."""
    forum = item("A forum on ports", date="2022-12-01")
    council = term(Organisation, "Example council")
    shown = picture("Harbour", width=640, height=400)
    whole = {
        "hero_image": picture("Grassland", width=1600, height=600),
        "hero_alt": "A drawing of grassland.",
        "call_text": "Come to the forum",
        "call_page": forum,
        "what_heading": SAME,
        "body": stream(
            ("heading", {"text": SAME, "level": "2"}),
            ("text", "<p>We gather what communities know.</p>"),
        ),
        "spotlight_heading": SAME,
        "spotlight": stream(
            entry("Public forum", text="<p>Ports and the sea.</p>", date="2022-12-01", page=forum.pk),
            entry("With a picture", image=shown.pk, alt="A harbour.", credit="Example", url="https://example.org/a"),
        ),
        "quotations_heading": SAME,
        "quotations": stream(
            quotation("El agua nos une.", language="es", by={"organisation": council.pk, "role": "Body"}),
            quotation(
                "A grant lasts a season.",
                by={"name": "A grant recipient", "role": "At a council session"},
                handle="@example",
                handle_url="https://social.example.org/@example",
                hashtags="#water #clima",
            ),
        ),
        "featured": stream(("item", item("Chosen second").pk), ("item", item("Chosen first").pk)),
        **fields,
    }
    return home_of(**whole)
