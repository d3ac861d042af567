"""Commands of the media room; each calls one service."""
