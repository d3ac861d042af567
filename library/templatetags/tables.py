"""The words that a kind's own list needs beside those of `library`: heads of columns, and the files of a record."""

from django import template

from library.catalogue.record import Media, Record
from library.reading.listing import Column, Listing

register = template.Library()


@register.simple_tag
def column(listing: Listing, *keys: str) -> Column:
    """Return the head of a column that sorts by these orders, the first one first."""
    return listing.column(*keys)


@register.filter
def file_of(record: Record, digest: str) -> Media | None:
    """Return the file of a record with this hash, or nothing."""
    return record.media_by_hash(digest)
