"""The engine on a search server, Elasticsearch or OpenSearch, for libraries that outgrow one machine.

`engine.ElasticEngine` is what the rest of the search knows; the other modules are its parts.
"""
