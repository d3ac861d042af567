"""Template words of grants."""
