"""Operations that write: new pages, edits, autosaves, old versions brought back, words of terms, translations."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Locale, Page, Revision

from home.models import TextPage
from library.models import LibraryIndexPage, term_models
from tests.laws.walker.ground import KINDS, add_term, new_page
from tests.laws.walker.terms import choose_term, rename
from tests.laws.walker.world import TAGS, Act, World
from tests.laws.walker.writing import write


def create(world: World, act: Act) -> None:
    """Write a new page and leave it a draft."""
    parents = [page for page in world.pages(depth=2) if page.specific_class in (LibraryIndexPage, TextPage)]
    parent = world.page(act, among=parents)
    if parent is not None and len(world.pages()) < 45:
        kinds = KINDS if isinstance(parent, LibraryIndexPage) else (TextPage,)
        new_page(world, act, act.pick(kinds), parent)


def edit(world: World, act: Act) -> None:
    """Write new words into a draft."""
    page = world.text(act)
    if page is not None:
        draft = page.get_latest_revision_as_object()
        write(world, act, draft, slug=act.chance(25, "slug"))
        draft.save_revision(user=world.person(act.pick(("author", "other"))))


def autosave(world: World, act: Act) -> None:
    """Save over the latest version as the editor does by itself, be it approved, submitted, scheduled or live."""
    page = world.text(act)
    if page is None or page.latest_revision is None:
        return
    latest = page.latest_revision
    draft = page.get_latest_revision_as_object()
    write(world, act, draft)
    try:
        draft.save_revision(user=latest.user or world.person("author"), overwrite_revision=latest, clean=False)
    except PermissionDenied:
        # Somebody else's version: the editor would tell them.
        return


def restore(world: World, act: Act) -> None:
    """Make an old version the newest again, as a draft."""
    page = world.text(act)
    old = act.pick(Revision.objects.for_instance(page), key=lambda one: one.created_at) if page is not None else None
    if old is not None:
        old.as_object().save_revision(user=world.person("author"), clean=False)


def edit_home(world: World, act: Act) -> None:
    """Write new words into the draft of a home page."""
    page = world.text(act, among=Page.objects.filter(depth=2))
    if page is not None:
        draft = page.get_latest_revision_as_object()
        write(world, act, draft)
        draft.save_revision(user=world.person("author"))


def save_live_row(world: World, act: Act) -> None:
    """Save the row of a page itself, as imports and scripts do: the public text is that of the approved version."""
    page = world.text(act)
    if page is not None:
        page.title = f"Row {world.secret(act, 'title of the row')}"
        page.summary = f"Row {world.secret(act, 'summary of the row')}"
        page.save()


def rename_term(world: World, act: Act) -> None:
    """Rename a topic, community or person: approved, as a draft, or in the row alone."""
    term: Any = choose_term(world, act)
    if term is not None:
        rename(world, act, term)


def create_term(world: World, act: Act) -> None:
    """Write a new term and leave it a draft, in a language of the site."""
    models = term_models()
    if sum(model._default_manager.count() for model in models) < 20:
        add_term(world, act, act.pick(models, key=lambda model: model.__name__), act.pick(TAGS))


def copy_for_translation(world: World, act: Act) -> None:
    """Begin a translation as a plain copy in another language."""
    page = world.text(act)
    locale = act.pick(Locale.objects.all(), key=lambda one: one.language_code)
    if page is None or page.has_translation(locale) or len(world.pages()) > 45:
        return
    try:
        copy = page.copy_for_translation(locale, copy_parents=act.chance(50, "parents"))
    except (ValidationError, LookupError, Page.DoesNotExist) as refusal:
        world.written.setdefault("", str(refusal))
        return
    except Exception as refusal:
        if type(refusal).__name__ != "ParentNotTranslatedError":
            raise
        return
    world.names[f"page:{copy.pk}"] = f"{world.name(f'page:{page.pk}')}/{locale.language_code}"
    world.touched.add(f"page:{copy.pk}")
