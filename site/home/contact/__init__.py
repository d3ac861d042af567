"""Messages from readers: the form and its guards, what becomes of a message, and the editors' list of them.

Public names: `services` (store, deliver, answer, purge), `selectors`, `views.answer` for the page's layout.
"""
