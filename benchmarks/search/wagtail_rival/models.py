"""The pages of a benchmark as a site of Wagtail's indexes them."""

from django.db import models
from wagtail.search import index


class Item(index.Indexed, models.Model):
    """A page, searched as Wagtail's own pages are: the title counts twice."""

    key = models.TextField()
    work = models.TextField()
    lang = models.TextField()
    title = models.TextField()
    body = models.TextField()

    search_fields = (
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("body"),
        index.FilterField("lang"),
    )

    def __str__(self) -> str:
        return self.title
