"""Operations on pictures and documents: other bytes, other words, gone. What is approved shows what was approved."""

from typing import Any

from django.core.files.base import ContentFile

from library.media.models import LibraryDocument, LibraryImage
from tests.laws.walker.ground import add_document, add_image, picture
from tests.laws.walker.world import Act, World


def upload(world: World, act: Act) -> None:
    """Upload something new."""
    if LibraryImage.objects.count() + LibraryDocument.objects.count() < 16:
        add_image(world, act) if act.chance(50) else add_document(world, act)


def replace(world: World, act: Act) -> None:
    """Put other bytes in the place of a file."""
    file, _name, ending = _choose(world, act)
    if file is None:
        return
    secret = world.secret(act, "words in the file")
    content = picture(secret, act.number(65536, "shade")) if ending == "png" else f"Other words: {secret}.\n".encode()
    file.file = ContentFile(content, name=f"{world.secret(act, 'file name')}.{ending}")
    file.save()
    world.hashes[file.sha256] = ending


def reword(world: World, act: Act) -> None:
    """Change the words of a file."""
    file, label, _ending = _choose(world, act)
    if file is not None:
        file.title = f"Title {world.secret(act, 'file title')}"
        if label == "image":
            file.description = f"Shows {world.secret(act, 'file description')}"
        file.save()


def remove(world: World, act: Act) -> None:
    """Delete a file."""
    file, _label, _ending = _choose(world, act)
    if file is not None and LibraryImage.objects.count() > 1 and LibraryDocument.objects.count() > 1:
        file.delete()


def _choose(world: World, act: Act) -> tuple[Any, str, str]:
    files = [*LibraryImage.objects.all(), *LibraryDocument.objects.all()]
    file = act.pick(files, key=lambda one: world.name(f"{_label(one)}:{one.pk}"))
    if file is None:
        return None, "", ""
    label = _label(file)
    world.touched.add(f"{label}:{file.pk}")
    return file, label, "png" if label == "image" else "txt"


def _label(file: Any) -> str:
    return "image" if isinstance(file, LibraryImage) else "document"
