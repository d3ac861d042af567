"""Which parameters each endpoint takes, made from the installed kinds; and the refusal of all others.

Called by `api.build` when the API is put together. What stands here is what the OpenAPI document says.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, Literal, get_origin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints, create_model
from pydantic_core import PydanticCustomError

from api import complaints
from api.complaints import Complaint, shown
from api.problems import Problem, Trouble
from library.countries import COUNTRIES
from library.models import term_models
from library.plugin import Facet, KindConfig, Sort

MOST_VALUES = 50
LONGEST_WORDS = 300
PAGE_KIND = "page"
TERM_KINDS = tuple(model.term_kind for model in term_models())
Definitions = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Installed:
    """What the API is made from: the kinds that are there, and what can be asked of them."""

    kinds: tuple[KindConfig, ...]
    facets: dict[str, Facet]
    sorts: dict[str, Sort]

    @property
    def own_facets(self) -> tuple[Facet, ...]:
        """Return the facets that kinds brought."""
        return tuple({facet.name: facet for kind in self.kinds for facet in kind.facets}.values())


def _time(value: object) -> object:
    """Read a date or a time; one without a zone is in UTC."""
    if not isinstance(value, str):
        return value
    try:
        read = dt.datetime.fromisoformat(value)
        # Turned here, where the first and the last hours of the calendar can still be refused.
        return read.astimezone(dt.UTC) if read.tzinfo else read.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:
        raise PydanticCustomError("datetime_unreadable", "not a time") from error


def one_of(values: Iterable[str]) -> Any:
    """Return the type of a parameter that takes one of these values; pydantic reads it at run time."""
    return Literal.__getitem__(tuple(values))


def several(of: Any, description: str) -> tuple[Any, Any]:
    """Define a parameter that can be repeated."""
    return list[of], Field(default_factory=list, max_length=MOST_VALUES, description=description)


Words = Annotated[str, StringConstraints(max_length=200)]
Year = Annotated[int, Field(ge=1000, le=9999)]
Moment = Annotated[dt.datetime, BeforeValidator(_time)]


def tags() -> tuple[str, ...]:
    """Return the tags of all content languages."""
    return tuple(tag for tag, _name in settings.LANGUAGES)


def _filters(installed: Installed) -> Definitions:
    kinds = [*(kind.slug for kind in installed.kinds), PAGE_KIND]
    found: Definitions = {
        "kind": several(one_of([*kinds, *TERM_KINDS]), "Kind of the record. Terms come only where they are asked for."),
        "topic": several(Words, "Topic, by its work id or its slug."),
        "community": several(Words, "Community, by its work id or its slug."),
        "country": several(one_of(code for code, _name in COUNTRIES), "Country, as an ISO 3166-1 code."),
        "year": several(Year, "Year of the record's own date."),
        "original_lang": several(one_of(tags()), "Language that the work was first written in."),
    }
    for facet in installed.own_facets:
        found[facet.name] = several(Words, f"Value of the facet “{facet.name}” that a kind brings.")
    found["changed_since"] = (Moment | None, Field(None, description="Only what was changed at or after this time."))
    return found


def list_parameters(installed: Installed) -> type[Schema]:
    """Return the parameters of the list of records."""
    fields: Definitions = {
        "lang": several(
            one_of(tags()), "Language of the record; with `works=true` the one language you would rather have."
        ),
        **_filters(installed),
        "works": (bool, Field(False, description="Give each work once, in the language that suits `lang` best.")),
        "sort": (one_of(installed.sorts), Field("-date", description="Order of the list.")),
        "cursor": (
            Annotated[str, StringConstraints(max_length=2000)],
            Field("", description="Where the last answer's `next` left off."),
        ),
        "limit": (int, Field(20, ge=1, le=100, description="How many records at most.")),
    }
    return create_model("ListParameters", __base__=Schema, **fields)  # type: ignore[call-overload]


def search_parameters(installed: Installed) -> type[Schema]:
    """Return the parameters of the search."""
    fields: Definitions = {
        "q": (
            Annotated[str, StringConstraints(max_length=LONGEST_WORDS)],
            Field(
                "",
                description='Words to look for, in any language: words, "phrases", -without, OR. Without words all '
                "records are found.",
            ),
        ),
        "verbatim": (
            bool,
            Field(False, description="Take the words as they stand: a word that looks mistyped is not repaired."),
        ),
        "lang": (one_of(tags()), Field(settings.INTERFACE_LANGUAGES[0], description="The reader's language.")),
        **_filters(installed),
        "language": several(
            one_of(tags()),
            "Language in which a work can be read. With words it takes the place of `lang`.",
        ),
        "sort": (one_of(["relevance", *installed.sorts]), Field("relevance", description="Order of the answer.")),
        "page": (int, Field(1, ge=1, le=500, description="Page of the answer.")),
        "per_page": (int, Field(20, ge=1, le=100, description="How many works a page.")),
    }
    fields["changed_since"] = (
        Moment | None,
        Field(
            None,
            description="Only works of which the version that is shown, or one that has the words, was changed at or "
            "after this time.",
        ),
    )
    fields["kind"] = several(one_of([*(kind.slug for kind in installed.kinds), PAGE_KIND]), "Kind of the record.")
    return create_model("SearchParameters", __base__=Schema, **fields)  # type: ignore[call-overload]


class ChangesParameters(Schema):
    """What the feed of changes takes."""

    since: Annotated[str, StringConstraints(max_length=80, pattern=r"^([0-9A-Za-z-]{1,40}\.\d{1,18})?$")] = Field(
        "", description="The `next` of the last answer; without it, everything from the beginning."
    )
    limit: int = Field(100, ge=1, le=100, description="How many changes at most.")


def suggest_parameters() -> type[Schema]:
    """Return the parameters of the suggestions."""
    fields: Definitions = {
        "q": (Annotated[str, StringConstraints(max_length=LONGEST_WORDS)], Field(description="What was typed so far.")),
        "lang": (one_of(tags()), Field(settings.INTERFACE_LANGUAGES[0], description="The reader's language.")),
        "limit": (int, Field(8, ge=1, le=20, description="How many suggestions at most.")),
    }
    return create_model("SuggestParameters", __base__=Schema, **fields)  # type: ignore[call-overload]


def language_parameters() -> type[Schema]:
    """Return the one parameter of the endpoints that only have labels to say."""
    fields: Definitions = {
        "lang": (
            one_of(settings.INTERFACE_LANGUAGES),
            Field(settings.INTERFACE_LANGUAGES[0], description="For labels."),
        )
    }
    return create_model("LanguageParameters", __base__=Schema, **fields)  # type: ignore[call-overload]


class NoParameters(Schema):
    """Stands for the endpoints that take nothing."""


View = Callable[..., HttpResponse]


def only(model: type[Schema]) -> Callable[[View], View]:
    """Refuse, before the view runs, names that are not in `model`, repetitions, and text that is no text."""
    known = tuple(model.model_fields)
    repeatable = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is list}

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            strange = [name for name in request.GET if name not in known]
            if strange:
                raise Problem(
                    Trouble.UNKNOWN_PARAMETER, complaints=tuple(_unknown(name, known) for name in strange[:10])
                )
            wrong = tuple(_wrong_values(request, repeatable))
            if wrong:
                raise Problem(Trouble.BAD_VALUE, complaints=wrong)
            return view(request, *args, **kwargs)

        return checked

    return decorate


def _unknown(name: str, known: tuple[str, ...]) -> Complaint:
    return Complaint(name, complaints.UNKNOWN, {"known": ", ".join(known) or "–"})


def _wrong_values(request: HttpRequest, repeatable: set[str]) -> Iterable[Complaint]:
    for name, values in request.GET.lists():
        if len(values) > 1 and name not in repeatable:
            yield Complaint(name, complaints.REPEATED)
        elif any(not _is_text(value) for value in values):
            yield Complaint(name, complaints.CONTROL)


def _is_text(value: str) -> bool:
    """Tell whether a value can be stored and compared: no NUL (databases refuse it), no lone surrogates."""
    return "\0" not in value and not any("\ud800" <= character <= "\udfff" for character in value)


def bad_value(name: str, value: str) -> Problem:
    """Return the problem of a value that the catalogue does not know."""
    return Problem(Trouble.BAD_VALUE, complaints=(Complaint(name, complaints.NOT_A_VALUE, {"value": shown(value)}),))
