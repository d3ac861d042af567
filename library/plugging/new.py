"""Writes the package of a new kind: `manage.py kinds new`. It holds its contract as it is; its author goes on there.

The files lie as templates in `skeleton/`; the compiled texts are made here.
"""

import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import polib

from library.plugging import shape

SKELETON = Path(__file__).resolve().parent / "skeleton"
CEJN = Path(__file__).resolve().parents[2]
ENDING = ".txt"
"""What the templates' names end in, so that no tool takes them for code."""


class NewRefused(RuntimeError):
    """The package cannot be written; the message says why."""


@dataclass(frozen=True, slots=True)
class Names:
    """How a kind is called in the places where it has a name."""

    label: str
    slug: str

    @property
    def words(self) -> dict[str, str]:
        """Return what stands for what in the templates."""
        camel = "".join(word.capitalize() for word in self.slug.split("_"))
        dashed = self.slug.replace("_", "-")
        many = self.label if self.label.endswith("s") else f"{self.label}s"
        return {
            "__label__": self.label,
            "__many__": many,
            "__small__": self.label[:1].lower() + self.label[1:],
            "__slug__": self.slug,
            "__Camel__": camel,
            "__package__": f"cejn_{self.slug}",
            "__dist__": f"cejn-{dashed}",
        }


def names(given: str) -> Names:
    """Return the names that a kind gets from what one item is called, or refuse."""
    label = " ".join(given.split())
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    problem = shape.name_problem(slug, f"of “{label}”")
    if problem or '"' in label or "\\" in label:
        raise NewRefused(problem or "Write the name without quotation marks and backslashes.")
    return Names(label[:1].upper() + label[1:], slug)


def begin(*, name: str, folder: Path | None) -> int:
    """Write the package and say what comes next; return the status of the process."""
    try:
        called = names(name)
        place = (folder or Path(called.words["__dist__"])).absolute()
        write(called, place)
    except (NewRefused, OSError) as refusal:
        print(f"Nothing was written. {refusal}")  # noqa: T201 - there is no Django yet that could print
        return 1
    shown = os.path.relpath(place)
    for line in (
        f'The kind "{called.slug}" is in {shown}. Next:',
        f"    .venv/bin/pip install --no-deps -e {shown}",
        "    .venv/bin/python manage.py kinds check",
        f"    .venv/bin/pytest -c {shown}/pyproject.toml {shown}",
        "    make run",
    ):
        print(line)  # noqa: T201 - as above
    return 0


def write(called: Names, folder: Path) -> None:
    """Write every file of the package into a folder that is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewRefused(f"{folder} is there already and is not empty; name another folder with --folder.")
    words = {**called.words, "__cejn__": _way_to_cejn(folder)}
    for source in sorted(SKELETON.rglob(f"*{ENDING}")):
        target = folder / _filled(source.relative_to(SKELETON).as_posix().removesuffix(ENDING), words)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(source.read_text(encoding="utf-8"), words), encoding="utf-8")
    for texts in folder.rglob("*.po"):
        polib.pofile(str(texts)).save_as_mofile(str(texts.with_suffix(".mo")))


def _filled(text: str, words: dict[str, str]) -> str:
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def _way_to_cejn(folder: Path) -> str:
    """Return where CEJN lies as seen from the package: beside it by a short way, else by its full name."""
    way = os.path.relpath(CEJN, folder)
    return way if way.count("..") <= 3 else str(CEJN)
