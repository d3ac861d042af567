"""Wires the site together: settings, addresses, headers, health, and the commands that run it."""
