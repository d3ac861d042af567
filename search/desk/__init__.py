"""The editors' side of the search: synonyms, searches that found nothing, and how the index stands."""
