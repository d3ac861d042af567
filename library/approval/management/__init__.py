"""Commands of the approval room."""
