"""What ought to be public at this moment, worked out a second time and in another way; the laws are judged by it.

It shares no line with the catalogue: it reads Wagtail's tables and the approvals, and follows each page up to the root
by its parent. Where it and the door disagree, one of them is wrong.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Site

from library.approval.models import Approval

TERMS = ("library.Topic", "library.Community", "library.Organisation", "library.Person")
FOLDERS = {"community": "communities", "organisation": "organisations", "person": "people"}
"""Terms that readers can open a page about, where their approved text says so, with the word of its address."""
SILENT = frozenset({"draft_title", "url_path", "comments", "wagtail_admin_comments"})
"""Keys of a content that no reader is shown: bookkeeping of Wagtail that may lag behind the words."""


@dataclass(frozen=True)
class Public:
    """One thing that the public may see, with the content that a person approved."""

    source: str
    work: str
    lang: str
    path: str
    kind: str
    is_term: bool
    is_page: bool
    content: Mapping[str, Any]
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the id of its record."""
        return f"{self.work}.{self.lang}"

    @property
    def place(self) -> str | None:
        """Return the path at which it is read; nothing for a term without a page."""
        if not self.is_term:
            return self.path
        return f"{FOLDERS[self.kind]}/{self.path}/" if self.content.get("has_page") else None

    @property
    def is_item(self) -> bool:
        """Tell whether it stands in the lists of the library."""
        return not self.is_term and not self.is_page

    @property
    def title(self) -> str:
        """Return what it is called."""
        return str(self.content["name" if self.is_term else "title"])

    @property
    def hashes(self) -> set[str]:
        """Return the bytes it shows."""
        return {str(facts["hash"]) for facts in self.files.values()}

    def words(self) -> str:
        """Return everything in it that a reader may be shown, as one text."""
        shown = {key: value for key, value in self.content.items() if key not in SILENT}
        return repr((shown, self.files))


def expected_public() -> dict[str, Public]:
    """Return everything that ought to be public now, by the id of its record."""
    rules = _Rules()
    found = [*rules.pages(), *rules.terms()]
    return {item.id: item for item in found}


def digest_of(content: Any) -> str:
    """Return the SHA-256 of a whole content as an approval must name it."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class _Rules:
    def __init__(self) -> None:
        self.now = timezone.now()
        self.rows = {page.path: page for page in Page.objects.all()}
        self.tags = {locale.pk: locale.language_code for locale in Locale.objects.all()}
        self.closed = {restriction.page_id for restriction in PageViewRestriction.objects.all()}
        self.homes = {str(site.root_page.translation_key) for site in Site.objects.select_related("root_page")}
        self.labels = {kind.pk: (kind.app_label, kind.model) for kind in ContentType.objects.all()}
        self.words: dict[int, list[Approval]] = {}
        for approval in Approval.objects.filter(revoked_at=None):
            self.words.setdefault(approval.revision_id, []).append(approval)
        self.contents = {revision.pk: revision.content for revision in Revision.objects.filter(pk__in=self.words)}
        self.present = {
            *(f"image:{pk}" for pk in get_image_model().objects.values_list("pk", flat=True)),
            *(f"document:{pk}" for pk in get_document_model().objects.values_list("pk", flat=True)),
        }

    def pages(self) -> Iterator[Public]:
        """Give the pages that are public, each judged on its own."""
        for page in self._with_an_address():
            line = self._line(page)
            content = self.contents[page.live_revision_id]
            app, _model = self.labels[page.content_type_id]
            kind = app.removeprefix("kind_") if app.startswith("kind_") else "page"
            yield Public(
                source=f"page:{page.pk}",
                work=str(page.translation_key),
                lang=self.tags[page.locale_id],
                path=self._address(line),
                kind=kind,
                is_term=False,
                is_page=kind == "page",
                content=content,
                files=self._files(page.live_revision_id),
            )

    def _with_an_address(self) -> list[Page]:
        """Return the open pages that have an address to themselves: the older page keeps it, with all that is below."""
        kept: dict[tuple[str, str], Page] = {}
        outside: list[str] = []
        for page in sorted(self.rows.values(), key=lambda one: (one.depth, one.pk)):
            line = self._line(page)
            if page.depth < 2 or not self._is_open(line) or page.path.startswith(tuple(outside)):
                continue
            if kept.setdefault((self.tags[page.locale_id], self._address(line)), page) is not page:
                outside.append(page.path)
        return list(kept.values())

    def _address(self, line: list[Page]) -> str:
        return "".join(f"{self.contents[one.live_revision_id]['slug']}/" for one in line[2:])

    def terms(self) -> Iterator[Public]:
        """Give the terms that are public."""
        for label in TERMS:
            model: Any = apps.get_model(label)
            for term in model.objects.all():
                if not term.live or not self._in_time(term) or not self._agreed(term.live_revision_id):
                    continue
                content = self.contents[term.live_revision_id]
                yield Public(
                    source=f"{model._meta.label_lower}:{term.pk}",
                    work=str(term.translation_key),
                    lang=self.tags[term.locale_id],
                    path=content["slug"],
                    kind=model._meta.model_name,
                    is_term=True,
                    is_page=False,
                    content=content,
                )

    def _line(self, page: Page) -> list[Page]:
        """Return the page with all that it stands under, the root first."""
        ends = range(Page.steplen, len(page.path) + 1, Page.steplen)
        return [self.rows[page.path[:end]] for end in ends]

    def _is_open(self, line: list[Page]) -> bool:
        if any(page.pk in self.closed for page in line):
            return False
        if str(line[1].translation_key) not in self.homes:
            return False
        return all(
            page.live and not page.alias_of_id and self._in_time(page) and self._agreed(page.live_revision_id)
            for page in line[1:]
        )

    def _in_time(self, thing: Any) -> bool:
        begun = thing.go_live_at is None or thing.go_live_at <= self.now
        return begun and (thing.expire_at is None or thing.expire_at > self.now)

    def _agreed(self, revision: int | None) -> bool:
        """Tell whether somebody's word in force names exactly this content."""
        words = self.words.get(revision or 0, [])
        return any(word.digest == digest_of(self.contents[word.revision_id]) for word in words)

    def _files(self, revision: int) -> dict[str, Mapping[str, Any]]:
        files = {}
        for word in self.words[revision]:
            files.update({name: facts for name, facts in word.files.items() if name in self.present})
        return files
