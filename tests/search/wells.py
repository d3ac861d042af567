"""Looks into the catalogue of wells that the tests of faults lay, and takes records of it back as the door would."""

from library.catalogue.models import CatalogueState, RecordRow, TombstoneRow
from library.catalogue.query import Query
from search import selectors


def found(words: str, lang: str = "en") -> list[str]:
    """Return the works that the site finds, in order of their names."""
    return sorted(hit.record.work for hit in selectors.search(Query(lang=lang, words=words, limit=50)).hits)


def take_back(pk: str) -> None:
    """Take a record back as the door would."""
    row = RecordRow.objects.get(pk=pk)
    number = CatalogueState.objects.get().sequence + 1
    TombstoneRow.objects.create(
        record_id=pk, work=row.work, lang=row.lang, sequence=number, at=row.changed, address_hash="0" * 64
    )
    row.delete()
    CatalogueState.objects.update(sequence=number)
