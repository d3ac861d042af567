"""Who is at the keyboard: for views and hooks of the admin, which lets nobody in who has not logged in."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest


def who(request: HttpRequest) -> User:
    """Return the person who sent this request to the admin."""
    return cast("User", request.user)
