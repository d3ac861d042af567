"""System checks of the approval room."""
