"""Fills the fields of each kind from the content files; `demo.items` calls the function of an item's kind."""

from collections.abc import Callable, Mapping
from typing import Any

from demo.filling.acts import fill_governance, fill_grant
from demo.filling.gatherings import fill_event, fill_project, fill_series
from demo.filling.knowledge import fill_knowledge
from demo.filling.members import fill_profile, fill_resource
from demo.filling.recordings import fill_webinar
from demo.reading import Item, Words
from demo.studio import Studio

Fill = Callable[[Studio, Item, Words, Any], None]

FILL: Mapping[str, Fill] = {
    "profile": fill_profile,
    "resource": fill_resource,
    "webinar": fill_webinar,
    "event": fill_event,
    "series": fill_series,
    "project": fill_project,
    "governance": fill_governance,
    "grant": fill_grant,
    "knowledge": fill_knowledge,
}
