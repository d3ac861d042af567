"""Spells the plain queries that the parts of this engine ask, in the words of `elasticsearch.dsl`."""

from elasticsearch.dsl.query import Exists, MatchPhrase, Prefix, Query, Range, Term

from search.plan import Phrase


def equals(field: str, value: str | bool, **options: str) -> Query:
    """Return the documents that have this value in a field."""
    return Term(field, {"value": value}, **options)


def begins(field: str, start: str) -> Query:
    """Return the documents with a value in a field that begins so."""
    return Prefix(field, {"value": start})


def has(field: str) -> Query:
    """Return the documents that have the field."""
    return Exists(field=field)


def phrase_query(phrase: Phrase, slot: str, **options: float) -> Query:
    """Return the works in one of whose versions these spellings stand side by side."""
    return MatchPhrase(f"exact.{slot}", {"query": " ".join(phrase), "analyzer": "whitespace", **options})


def within(field: str, **bounds: float) -> Query:
    """Return the documents whose value in a field lies within bounds: `gt`, `gte`, `lt`, `lte`."""
    return Range(field, bounds)
