"""Lets the admin's own indexes wait: each thing is read into them once at the end, not at each of its saves.

`demo.loading` opens it around what it makes; a demonstration saves most pages four times.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_instance, get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

Touched = dict[tuple[type[Any], Any], None]


@contextmanager
def indexed_once() -> Iterator[None]:
    """Index at the end whatever was saved in between; open it inside the transaction of the saves."""
    touched: Touched = {}

    def note(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
        touched[sender, instance.pk] = None

    held = [model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, sender=model)]
    post_save.connect(note, weak=False)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(note)
        for model in held:
            post_save.connect(post_save_signal_handler, sender=model)
    _index(touched)


def _index(touched: Touched) -> None:
    searched = set(get_indexed_models())
    by_model: dict[type[Any], list[Any]] = defaultdict(list)
    for model, key in touched:
        by_model[model].append(key)
    for_search: dict[type[Any], dict[Any, Any]] = defaultdict(dict)
    for model, keys in by_model.items():
        is_referring = ReferenceIndex.is_indexed(model)
        for one in model._default_manager.filter(pk__in=keys) if is_referring or model in searched else ():
            if is_referring:
                ReferenceIndex.create_or_update_for_object(one)
            # A page is searched for as the kind that it is, whichever class it was saved as.
            found = get_indexed_instance(one) if model in searched else None
            if found is not None:
                for_search[type(found)][found.pk] = found
    for backend in get_search_backends(with_auto_update=True):
        for model, things in for_search.items():
            backend.add_bulk(model, list(things.values()))
