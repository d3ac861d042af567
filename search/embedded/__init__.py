"""The engine that needs no server: one SQLite file with FTS5 over keys made in Python, and facets in numpy arrays.

`engine.EmbeddedEngine` is what the rest of the search knows; the other modules are its parts.
"""
