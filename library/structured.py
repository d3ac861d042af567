"""What an item is in the words of schema.org; printed into its page for search engines. Called by a template tag."""

from typing import Any

from library.media.addresses import size_url, widths_of
from library.reading.item import Item


def creative_work(item: Item, site_url: str) -> dict[str, Any]:
    """Return the facts of an item: nothing that its page does not print."""
    record, cover = item.record, item.record.image
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": f"{site_url}{item.canonical}",
        "url": f"{site_url}{item.canonical}",
        "name": record.title,
        "inLanguage": record.lang,
        "datePublished": record.published.date().isoformat(),
        "dateModified": record.changed.date().isoformat(),
    }
    if record.summary:
        facts["description"] = record.summary
    if record.date:
        facts["temporalCoverage"] = record.date
    if cover:
        facts["image"] = f"{site_url}{size_url(cover.hash, widths_of(cover.width)[-1])}"
    if item.names:
        facts["creditText"] = ", ".join(item.names)
    if item.topics:
        facts["about"] = [topic.text for topic in item.topics]
    if item.original:
        facts["translationOfWork"] = {"@type": "CreativeWork", "inLanguage": item.original.lang, "name": item.title}
    return facts
