"""`manage.py kinds remove`: all or nothing, a copy first, and nothing left; a built-in kind plays one from outside."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import BaseLogEntry, Locale, Page, Workflow

from library.approval.setup import set_up
from library.catalogue import checking, door
from library.catalogue.models import RecordReference, RecordRow, TombstoneRow
from library.discovery import found_kinds
from library.kinds.profile.models import ProfilePage
from library.kinds.resource.models import ResourceItemPage
from library.models import Topic
from library.plugging import remains, removal
from library.testing import approved, document, draft, person, picture, term
from tests.laws.walker.snapshot import Snapshot

WORD = "zqremoved"
SLUG, LABEL = "resource", "kind_resource"


@pytest.fixture
def transactional_db(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Let a test commit for real and drop tables, and put everything back afterwards."""
    with django_db_blocker.unblock():
        before = Snapshot()
        try:
            yield
        finally:
            if connection.vendor == "postgresql":
                call_command("migrate", LABEL, verbosity=0)
            before.restore()


@pytest.fixture
def outside(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Fill a site with items of the kind in every state, and with others that name them."""
    told = tuple(replace(one, origin="cejn-resource 1.0") if one.slug == SLUG else one for one in found_kinds())
    monkeypatch.setattr(removal, "found_kinds", lambda: told)
    monkeypatch.setattr("library.management.commands.kinds.found_kinds", lambda: told)
    set_up()
    author = person("author", groups=["Editors"])
    body = [{"type": "text", "value": f"<p>Of {WORD}.</p>"}]
    files = [{"type": "file", "value": {"file": document().pk, "title": WORD, "language": ""}}]
    full: dict[str, Any] = {
        "topics": [term(Topic, "Water")],
        "cover": picture(),
        "cover_alt": WORD,
        "body": body,
        "files": files,
    }
    public = approved(draft(ResourceItemPage, title=f"Public {WORD}", authors=WORD, **full), author=author)
    french = public.copy_for_translation(Locale.objects.get(language_code="fr"))
    approved(french)
    waiting = draft(ResourceItemPage, title=f"Waiting {WORD}")
    waiting.save_revision(user=author)
    Workflow.objects.get(active=True).start(waiting, author)
    draft(ResourceItemPage, title=f"Draft {WORD}")
    naming = [{"type": "links", "value": [{"type": "item", "value": {"title": "", "page": public.pk, "url": ""}}]}]
    related = [{"type": "item", "value": public.pk}]
    other = approved(draft(ProfilePage, title="It names one", body=naming, related=related))
    door.full_pass()
    assert RecordRow.objects.filter(kind=SLUG).count() == 2
    return {"public": public, "other": other, "works": {str(public.translation_key)}}


def dump() -> dict[str, list[Any]]:
    """Return every row of every table."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(repr(row) for row in cursor.fetchall())
    return rows


def test_nothing_is_left(outside: dict[str, Any], tmp_path: Path) -> None:
    """No table, no type, no right, no row that says a word of it; only stones, and the lines of the log."""
    ids = set(ResourceItemPage.objects.values_list("pk", flat=True))
    said = io.StringIO()
    call_command("kinds", "remove", SLUG, "--yes", "--export", str(tmp_path / "copy.zip"), stdout=said)
    assert "2 public records of 4 pages were withdrawn" in said.getvalue()
    after = dump()
    assert [table for table in after if table.startswith(LABEL)] == []
    assert not ContentType.objects.filter(app_label=LABEL).exists()
    assert not Permission.objects.filter(codename__contains="resourceitempage").exists()
    logs = {model._meta.db_table for model in apps.get_models() if issubclass(model, BaseLogEntry)}
    assert [table for table, rows in after.items() if table not in logs and WORD in "".join(rows)] == []
    assert not Page.objects.filter(pk__in=ids).exists()
    stones = TombstoneRow.objects.filter(work__in=outside["works"], superseded=False)
    assert {stone.lang for stone in stones} == {"en", "fr"}
    assert checking.check() == []


def test_what_named_it_stays_and_names_it_no_more(outside: dict[str, Any], tmp_path: Path) -> None:
    """Items of other kinds are described again."""
    removal.remove(slug=SLUG, archive=tmp_path / "copy.zip")
    row = RecordRow.objects.get(source=f"page:{outside['other'].pk}")
    assert outside["works"].isdisjoint({one["work"] for one in row.card["references"]})
    assert not RecordReference.objects.filter(work__in=outside["works"]).exists()


def test_the_copy_holds_every_text_and_file(outside: dict[str, Any], tmp_path: Path) -> None:
    """What was approved, the newest draft, and the bytes that they show."""
    done = removal.remove(slug=SLUG, archive=tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert archive.testzip() is None
        content = json.loads(archive.read("kind.json"))
        paths = {facts["path"] for facts in content["files"].values()}
        assert paths == {name for name in archive.namelist() if name != "kind.json"}
    assert done.files == len(paths) == 2
    assert {item["lang"] for item in content["items"]} == {"en", "fr"}
    states = {item["title"].split()[0]: item for item in content["items"] if item["lang"] == "en"}
    assert states["Public"]["approved"]["authors"] == WORD
    assert states["Waiting"]["approved"] is None
    assert states["Draft"]["latest"]["title"] == f"Draft {WORD}"


def test_a_dry_run_changes_nothing(outside: dict[str, Any], tmp_path: Path) -> None:
    """It tells what would go, having tried it."""
    before, said = dump(), io.StringIO()
    call_command("kinds", "remove", SLUG, "--dry-run", "--export", str(tmp_path / "copy.zip"), stdout=said)
    assert "2 public records of 4 pages would be withdrawn" in said.getvalue()
    assert "0001_initial" in said.getvalue()
    assert dump() == before
    assert list(tmp_path.iterdir()) == []
    assert ContentType.objects.get_for_model(ResourceItemPage).pk


@pytest.mark.parametrize("step", ["withdraw", "rows", "pointers", "tables", "types"])
def test_a_failure_leaves_everything_as_it_was(
    outside: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Wherever it fails, before or after the tables went: not a row differs, and no half copy lies about."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError("the disk is full")

    places: dict[str, tuple[Any, str]] = {
        "withdraw": (removal, "withdraw"),
        "rows": (remains, "delete_rows"),
        "pointers": (remains, "_delete_translations"),
        "tables": (removal, "_drop_tables"),
        "types": (ContentType, "delete"),
    }
    before = dump()
    monkeypatch.setattr(*places[step], fail)
    with pytest.raises(CommandError, match=r"Nothing was changed\. the disk is full"):
        call_command("kinds", "remove", SLUG, "--yes", "--export", str(tmp_path / "copy.zip"))
    assert dump() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("slug", "words"),
    [("profile", "built in"), ("nothing", "No kind")],
)
def test_what_cannot_be_removed_is_refused(outside: dict[str, Any], slug: str, words: str) -> None:
    """Built-in kinds stay; what is not installed has nothing to remove."""
    with pytest.raises(CommandError, match=words):
        call_command("kinds", "remove", slug, "--yes")


def test_it_asks_first(outside: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody to ask, or another answer than the slug: nothing happens."""
    with pytest.raises(CommandError, match="nobody to ask"):
        call_command("kinds", "remove", SLUG)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda *_question: "yes")
    with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
        call_command("kinds", "remove", SLUG, stdout=io.StringIO())
    assert ResourceItemPage.objects.exists()


def test_pages_of_others_are_not_taken_along(outside: dict[str, Any], tmp_path: Path) -> None:
    """A row that a program put below an item of the kind keeps the kind where it is."""
    child = ProfilePage(title="Below", locale=outside["public"].locale, live=False)
    Page.objects.get(pk=outside["public"].pk).add_child(instance=child)
    with pytest.raises(removal.RemovalRefused, match="stands below"):
        removal.remove(slug=SLUG, archive=tmp_path / "copy.zip")
    assert list(tmp_path.iterdir()) == []
