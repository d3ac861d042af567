"""What a walk does to the vocabulary; called by the operations that write."""

from typing import Any

from wagtail.models import Revision

from library.approval.services import approve, revoke
from library.models import Community, Organisation, Person, Topic
from tests.laws.walker.world import Act, World

MODELS = (Topic, Community, Organisation, Person)


def choose_term(world: World, act: Act) -> Any:
    """Choose a term and note that it is worked on."""
    terms = [term for model in MODELS for term in model.objects.all()]
    chosen = act.pick(terms, key=lambda term: world.name(source(term)))
    if chosen is not None:
        world.touched.add(source(chosen))
    return chosen


def source(term: Any) -> str:
    """Return how a term is called in the catalogue and by the oracle."""
    return f"{term._meta.label_lower}:{term.pk}"


def rename(world: World, act: Act, term: Any) -> None:
    """Give a term another name and perhaps a page; do with it what an editor, a reviewer or a script would."""
    way = act.number(4, "way")
    term.name = f"Name {world.secret(act, 'term')}"
    term.description = f"About {world.secret(act, 'term description')}"
    want_page(act, term)
    if act.chance(30, "slug"):
        term.slug = world.secret(act, "term slug")
    if way == 0:
        term.save()
        return
    revision = term.save_revision(user=world.person("author"))
    if way > 1:
        approve(revision=revision, approver=world.person("second"))
        Revision.objects.get(pk=revision.pk).publish(user=world.person("second"), skip_permission_checks=True)


def want_page(act: Act, term: Any) -> None:
    """Let readers open a page about the term, or let there be none any more."""
    if hasattr(term, "has_page"):
        term.has_page = act.chance(70, "page")


def take_back_term(world: World, act: Act) -> None:
    """Take a term back."""
    term = choose_term(world, act)
    if term is not None:
        revoke(obj=term, user=world.person("taker"))


def delete_term(world: World, act: Act) -> None:
    """Delete a term."""
    term = choose_term(world, act)
    if term is not None:
        term.delete()
