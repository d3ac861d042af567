"""Drawings of calm landscapes, made by the demonstration itself; `draw.drawing` is the way in."""
