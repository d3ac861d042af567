"""Measures the search apart from the site: its own pages, its own index, its own questions.

`manage.py search_eval` calls `running.run`; benchmarks/search scores what that writes. README.md says what the files
of pages and questions hold.
"""
