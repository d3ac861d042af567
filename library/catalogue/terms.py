"""Which models hold terms of the vocabulary; the door and the receivers ask here."""

from typing import Any

from django.apps import apps


def term_models() -> tuple[type[Any], ...]:
    """Return every concrete model of terms, those of installed kinds included."""
    from library.models import Term

    return tuple(model for model in apps.get_models() if issubclass(model, Term))
