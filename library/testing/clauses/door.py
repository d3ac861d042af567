"""Clauses about the door: what is public, what no longer is, and what is left when a kind is taken out."""

import json
from typing import Any

from django.apps import apps
from wagtail.models import Revision

from library.approval.services import revoke
from library.catalogue.models import RecordRow, TombstoneRow
from library.catalogue.record import Use
from library.testing.ground import API, Ground
from library.testing.making import person, settle
from library.testing.tokens import token


class DoorClauses(Ground):
    """An item is public when a person approved it, and only so long."""

    def test_public_only_when_approved(self) -> None:
        """Hold that no draft, no submitted text, and no published one without an approval is seen anywhere."""
        word = token("draft", self.kind)
        item = self.made(self.least(), title=f"Draft {word}")
        self._is_nowhere(item, word, "a draft")
        author = person("contract-author", is_superuser=True)
        item.save_revision(user=author)
        item.get_workflow().start(item, author)
        self._is_nowhere(item, word, "a text that waits for its review")
        item.refresh_from_db()
        item.current_workflow_state.cancel(user=author)
        revision = Revision.objects.get(pk=item.save_revision(user=author).pk)
        revision.publish(user=author, skip_permission_checks=True)
        self._is_nowhere(item, word, "a text that was published without an approval")
        self.public(item)
        for name, answer in (
            ("its page", self.ask(self.url(item))),
            ("the list", self.listed()),
            ("the search", self.search(word)),
        ):
            assert word in answer, f"An approved item is missing from {name}."

    def test_an_edit_waits_for_its_approval(self) -> None:
        """Hold that what was written after the approval is seen nowhere."""
        item = self.made(self.least())
        record = self.public(item)
        word = token("edit", self.kind)
        item = type(item).objects.get(pk=item.pk)
        item.title = f"Edited {word}"
        item.save_revision()
        settle()
        for name, answer in self.outputs(record):
            assert word.encode() not in _bytes(answer), f"{name} shows an edit that nobody approved."

    def test_gone_when_taken_back(self) -> None:
        """Hold that an item taken back has left every output, and that a tombstone says so."""
        word = token("gone", self.kind)
        item = self.made(self.least(), title=f"Gone {word}")
        record = self.public(item)
        assert word in self.search(word), "The search does not find an item by its title."
        path = self.url(item)
        is_mapped = path in self.ask("/sitemap.xml")
        assert is_mapped == self.permits(Use.SEARCH_ENGINES), (
            "The sitemap does not name a public item."
            if not is_mapped
            else "The sitemap names an item of a kind that search engines may not have."
        )
        revoke(obj=item, user=person("contract-takedown"))
        settle()
        assert self.record(item) is None, "An item that was taken back has a record."
        for interface in self.tags:
            page = self.ask(self.url(item, interface), status=410)
            assert word not in page, "The page that says that an item is gone tells its title."
            assert path not in self.listed(interface), "The list leads to an item that was taken back."
        assert word not in self.ask(f"{API}records/{record.id}", status=410), "The API tells the title of what is gone."
        assert word not in self.search(word), "The search finds an item that was taken back."
        assert path not in self.ask("/sitemap.xml"), "The sitemap names an item that was taken back."
        changes = json.loads(self.ask(f"{API}changes"))["changes"]
        stones = [change["tombstone"]["id"] for change in changes if change["op"] == "delete"]
        assert record.id in stones, "The changes of the API have no tombstone for an item that was taken back."

    def test_removal_leaves_nothing(self) -> None:
        """Hold that of deleted items only tombstones are left: no record, no facet, file or reference of one."""
        ids = [self.public(item).id for item in (self.made(self.least()), self.full())]
        assert self.rows_of(ids), "A public item has no rows in the catalogue."
        for page in self.config.page_model.objects.all():
            page.delete()
        settle()
        left = self.rows_of(ids)
        assert not left, f"Deleted items leave rows behind: {left}."
        own = {model._meta.label: model._default_manager.count() for model in self.config.get_models()}
        assert not any(own.values()), f"Deleted items leave rows in the kind's own tables: {own}."
        stones = set(
            TombstoneRow.objects.filter(record_id__in=ids, superseded=False).values_list("record_id", flat=True)
        )
        assert stones == set(ids), "Of a deleted item no tombstone is left."
        assert not json.loads(self.search(""))["items"], "The search finds an item that was deleted."

    def rows_of(self, ids: list[str]) -> dict[str, int]:
        """Return how many rows each table of the catalogue has that belong to these records."""
        found = {"RecordRow": RecordRow.objects.filter(pk__in=ids).count()}
        for model in apps.get_app_config(RecordRow._meta.app_label).get_models():
            if any(field.related_model is RecordRow for field in model._meta.concrete_fields):
                found[model.__name__] = model._default_manager.filter(record_id__in=ids).count()
        return {name: count for name, count in found.items() if count}

    def _is_nowhere(self, item: Any, word: str, what: str) -> None:
        settle()
        assert self.record(item) is None, f"There is a record of {what}."
        for interface in self.tags:
            self.ask(self.url(item, interface), status=404)
            assert word not in self.listed(interface), f"The list shows {what}."
        key = f"{item.translation_key}.{item.locale.language_code}"
        self.ask(f"{API}records/{key}", status=404)
        assert word not in self.search(word), f"The search finds {what}."


def _bytes(answer: str | bytes) -> bytes:
    return answer.encode() if isinstance(answer, str) else answer
