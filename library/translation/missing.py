"""Which items of the library lack a language version that readers of an interface language would look for.

Called by the report of missing versions. An item counts once, whatever the number of its languages, and only what is
public counts as there; the files of kinds whose files are versions of one act are asked for in each language as well.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from wagtail.permission_policies.pages import PagePermissionPolicy

from library.catalogue.models import RecordFacet, RecordRow
from library.models import ResourcePage
from library.plugin import KindConfig, kinds

Pages = QuerySet[ResourcePage]


def lacking(user: User) -> Pages:
    """Return the items that a user may edit and that lack a version or a file, one page for each.

    Each page carries `text_en`, `draft_en` and `file_en`, and the same for the other interface languages.
    """
    own = _editable(user).filter(_is_public())
    first = own.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    annotated = _annotated(own.filter(~Exists(first)))
    return annotated.filter(_lacks("text") | (_has_equal_files() & _lacks("file"))).order_by("title", "pk")


def lacking_in(pages: Pages, tag: str) -> Pages:
    """Return those that lack the text or the file in one language."""
    return pages.filter(Q(**{f"text_{tag}": False}) | (_has_equal_files() & Q(**{f"file_{tag}": False})))


def of_kind(pages: Pages, config: KindConfig) -> Pages:
    """Return those of one kind."""
    return pages.filter(content_type=ContentType.objects.get_for_model(config.page_model))


def expects_files(page: ResourcePage) -> bool:
    """Tell whether a page is of a kind that is expected to have a file in each language."""
    return page.content_type_id in {content_type.pk for content_type in _content_types(_equal())}


def _editable(user: User) -> Pages:
    permitted = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return ResourcePage.objects.filter(pk__in=permitted.values("pk"))


def _is_public() -> Exists:
    return Exists(RecordRow.objects.filter(source=_source(OuterRef("pk"))))


def _source(pk: Any) -> Concat:
    return Concat(Value("page:"), Cast(pk, CharField()))


def _annotated(pages: Pages) -> Pages:
    names = [config.equal_files for config in _equal()]
    for tag in settings.INTERFACE_LANGUAGES:
        siblings = ResourcePage.objects.filter(translation_key=OuterRef("translation_key"))
        in_tag = siblings.filter(locale__language_code=tag)
        file = RecordFacet.objects.filter(facet__in=names, value=tag, record__source=_source(OuterRef("pk")))
        pages = pages.annotate(
            **{
                f"text_{tag}": Exists(in_tag.filter(_is_public())),
                f"draft_{tag}": Exists(in_tag.filter(~_is_public())),
                f"file_{tag}": Exists(siblings.filter(Exists(file))),
            }
        )
    return pages


def _lacks(what: str) -> Q:
    every = {f"{what}_{tag}": True for tag in settings.INTERFACE_LANGUAGES}
    return ~Q(**every)


def _has_equal_files() -> Q:
    return Q(content_type__in=_content_types(_equal()))


def _equal() -> tuple[KindConfig, ...]:
    return tuple(config for config in kinds() if config.equal_files)


def _content_types(configs: Iterable[KindConfig]) -> list[ContentType]:
    return [ContentType.objects.get_for_model(config.page_model) for config in configs]
