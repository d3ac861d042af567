"""What a kind of resource is to the library: the classes a plugin subclasses, and the register of those installed.

A kind is a Django app whose AppConfig subclasses `KindConfig`. Kinds register themselves when Django is ready; the
rest of the code asks `kinds()`, `kind()`, `facets()` and `sorts()` and has no list of kinds of its own.

A kind brings the templates `kinds/<slug>/page.html` and `kinds/<slug>/card.html`. It may bring `kinds/<slug>/list.html`
as well: a list of that kind alone then prints it in the place of its cards, and of the links to its orders. It is given
`listing`, `frame` and `page_url`; `{% column listing "-date" "date" as head %}` gives the head of a column.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import AppConfig
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from library.catalogue.record import Use
from library.declarations import Description, Facet, Format, Relation, Sort, Text
from library.discovery import API_LEVEL, KindProblem
from library.plugging.shape import NEEDED, name_problem, signature_problem

if TYPE_CHECKING:
    from library.catalogue.content import Content

__all__ = [
    "API_LEVEL", "BASE_FACETS", "BASE_RELATIONS", "BASE_SORTS", "PART", "PART_OF", "SEE_ALSO", "Description", "Facet",
    "Format", "KindConfig", "KindProblem", "Relation", "Sort", "Text", "facets", "kind", "kind_label", "kind_of_model",
    "kinds", "page_only", "relations", "sorts",
]  # fmt: skip


class KindConfig(AppConfig):
    """A kind of resource. Subclass it in the `apps.py` of the kind's package and fill in what stands below."""

    slug: ClassVar[str]
    model_name: ClassVar[str]
    """Name of the `ResourcePage` subclass among the app's models."""
    api_level: ClassVar[int]
    version: ClassVar[int] = 1
    """Raise it when `describe` changes, so that every item of the kind is described again."""
    label_one: ClassVar[Text]
    label_many: ClassVar[Text]
    icon: ClassVar[str] = "resource"
    facets: ClassVar[tuple[Facet, ...]] = ()
    sorts: ClassVar[tuple[Sort, ...]] = ()
    relations: ClassVar[tuple[Relation, ...]] = ()
    formats: ClassVar[tuple[Format, ...]] = ()
    page_only: ClassVar[tuple[str, ...]] = ()
    """Fields of the part that only the item's own page and the API's detail need, such as a transcript."""
    part_type: ClassVar[type[Any] | None] = None
    equal_files: ClassVar[str] = ""
    """The facet that holds the languages of an item's files, where they are versions of one act and none may lack."""
    default_uses: ClassVar[Mapping[Use, str]] = {}
    """Where the kind's default differs from `library.catalogue.uses.DEFAULT_USES`."""

    def describe(self, content: "Content") -> Description:
        """Describe one item from its approved content; asks the database nothing."""
        return Description()

    def ready(self) -> None:
        """Validate the kind and register it; refuse to start where it is not sound."""
        _check(self)
        owner = _registry.get(self.slug)
        if owner is not None and owner is not self:
            raise KindProblem(
                f'Two packages own the kind "{self.slug}": {owner.name} and {self.name}. Uninstall one of them.'
            )
        _refuse_collisions(self)
        _registry[self.slug] = self

    @property
    def page_model(self) -> Any:
        """Return the model class of the kind's pages."""
        return self.get_model(self.model_name)


_registry: dict[str, KindConfig] = {}


def _check(config: KindConfig) -> None:
    missing = [name for name in NEEDED if getattr(config, name, None) is None]
    if missing:
        raise KindProblem(f"The kind in {config.name} lacks {', '.join(missing)}; set them on its AppConfig.")
    if config.api_level != API_LEVEL:
        raise KindProblem(
            f'The kind "{config.slug}" ({config.name}) speaks plugin API level {config.api_level}, this library '
            f"{API_LEVEL}. Install the release of {config.name} made for level {API_LEVEL}."
        )
    if config.label != f"kind_{config.slug}":
        raise KindProblem(
            f'The kind "{config.slug}" ({config.name}) must have the app label "kind_{config.slug}", '
            f'not "{config.label}"; set `label` on its AppConfig.'
        )
    for sentence in (name_problem(config.slug, config.name), signature_problem(type(config), config.name)):
        if sentence:
            raise KindProblem(sentence)
    from library.models import ResourcePage

    try:
        model = config.page_model
    except LookupError:
        model = None
    if model is None or not issubclass(model, ResourcePage):
        raise KindProblem(
            f'The model {config.model_name} of the kind "{config.slug}" ({config.name}) must subclass '
            f"library.models.ResourcePage."
        )
    _check_templates(config)


