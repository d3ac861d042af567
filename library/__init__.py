"""The resource library. Its public names are those of `plugin`, `models`, `blocks`, `fields` and `testing`."""
