"""A kind that is broken on purpose; see `apps.py`."""
