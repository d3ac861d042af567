"""An encoder that knows a few words, for tests of what reaches the model and what becomes of it."""

from collections.abc import Sequence

import numpy as np

from search.crossing.encoder import DIMENSIONS, Encoder, Vectors

_AXES = {"glacier": 0, "glaciar": 0, "ice": 0, "salmon": 1, "saumon": 1, "river": 2, "rivière": 2}


class TinyEncoder(Encoder):
    """Knows a few words; counts what it was given, so that a test sees which words reached it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._model = self

    name = "tiny"

    def vectors(self, texts: Sequence[str]) -> Vectors:
        self.seen += texts
        found = np.zeros((len(texts), DIMENSIONS), np.float32)
        for place, text in enumerate(texts):
            for word in text.lower().split():
                found[place, _AXES.get(word, 3 + len(word) % 50)] += 1.0
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
