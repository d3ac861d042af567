"""The canary walker: random editorial work over a real database, and every public output searched after it."""
