"""The demonstration: example items in three languages and more, drawn and written by ourselves."""
