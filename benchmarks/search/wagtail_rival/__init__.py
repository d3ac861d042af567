"""A site that has Wagtail's own search and nothing else, filled with the pages of a benchmark."""
