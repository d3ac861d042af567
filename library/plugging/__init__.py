"""What `manage.py kinds` does: list and check the installed kinds, begin a new one, remove one with all it holds."""
