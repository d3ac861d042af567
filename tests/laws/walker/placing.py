"""Operations that move, hide, copy and remove: what is public changes although no word does."""

from contextlib import suppress
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from treebeard.exceptions import InvalidMoveToDescendant
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage, TextPage
from library.approval.services import revoke
from library.models import LibraryIndexPage
from tests.laws.walker.world import Act, World


def move(world: World, act: Act) -> None:
    """Move a page below another, open or hidden, of its language or not."""
    page = world.page(act)
    places = [one for one in world.pages(depth=2) if one.specific_class in (LibraryIndexPage, TextPage, HomePage)]
    target = world.page(act, among=places, salt="target")
    if page is None or target is None or target.path.startswith(page.path) or target.pk == page.get_parent().pk:
        return
    if act.chance(40, "view"):
        world.desk("boss").post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/")
        return
    try:
        page.move(target, pos="last-child", user=None if act.chance(60, "alone") else world.person("taker"))
    except (ValidationError, PermissionDenied, InvalidMoveToDescendant):
        return


def sort(world: World, act: Act) -> None:
    """Put a page before one of its siblings: the paths of the others shift without a signal."""
    page = world.page(act)
    siblings = page.get_siblings(inclusive=False) if page is not None else []
    other = act.pick(siblings, key=lambda one: world.name(f"page:{one.pk}"), salt="other")
    if other is None:
        return
    if act.chance(30, "view"):
        world.desk("boss").post(f"/admin/pages/{page.pk}/set_position/?position=0")
        return
    page.move(Page.objects.get(pk=other.pk), pos="left")


def restrict(world: World, act: Act) -> None:
    """Hide a page, and all below it, behind a login, a group or a password."""
    depth = 2 if act.chance(12, "high") else 3
    page = world.page(act, among=world.pages(depth=depth))
    if page is None or PageViewRestriction.objects.filter(page_id=page.pk).exists():
        return
    kind = act.pick((PageViewRestriction.LOGIN, PageViewRestriction.GROUPS, PageViewRestriction.PASSWORD))
    if act.chance(40, "view"):
        world.desk("boss").post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
        return
    restriction = PageViewRestriction(page_id=page.pk, restriction_type=kind, password="open sesame")
    restriction.save()
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(*Group.objects.all()[:1])


def unrestrict(world: World, act: Act) -> None:
    """Open a hidden page again, sometimes all of them."""
    restrictions = PageViewRestriction.objects.select_related("page")
    for restriction in restrictions if act.chance(50, "all") else restrictions[:1]:
        world.touched.add(f"page:{restriction.page_id}")
        restriction.delete()


def alias(world: World, act: Act) -> None:
    """Try to make an alias, in the proper way and past it."""
    page = world.page(act)
    if page is None or page.alias_of_id or len(world.pages()) > 45:
        return
    with suppress(PermissionDenied):
        page.create_alias(user=world.person("boss"), update_slug=world.secret(act, "slug of an alias"))
    if act.chance(60, "past"):
        slug = world.secret(act, "slug of an alias", "past")
        made = CreatePageAliasAction(page, update_slug=slug, user=None).execute(skip_permission_checks=True)
        world.names[f"page:{made.pk}"] = str(act)
        world.touched.add(f"page:{made.pk}")


def take_back(world: World, act: Act) -> None:
    """Take something back: by the service, by the page of the admin, or by Wagtail's own form."""
    page = _public_page(world, act)
    if page is None:
        return
    way = act.number(3, "way")
    if way == 0:
        revoke(obj=page, user=world.person("taker"), reason=f"because {world.secret(act, 'reason')}")
    elif way == 1:
        world.desk("boss").post(f"/admin/take-back/page/{page.pk}/", {"reason": world.secret(act, "reason")})
    else:
        world.desk("boss").post(f"/admin/pages/{page.pk}/unpublish/", {"include_descendants": "on"})


def delete(world: World, act: Act) -> None:
    """Delete a page with all below it."""
    leaves = [page for page in world.pages() if not page.numchild or act.chance(5, "whole")]
    page = world.page(act, among=leaves)
    if page is None or len(world.pages()) < 15:
        return
    if act.chance(30, "view"):
        world.desk("boss").post(f"/admin/pages/{page.pk}/delete/")
    else:
        Page.objects.get(pk=page.pk).delete()


def _public_page(world: World, act: Act) -> Any:
    public = {item.source for item in world.public.values()}
    depth = 2 if act.chance(6, "high") else 3
    pages = [page for page in world.pages(depth=depth) if f"page:{page.pk}" in public]
    return world.page(act, among=pages)
