"""A built-in kind; see `apps.py`."""
