"""Holds the commands that prepare, run and translate the site."""
