"""The page of the kind."""

from django.db import models

from library.models import ResourcePage


class NoMigrationPage(ResourcePage):
    """One item."""

    pages = models.PositiveIntegerField(default=0)
