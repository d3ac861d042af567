"""Who sees the messages of readers: editors and administrators; the set-up gives them the rights."""

from django.contrib.auth.models import Group, Permission

from library.approval.roles import ADMINISTRATORS, EDITORS

ACTIONS = ("view", "change", "delete")
"""`change` is to mark as answered and to try again: nobody changes the words of a message."""


def grant_rights() -> None:
    """Let editors and administrators read messages, mark them as answered and delete them."""
    codenames = [f"{action}_contactmessage" for action in ACTIONS]
    rights = list(Permission.objects.filter(content_type__app_label="home", codename__in=codenames))
    for group in Group.objects.filter(name__in=(EDITORS, ADMINISTRATORS)):
        group.permissions.add(*rights)
