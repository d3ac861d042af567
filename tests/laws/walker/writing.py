"""The words and references that a walk writes into pages, each text with its own token."""

import uuid
from typing import Any

from library.kinds.profile.models import ProfilePage
from library.kinds.resource.models import ResourceItemPage
from library.kinds.webinar.models import WebinarPage
from library.media.models import LibraryDocument, LibraryImage
from library.models import Community, Person, ResourcePage, Topic
from tests.laws.walker.own_fields import DATES, Filler
from tests.laws.walker.world import TAGS, Act, World

OPENINGS = ("Água", "ave", "Éclat", "eau", "Ñandú", "nube", "Zèbre", "zorro")
COUNTRIES = ("CA", "US", "MX")


def write(world: World, act: Act, page: Any, *, slug: bool = False) -> None:
    """Give a page new words, each with a new token, and new references."""
    where = world.name(f"page:{page.pk}") if page.pk else "new"
    page.title = f"{act.pick(OPENINGS)} {world.secret(act, 'title', where)}"
    page.summary = f"Summary {world.secret(act, 'summary', where)}"
    if slug:
        page.slug = world.secret(act, "slug", where)
    setattr(page, page.body_field, _body(world, act, where))
    if isinstance(page, ResourcePage):
        _about(world, act, page, where)
    if isinstance(page, ProfilePage):
        _profile(world, act, page, where)
    elif isinstance(page, ResourceItemPage):
        _resource(world, act, page, where)
    elif isinstance(page, WebinarPage):
        _webinar(world, act, page, where)
    elif isinstance(page, ResourcePage) and page.pk:
        Filler(world, act, where).fill(page)


def block(kind: str, value: Any) -> dict[str, Any]:
    """Return a block as a StreamField takes it."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _body(world: World, act: Act, where: str) -> list[dict[str, Any]]:
    linked = act.pick(world.pages(), key=lambda page: world.name(f"page:{page.pk}"), salt="link")
    link = f'<a linktype="page" id="{linked.pk}">{world.secret(act, "link words", where)}</a>' if linked else ""
    blocks = [
        block("heading", {"text": f"Part {world.secret(act, 'heading', where)}", "level": "2"}),
        block("text", f"<p>Body {world.secret(act, 'body', where)} {link}</p>"),
        block(
            "quote", {"text": f"Said {world.secret(act, 'quote', where)}", "person": "", "role": "", "language": "zap"}
        ),
    ]
    image = _image(world, act, "body")
    if image and act.chance(50, "picture"):
        words = {"alt": f"Shows {world.secret(act, 'alt', where)}", "caption": world.secret(act, "caption", where)}
        blocks.append(block("image", {"image": image.pk, "credit": "", **words}))
    if linked and act.chance(50, "links"):
        item = {"title": f"See {world.secret(act, 'link title', where)}", "page": linked.pk, "url": ""}
        blocks.append(block("links", [{"type": "item", "value": item, "id": str(uuid.uuid4())}]))
    return blocks


def _about(world: World, act: Act, page: ResourcePage, where: str) -> None:
    topics = [
        topic for topic in Topic.objects.order_by("pk") if act.chance(45, world.name(f"library.topic:{topic.pk}"))
    ]
    page.topics = topics
    page.community = act.pick(Community.objects.all(), key=lambda one: world.name(f"library.community:{one.pk}"))
    page.countries = [code for code in COUNTRIES if act.chance(40, code)]
    page.date = act.pick(DATES)
    page.cover = _image(world, act, "cover") if act.chance(60, "cover") else None
    page.cover_alt = f"Cover {world.secret(act, 'cover alt', where)}" if page.cover else ""


def _profile(world: World, act: Act, page: ProfilePage, where: str) -> None:
    page.town = f"Town {world.secret(act, 'town', where)}"
    page.peoples = f"People {world.secret(act, 'people', where)}"
    page.challenges = f"<p>{world.secret(act, 'challenge', where)}</p>"
    page.solutions = f"<p>{world.secret(act, 'solution', where)}</p>"


def _resource(world: World, act: Act, page: ResourceItemPage, where: str) -> None:
    page.authors = f"Author {world.secret(act, 'author', where)}"
    page.form = act.pick(("tool", "guide", "practice"))
    page.themes = [name for name in ("adaptation", "mitigation") if act.chance(50, name)]
    document = act.pick(LibraryDocument.objects.all(), key=lambda one: world.name(f"document:{one.pk}"))
    files = (
        {"file": document.pk, "title": f"File {world.secret(act, 'file title', where)}", "language": ""}
        if document
        else None
    )
    page.files = [block("file", files)] if files and act.chance(70, "file") else []


def _webinar(world: World, act: Act, page: WebinarPage, where: str) -> None:
    person = act.pick(Person.objects.all(), key=lambda one: world.name(f"library.person:{one.pk}"))
    role = f"Role {world.secret(act, 'role', where)}"
    page.minutes = 10
    page.languages = [act.pick(TAGS)]
    page.speakers = [block("speaker", {"person": person.pk if person else None, "name": "A member", "role": role})]
    page.chapters = [block("chapter", {"at": "0:00", "title": f"Chapter {world.secret(act, 'chapter', where)}"})]
    vtt = f"WEBVTT\n\n00:00:00.000 --> 00:00:04.000\nThey say {world.secret(act, 'cue', where)}\n"
    page.transcripts = [block("transcript", {"language": "zap", "vtt": vtt})]


def _image(world: World, act: Act, salt: str) -> LibraryImage | None:
    found: LibraryImage | None = act.pick(
        LibraryImage.objects.all(), key=lambda one: world.name(f"image:{one.pk}"), salt=salt
    )
    return found
