"""Holds the settings: `base` is production and strict, `dev` and `test` relax it."""
