"""Wagtail's own way of serving the same pages, measured beside ours in one run."""
