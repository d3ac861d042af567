"""The editor's form of an item; `ResourcePage` names it, so every kind has it."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminPageForm

from library.models.terms import Topic


class ItemForm(WagtailAdminPageForm):
    """Offers each topic once, by its name in the language of the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Narrow the topics; which of its languages a topic is chosen in makes no difference to the public."""
        super().__init__(*args, **kwargs)
        field = self.fields.get("topics")
        if field is not None:
            chosen = {topic.pk for topic in self.instance.topics.all()}
            field.queryset = topics_for(self.instance.locale_id, chosen)


def topics_for(locale_id: int | None, chosen: set[int]) -> QuerySet[Topic]:
    """Return what is chosen, and of every other topic the one in this language, or else the one made first."""
    offered: dict[Any, int] = {}
    kept = set()
    for pk, work, locale in Topic.objects.order_by("pk").values_list("pk", "translation_key", "locale_id"):
        if pk in chosen:
            kept.add(work)
        elif locale == locale_id or work not in offered:
            offered[work] = pk
    rest = {pk for work, pk in offered.items() if work not in kept}
    return Topic.objects.filter(pk__in=chosen | rest).order_by("name", "pk")
