"""The record that a draft would become: what a preview shows. Called by the previews of pages; writes nothing."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from library.approval.files import freeze
from library.catalogue.content import Content
from library.catalogue.describe import describe, own_addresses, resolve
from library.catalogue.record import Record
from library.catalogue.targets import targets


def draft_record(page: Any) -> Record:
    """Describe a page as it stands in the editor, saved or not, by the function that the door uses."""
    # As a revision would hold it: plain JSON.
    model, data = type(page), json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder))
    lang = page.locale.language_code
    works = resolve({*targets(model, data), *own_addresses(data)})
    described = describe(Content(model, data, lang=lang, files=freeze(model, data), works=works))
    work, now = str(page.translation_key), timezone.now()
    return Record(
        id=f"{work}.{lang}",
        work=work,
        sequence=0,
        shelf=described.shelf,
        kind=described.kind,
        layout=described.layout,
        lang=lang,
        original_lang=described.original_lang,
        provenance=described.provenance,
        path=_path(page),
        title=described.title,
        summary=described.summary,
        date=described.date,
        published=page.first_published_at or now,
        changed=now,
        body=described.body,
        text=described.text,
        media=described.media,
        references=described.references,
        facets=described.facets,
        part=described.part,
        uses=described.uses,
    )


def _path(page: Any) -> str:
    """Return the path below the home page of the page's language."""
    return "/".join((page.url_path or "").split("/")[2:])
