"""What an approval freezes of a file fits the record, and the words of a file have a digest of their own."""

import json

import pytest

from library.catalogue.record import Media
from library.media.selectors import frozen, words_digest
from library.media.services import create_document, create_image
from tests.media import makers

pytestmark = pytest.mark.django_db


def test_the_frozen_facts_of_a_picture_are_those_of_the_record() -> None:
    image = create_image(title="Valley", name="Río.jpg", content=makers.jpeg(), description="Fields")
    facts = json.loads(json.dumps(frozen(image)))
    media = Media(**facts)
    assert media.hash == image.sha256
    assert (media.type, media.name, media.title, media.alt) == ("image/jpeg", "Río.jpg", "Valley", "Fields")
    assert (media.width, media.height, media.size) == (64, 48, image.file_size)
    assert media.colour == image.colour
    assert len(media.colour) == 7


def test_the_frozen_facts_of_a_document_have_its_language() -> None:
    document = create_document(title="Water", name="b.txt", content=b"words", lang="zap")
    media = Media(**json.loads(json.dumps(frozen(document))))
    assert (media.lang, media.type, media.size, media.width) == ("zap", "text/plain", 5, 0)


def test_the_digest_of_words_changes_with_the_words_alone() -> None:
    image = create_image(title="Valley", name="a.jpg", content=makers.jpeg())
    before = words_digest(image)
    image.focal_point_x = 3
    assert words_digest(image) == before
    image.description = "Fields"
    assert words_digest(image) != before
