"""The catalogue: the wall between the editorial and the public side, and its door.

Public names: `record`, `query`, `address`, `uses`, `selectors` for outputs; `door` and `signals.held` for commands.
"""
