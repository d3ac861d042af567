"""Which rows are in force at this moment: the one condition of every read of records."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from library.catalogue.models import RecordRow


def in_force_now(prefix: str = "") -> Q:
    """Return the condition that a record has begun and has not ended."""
    now = timezone.now()
    begun = Q(**{f"{prefix}visible_from__isnull": True}) | Q(**{f"{prefix}visible_from__lte": now})
    going_on = Q(**{f"{prefix}visible_until__isnull": True}) | Q(**{f"{prefix}visible_until__gt": now})
    return begun & going_on


def visible() -> QuerySet[RecordRow]:
    """Return the rows of what is public now."""
    return RecordRow.objects.filter(in_force_now())
