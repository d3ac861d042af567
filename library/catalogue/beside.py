"""The rows that stand beside a record: its facets, files, inputs and references, made from what was described.

`build` writes them, `checking` holds them against what they ought to be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import models

from library.catalogue.describe import Described
from library.catalogue.models import RecordFacet, RecordInput, RecordMedia, RecordReference

Rows = Mapping[type[models.Model], Sequence[tuple[str, ...]]]
COLUMNS: Mapping[type[models.Model], tuple[str, ...]] = {
    RecordFacet: ("facet", "value"),
    RecordMedia: ("hash",),
    RecordInput: ("target",),
    RecordReference: ("role", "work"),
}


def rows_of(described: Described, inputs: Iterable[str]) -> Rows:
    """Return the values of the rows of one record, by their table."""
    facets = [(name, value) for name, values in described.facets.items() for value in dict.fromkeys(values)]
    named = dict.fromkeys((reference.role, reference.work) for reference in described.references)
    return {
        RecordFacet: facets,
        RecordMedia: [(digest,) for digest in sorted({file.hash for file in described.media})],
        RecordInput: [(target,) for target in sorted(inputs)],
        RecordReference: list(named),
    }


def write(wanted: Mapping[str, Rows]) -> None:
    """Write the rows of records, by their id, in the place of those that are there."""
    for table, columns in COLUMNS.items():
        table._default_manager.filter(record_id__in=wanted.keys())._raw_delete("default")
        table._default_manager.bulk_create(
            table(record_id=key, **dict(zip(columns, values, strict=True)))
            for key, rows in wanted.items()
            for values in rows[table]
        )


def differing(wanted: Mapping[str, Rows]) -> set[str]:
    """Return the ids of the records beside which a row is missing, or stands too many; four queries."""
    found: set[str] = set()
    for table, columns in COLUMNS.items():
        present: dict[str, Counter[tuple[str, ...]]] = {key: Counter() for key in wanted}
        for key, *values in table._default_manager.filter(record_id__in=wanted.keys()).values_list(
            "record_id", *columns
        ):
            present[key][tuple(values)] += 1
        found |= {key for key, rows in wanted.items() if present[key] != Counter(rows[table])}
    return found
