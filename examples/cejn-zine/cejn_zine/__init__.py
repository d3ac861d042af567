"""The kind "zine" for the CEJN library; see `apps.py`."""
