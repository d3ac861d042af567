"""The fence around wagtail-localize: translations are drafts that a person approves, like any other text."""
