"""Builds a corpus in English, French and Spanish from manuals and package descriptions; see `build_corpus`."""
