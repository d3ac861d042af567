"""The library's pages and terms; kinds subclass `ResourcePage`, pages of a site take the mixin `PublicPage`."""

from library.models.pages import LibraryIndexPage, PublicPage
from library.models.resource import ResourcePage
from library.models.terms import Community, Organisation, Person, Term, Topic, term_models

__all__ = [
    "Community", "LibraryIndexPage", "Organisation", "Person", "PublicPage", "ResourcePage", "Term", "Topic",
    "term_models",
]  # fmt: skip
