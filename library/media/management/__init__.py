"""Commands of the media room."""
