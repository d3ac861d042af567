"""Makes the shapes that depend on which kinds are installed: each kind's records carry the kind's own part, typed.

Called by `api.build`; a kind that is installed appears in the OpenAPI document without a change here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import reduce
from operator import or_
from typing import Annotated, Any, get_type_hints

from django.utils.translation import override
from pydantic import Field, create_model

from api.parameters import PAGE_KIND, TERM_KINDS, Installed, one_of
from api.schemas import DetailShape, FacetShape, ItemShape, MomentShape, Removal, Snippet
from api.shape import Shape


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of the answers that hold records."""

    item: Any
    record_list: type[Shape]
    detail: Any
    changes: type[Shape]
    search: type[Shape]


OfPages: Any = dict[str, Any] | None
"""What a page of the site has of its own depends on its layout, and is nobody's contract."""


def camel(slug: str) -> str:
    """Return a slug as the name of a schema."""
    return "".join(word.capitalize() for word in slug.replace("_", "-").split("-"))


def _for_each_kind(installed: Installed, base: type[Shape], suffix: str) -> Any:
    """Return the union of a base shape with each kind's own part, told apart by `kind`."""
    found: list[type[Shape]] = []
    for kind in installed.kinds:
        name = camel(kind.slug) + suffix
        left_out = () if base is DetailShape else kind.page_only
        part = part_shape(kind.part_type, f"{name}Part", without=left_out) if kind.part_type else None
        with override("en"):
            found.append(_with_part(base, name, (kind.slug,), part, str(kind.verbose_name)))
    found.append(_with_part(base, f"Page{suffix}", (PAGE_KIND,), OfPages, "A page of the site"))
    found.append(_with_part(base, f"Term{suffix}", TERM_KINDS, None, "A topic, community, organisation or person"))
    return Annotated[reduce(or_, found), Field(discriminator="kind")]


def part_shape(part: type[Any], name: str, *, without: Sequence[str]) -> type[Shape]:
    """Return the shape of a kind's own part; in lists, without what the kind keeps for the record's own page."""
    hints = get_type_hints(part)
    names = [field.name for field in fields(part) if field.name not in without]
    own: dict[str, Any] = {field: (hints[field], ...) for field in names}
    return shape(name, part.__doc__ or name, **own)


def _with_part(base: type[Shape], name: str, slugs: tuple[str, ...], part: type[Any] | None, words: str) -> type[Shape]:
    own = (
        (part, Field(description="What only this kind of record has."))
        if part
        else (None, Field(description="Terms have nothing of their own."))
    )
    kind = (one_of(slugs), Field(description="What kind of record it is."))
    return shape(name, f"{words}.", base=base, kind=kind, part=own)


def shape(name: str, words: str, *, base: type[Shape] = Shape, **own: Any) -> type[Shape]:
    """Make a shape; its fields are known only when the kinds are."""
    return create_model(name, __base__=base, __doc__=words, **own)


def shapes_for(installed: Installed) -> Shapes:
    """Return the shapes for a set of kinds."""
    item = _for_each_kind(installed, ItemShape, "Item")
    detail = _for_each_kind(installed, DetailShape, "Record")
    return Shapes(
        item=item,
        record_list=shape(
            "RecordList",
            "A page of records.",
            total=(int, Field(description="How many records there are in all.")),
            next=(str | None, Field(description="The address of the next page; nothing on the last.")),
            items=(list[item], ...),  # type: ignore[valid-type]
        ),
        detail=detail,
        changes=_changes(detail),
        search=_search(item),
    )


def _changes(detail: Any) -> type[Shape]:
    upsert = shape(
        "Upsert",
        "A change: the record is new, or other than before.",
        op=(one_of(["upsert"]), ...),
        sequence=(int, ...),
        record=(detail, ...),
    )
    entry: Any = Annotated[reduce(or_, [upsert, Removal]), Field(discriminator="op")]
    return shape(
        "Changes",
        "Changes in their order. Where `start_over` is true, delete all copies before applying them.",
        epoch=(str, Field(description="Stays the same until the catalogue is restored or built anew.")),
        sequence=(int, Field(description="The number of the last change in this answer.")),
        start_over=(bool, ...),
        changes=(list[entry], ...),
        next=(str, Field(description="The address to ask at the next time.")),
        done=(bool, Field(description="Whether that was all there is by now.")),
    )


def _search(item: Any) -> type[Shape]:
    hit = shape(
        "SearchHit",
        "A work that was found: the version for the reader's language, and why it is there.",
        record=(item, Field(description="The version that is shown: in a language the reader reads, where there is.")),
        snippet=(Snippet | None, Field(description="The passage that matched, of whichever version has the words.")),
        matched_in=(
            list[str],
            Field(
                description="Where the words stand: `title`, `summary`, `extra`, `body`, `transcript`; and kinds of "
                "terms by whose names the work was found, such as `topic`."
            ),
        ),
        why=(list[str], Field(description="The same as sentences for people, in an interface language.")),
        moments=(
            list[MomentShape],
            Field(description="Where in a recording the words are said: up to three places, in their order."),
        ),
    )
    hits: Any = list[hit]  # type: ignore[valid-type]
    return shape(
        "SearchResult",
        "What was found, each work once.",
        total=(int, Field(description="How many works were found in all; `elsewhere` is not among them.")),
        page=(int, Field(description="The page that this is.")),
        per_page=(int, Field(description="How many works a page has.")),
        relaxed=(bool, Field(description="Nothing has all the words; these have some.")),
        repaired=(
            str,
            Field(description="The words that were looked for in the place of mistyped ones; empty where none were."),
        ),
        by_title=(bool, Field(description="The index is being made anew: only titles were looked at.")),
        engine_down=(bool, Field(description="The index could not be asked; something simpler has answered.")),
        items=(hits, Field(description="A page of the works, in the order that was asked for.")),
        elsewhere=(
            hits,
            Field(
                description="Works that cannot be read in the languages asked for, the best first; only on the first "
                "page of an answer to words. Some have none of the words and are about the same."
            ),
        ),
        facets=(list[FacetShape], Field(description="Ways to narrow the answer, with exact counts of works.")),
    )
