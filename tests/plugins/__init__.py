"""Broken kinds from outside, each in a folder that a test puts on the path as an installed distribution."""