def _check_templates(config: KindConfig) -> None:
    for name in ("page", "card"):
        try:
            get_template(f"kinds/{config.slug}/{name}.html")
        except TemplateDoesNotExist as error:
            raise KindProblem(
                f'The kind "{config.slug}" ({config.name}) lacks the template {error}; '
                f"put it under templates/kinds/{config.slug}/ of that package."
            ) from error
        except TemplateSyntaxError as error:
            raise KindProblem(
                f'The template kinds/{config.slug}/{name}.html of the kind "{config.slug}" ({config.name}) cannot be '
                f"read ({error}); correct it."
            ) from error


def _refuse_collisions(config: KindConfig) -> None:
    """Refuse a name of an address, or a role, that already says something else."""
    for what, mine, known in (
        ("facet", {facet.name: facet for facet in config.facets}, facets()),
        ("order", {sort.key: sort for sort in config.sorts}, sorts()),
        ("relation", {relation.role: relation for relation in config.relations}, relations()),
    ):
        taken = sorted(name for name, value in mine.items() if name in known and known[name] != value)
        if taken:
            raise KindProblem(
                f'The kind "{config.slug}" ({config.name}) declares the {what} "{taken[0]}" otherwise than it is '
                f"declared already; give it a name of its own."
            )


def kinds() -> tuple[KindConfig, ...]:
    """Return the installed kinds, in the order of their apps."""
    return tuple(_registry.values())


def kind(slug: str) -> KindConfig | None:
    """Return the kind with this slug, or nothing."""
    return _registry.get(slug)


def kind_of_model(model: type[Any]) -> KindConfig | None:
    """Return the kind whose pages a model holds, or nothing."""
    return next((config for config in _registry.values() if config.page_model is model), None)


def kind_label(slug: str) -> Text:
    """Return what one item of a kind is called."""
    config = kind(slug)
    return config.label_one if config else slug


def _kind_label_many(slug: str) -> Text:
    config = kind(slug)
    return config.label_many if config else slug


def _country_label(code: str) -> Text:
    from library.countries import country_name

    return country_name(code)


def _language_label(tag: str) -> Text:
    from library.languages import own_name

    return own_name(tag)


BASE_FACETS: tuple[Facet, ...] = (
    Facet("kind", _("Kind"), _kind_label_many),
    Facet("topic", _("Topic"), term="topic"),
    Facet("country", _("Country"), _country_label),
    Facet("language", _("Language"), _language_label),
    Facet("year", _("Year")),
    Facet("community", _("Community"), term="community"),
)

BASE_SORTS: tuple[Sort, ...] = (
    Sort("-date", _("newest"), ("-sort_date", "sort_title", "work")),
    Sort("date", _("oldest"), ("sort_date", "sort_title", "work")),
    Sort("title", _("title"), ("sort_title", "work")),
    Sort("changed", _("recently changed"), ("-sequence",)),
)


PART, PART_OF, SEE_ALSO = "part", "part_of", "see_also"
BASE_RELATIONS: tuple[Relation, ...] = (
    # A whole names its parts in an order by hand, or a part names its whole; the page of a whole prints both as cards.
    Relation(PART, _("Parts"), _("Part of"), on_page=True),
    Relation(PART_OF, _("Part of"), _("Parts")),
    Relation(SEE_ALSO, _("See also"), _("See also")),
)


def relations() -> dict[str, Relation]:
    """Return every relation between items by role: that of all items, then those of the kinds."""
    found = {relation.role: relation for relation in BASE_RELATIONS}
    for config in kinds():
        for relation in config.relations:
            found.setdefault(relation.role, relation)
    return found


def page_only(slug: str) -> tuple[str, ...]:
    """Return the fields of a kind's part that lists do not carry."""
    config = kind(slug)
    return config.page_only if config else ()


def list_template(slug: str) -> str:
    """Return the template that prints a list of one kind alone, or nothing where its items are printed as cards."""
    name = f"kinds/{slug}/list.html"
    try:
        found = kind(slug) is not None and get_template(name)
    except TemplateDoesNotExist:
        found = None
    return name if found else ""


def facets() -> dict[str, Facet]:
    """Return every facet by name: those of all items, then those of the kinds."""
    found = {facet.name: facet for facet in BASE_FACETS}
    for config in kinds():
        for facet in config.facets:
            found.setdefault(facet.name, facet)
    return found


def sorts() -> dict[str, Sort]:
    """Return every order by key: those of all items, then those of the kinds."""
    found = {sort.key: sort for sort in BASE_SORTS}
    for config in kinds():
        for sort in config.sorts:
            found.setdefault(sort.key, sort)
    return found
