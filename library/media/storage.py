"""Private storage that names each file by its bytes; models use it as their storage, the settings as the default one.

The same bytes saved twice are one file. Deleting keeps the bytes, because an approval may still show them:
`library.media.services.sweep` removes what nothing names any more.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils.deconstruct import deconstructible

FOLDER = "media"
DIRECTORY_MODE = 0o700
FILE_MODE = 0o600


def stored_name(digest: str, ending: str) -> str:
    """Return the name under which bytes with this SHA-256 are stored; `ending` comes without its dot."""
    return f"{digest[:2]}/{digest}.{ending}" if ending else f"{digest[:2]}/{digest}"


def digest_of(name: str) -> str:
    """Return the SHA-256 that a stored name carries."""
    return Path(name).name.partition(".")[0]


@deconstructible(path="library.media.storage.PrivateStorage")
class PrivateStorage(FileSystemStorage):
    """Keep files under `VAR_DIR/media`, outside of every public folder."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=FILE_MODE, directory_permissions_mode=DIRECTORY_MODE)

    # Read at each use, not once: tests and tools point VAR_DIR elsewhere while the process runs.
    @property
    def base_location(self) -> str:
        return str(Path(settings.VAR_DIR) / FOLDER)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        # The final name depends on the bytes alone, which are not known here.
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        ending = Path(name).suffix.lower().lstrip(".")
        root = Path(self.location)
        root.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".incoming-", dir=root)
        try:
            with os.fdopen(handle, "wb") as target:
                digest = hashlib.sha256()
                for chunk in content.chunks():
                    data = chunk.encode() if isinstance(chunk, str) else chunk
                    digest.update(data)
                    target.write(data)
                target.flush()
                os.fsync(target.fileno())
            final = stored_name(digest.hexdigest(), ending)
            self._place(Path(temporary), root / final)
        finally:
            Path(temporary).unlink(missing_ok=True)
        return final

    @staticmethod
    def _place(temporary: Path, final: Path) -> None:
        final.parent.mkdir(mode=DIRECTORY_MODE, exist_ok=True)
        # Replaced even when it is there: the bytes are equal, and the new time keeps a sweep away from them
        # until the row that is being written names them.
        temporary.replace(final)

    def delete(self, name: str) -> None:
        """Keep the bytes; see the module's docstring."""

    def url(self, name: str | None) -> str:
        return reverse("media_stored", args=[name or ""])


def find_stored(digest: str, ending: str = "") -> Path | None:
    """Return the file with this SHA-256, with this ending if there is such a one, or nothing."""
    folder = Path(private_storage().location) / digest[:2]
    preferred = folder / f"{digest}.{ending}"
    if ending and preferred.is_file():
        return preferred
    return next(iter(sorted(folder.glob(f"{digest}.*"))), None)


def private_storage() -> PrivateStorage:
    """Return the storage; model fields name this function, so that migrations hold no folder."""
    return PrivateStorage()
