"""Approval: what is public is exactly a text that a second person approved."""
