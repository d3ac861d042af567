"""Says which levels a site asks for and which of them its machine can do; called by `search.crossing.site`."""

from functools import cache
from pathlib import Path

from search.crossing.encoder import Encoder
from search.crossing.store import Store
from search.crossing.translator import Translator

AUTO = "auto"
CHOICES = ("0", "1", "2", AUTO)


def opened(folder: Path, asked: str) -> Store | None:
    """Return the store for the levels that were asked for, or nothing where there is none to keep.

    What is asked for and not installed is left out: the page is the same without it.
    """
    most = 2 if asked == AUTO else int(asked)
    encoder = _encoder() if most >= 1 and Encoder.is_installed() else None
    translator = _translator() if most >= 2 and _translator().is_installed else None
    return Store(folder, encoder, translator) if encoder or translator else None


@cache
def _encoder() -> Encoder:
    """Return the encoder of this process: the model is large enough to be loaded once."""
    return Encoder()


@cache
def _translator() -> Translator:
    """Return what is installed of Apertium, looked at once for a process."""
    return Translator()
