"""Puts the API together from the kinds that are installed. Called once by `api.urls`, and by tests with other kinds."""

from ninja import NinjaAPI

from api import about, changes, finding, listing
from api.parameters import Installed
from api.problems import install_handlers
from api.shapes_by_kind import shapes_for
from library import plugin
from library.discovery import BUILT_IN

TITLE = "CEJN"
VERSION = "1.0.0"
DESCRIPTION = (
    "Everything that communities have approved for the public of this library, and nothing else. "
    "Read-only, without a key. Every answer carries an ETag; send it back as If-None-Match."
)


def installed() -> Installed:
    """Return the kinds that are installed here, with what they can be asked for."""
    return Installed(kinds=plugin.kinds(), facets=plugin.facets(), sorts=plugin.sorts())


def built_in() -> Installed:
    """Return the kinds that come with the library, whatever else is installed."""
    own = {slug for slug, _target in BUILT_IN}
    kinds = tuple(kind for kind in plugin.kinds() if kind.slug in own)
    facets = {facet.name: facet for kind in kinds for facet in kind.facets}
    order = {sort.key: sort for kind in kinds for sort in kind.sorts}
    return Installed(
        kinds=kinds,
        facets={facet.name: facet for facet in plugin.BASE_FACETS} | facets,
        sorts={sort.key: sort for sort in plugin.BASE_SORTS} | order,
    )


def build_api(parts: Installed) -> NinjaAPI:
    """Return the API for a set of kinds."""
    # No documentation pages of Ninja's own: they load their scripts from another host.
    api = NinjaAPI(title=TITLE, version=VERSION, description=DESCRIPTION, docs_url=None, openapi_url=None)
    shapes = shapes_for(parts)
    listing.add(api, parts, shapes)
    changes.add(api, shapes)
    finding.add(api, parts, shapes)
    about.add(api, parts)
    install_handlers(api)
    return api
