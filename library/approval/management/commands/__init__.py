"""`set_up`, and a guard in the place of Wagtail's `purge_revisions`."""
