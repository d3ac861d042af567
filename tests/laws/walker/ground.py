"""The ground that every walk begins on: people with roles, the trees of four languages, terms, files and items."""

import io
from typing import Any

from django.contrib.auth.models import Group
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.models import Collection, Locale, Page, Site

from home.models import HomePage, TextPage
from library.approval.setup import set_up
from library.media.services import create_document, create_image
from library.models import Community, LibraryIndexPage, Organisation, Person, ResourcePage, Topic
from library.plugin import kinds
from library.testing import approved, library_of, person
from tests.laws.walker.terms import want_page
from tests.laws.walker.world import TAGS, Act, World
from tests.laws.walker.writing import write

KINDS = tuple(config.page_model for config in kinds())
"""Every kind that is installed, those from outside included."""
LANGUAGES_OF_ITEMS = ("en", "en", "en", "en", "en", "fr", "fr", "fr", "es", "es", "zap", "zap")


def lay(seed: int) -> World:
    """Make the ground and return the world of a walk over it."""
    _wagtails_own()
    for tag in TAGS:
        Locale.objects.get_or_create(language_code=tag)
    set_up()
    Site.clear_site_root_paths_cache()
    world = World(seed)
    _people(world)
    for number in range(3):
        _files(world, number)
        _term(world, Topic, number)
    for number in range(2):
        _term(world, Community, number)
        _term(world, Organisation, number)
        _term(world, Person, number)
    for number in range(max(len(LANGUAGES_OF_ITEMS), len(KINDS))):
        tag = LANGUAGES_OF_ITEMS[number % len(LANGUAGES_OF_ITEMS)]
        item = new_page(world, Act("ground", number), KINDS[number % len(KINDS)], library_of(tag))
        if number % 4 != 3:
            approved(item, author=world.person("author"), approver=world.person("second"))
    _halls(world)
    world.look()
    return world


def new_page(world: World, act: Act, model: type[Any], parent: Page, salt: object = "") -> Any:
    """Make a draft below a page."""
    page = model(locale=parent.locale, live=False)
    write(world, act, page, slug=True)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    world.names[f"page:{page.pk}"] = f"{act}{salt}"
    if isinstance(page, ResourcePage):
        # The kind's own fields are checked against each other, which takes a page that has its place.
        write(world, act, page)
        page.save()
    world.touched.add(f"page:{page.pk}")
    page.save_revision(user=world.person("author"))
    return page


def picture(secret: str, shade: int) -> bytes:
    """Return a picture that says a secret where cameras say the place."""
    words, out = PngInfo(), io.BytesIO()
    words.add_text("Comment", secret)
    Image.new("RGB", (40, 30), (shade % 256, shade // 256 % 256, 90)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def add_image(world: World, act: Act) -> Any:
    """Upload a picture."""
    name = f"{world.secret(act, 'file name')}.png"
    content = picture(world.secret(act, "words in the file"), act.number(65536, "shade"))
    image = create_image(
        title=f"Picture {world.secret(act, 'file title')}", name=name, content=content,
        description=f"Shows {world.secret(act, 'file description')}",
    )  # fmt: skip
    world.names[f"image:{image.pk}"] = str(act)
    world.hashes[image.sha256] = "png"
    return image


def add_document(world: World, act: Act) -> Any:
    """Upload a text."""
    words = f"A text about {world.secret(act, 'text of the file')}.\n".encode()
    name = f"{world.secret(act, 'file name')}.txt"
    document = create_document(title=f"Text {world.secret(act, 'file title')}", name=name, content=words, lang="es")
    world.names[f"document:{document.pk}"] = str(act)
    world.hashes[document.sha256] = "txt"
    return document


def add_term(world: World, act: Act, model: type[Any], tag: str = "en") -> Any:
    """Make a draft of a term."""
    made = model(
        name=f"Name {world.secret(act, 'term')}", slug=world.secret(act, "term slug"), live=False,
        description=f"About {world.secret(act, 'term description')}", locale=Locale.objects.get(language_code=tag),
    )  # fmt: skip
    want_page(act, made)
    made.save()
    world.names[f"{model._meta.label_lower}:{made.pk}"] = str(act)
    return made


def _wagtails_own() -> None:
    """Make again what Wagtail's migrations made, where an earlier test has emptied the tables."""
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    locale, _made = Locale.objects.get_or_create(language_code="en")
    if not Page.objects.exists():
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))


def _people(world: World) -> None:
    reviewers = [f"Reviewers {tag}" for tag in TAGS]
    missing = set(reviewers) - set(Group.objects.values_list("name", flat=True))
    assert not missing, missing
    roles: dict[str, list[str]] = {
        "author": ["Editors"],
        "other": ["Editors", "Translators"],
        "second": reviewers,
        "third": reviewers,
        "half": ["Reviewers fr"],
        "taker": ["Takedown"],
    }
    for name, groups in roles.items():
        world.people[name] = person(name, groups=groups).pk
    world.people["boss"] = person("boss", is_superuser=True).pk


def _files(world: World, number: int) -> None:
    add_image(world, Act("ground image", number))
    add_document(world, Act("ground document", number))


def _term(world: World, model: type[Any], number: int) -> None:
    made = add_term(world, Act(f"ground {model._meta.model_name}", number), model)
    approved(made, author=world.person("author"), approver=world.person("second"))


def _halls(world: World) -> None:
    """Make places to move things to: a text page with a library of its own below it, in two languages."""
    for number, tag in enumerate(("en", "fr")):
        home = HomePage.objects.get(locale__language_code=tag)
        hall = approved(new_page(world, Act("ground hall", number), TextPage, home))
        annexe = approved(new_page(world, Act("ground annexe", number), LibraryIndexPage, hall))
        for place in range(2):
            kind = KINDS[place]
            approved(new_page(world, Act("ground annexed", 10 * number + place), kind, annexe))
