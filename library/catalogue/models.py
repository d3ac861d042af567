"""The tables of the catalogue: what is public, what was, and what the door has yet to look at.

Only the door writes the first six; receivers of changes write `Pending` rows in the transaction of the change.
"""

from django.db import models
from django.db.models import Case, Q, When

BY_RANK = ("rank", "sort_title", "work", "id")


class RecordRow(models.Model):
    """One public item in one language, as `library.catalogue.record.Record` gives it to the outputs."""

    id = models.CharField(primary_key=True, max_length=80)
    source = models.CharField(max_length=100, unique=True)
    """What it was made from: `page:12` or `library.topic:3`."""
    work = models.CharField(max_length=36, db_index=True)
    lang = models.CharField(max_length=20)
    shelf = models.CharField(max_length=4)
    kind = models.CharField(max_length=40)
    layout = models.CharField(max_length=20, blank=True)
    path = models.CharField(max_length=2000, blank=True)
    title = models.CharField(max_length=500)
    sort_title = models.CharField(max_length=500)
    sort_date = models.CharField(max_length=10, blank=True)
    rank = models.CharField(max_length=60, blank=True, default="")
    """The key of an order of the kind's own; see `library.plugin.Description`."""
    original_lang = models.CharField(max_length=20)
    is_original = models.BooleanField()
    provenance = models.CharField(max_length=20)
    published = models.DateTimeField()
    changed = models.DateTimeField()
    visible_from = models.DateTimeField(null=True, db_index=True)
    visible_until = models.DateTimeField(null=True, db_index=True)
    sequence = models.BigIntegerField(unique=True)
    fingerprint = models.CharField(max_length=64)
    uses = models.JSONField(default=dict)
    permitted = models.CharField(max_length=200, blank=True)
    """The uses that are permitted, for queries; see `library.catalogue.uses.permitting`."""
    ended = models.CharField(max_length=200, blank=True)
    """The uses that were permitted while it stood here, and are no longer: there it is gone, and not unknown."""
    card = models.JSONField(default=dict)
    """What lists need: summary, date, media, references, facets, the kind's part."""
    content = models.JSONField(default=dict)
    """What only the item's own page, the API's detail and the index need: body, text, search texts."""

    class Meta:
        """Find by address; list by shelf, the newest without sorting; see at once when time last changed anything."""

        indexes = (
            models.Index(fields=["lang", "path"], name="record_by_address"),
            models.Index(
                # All that a count asks of a record, so that it reads no row.
                fields=["shelf", "kind", "lang", "permitted", "visible_from", "visible_until", "changed", "work"],
                name="record_for_counts",
            ),
            # As `library.catalogue.conditions.order` writes it: what has no rank comes last.
            models.Index(Case(When(rank="", then=1), default=0), *BY_RANK, name="record_by_rank"),
            models.Index(fields=["-sort_date", "sort_title", "work", "id"], name="record_by_date"),
            models.Index(fields=["visible_from"], name="record_begins", condition=Q(visible_from__isnull=False)),
            models.Index(fields=["visible_until"], name="record_ends", condition=Q(visible_until__isnull=False)),
        )

    def __str__(self) -> str:
        """Return the record's id."""
        return self.id


class RecordFacet(models.Model):
    """One value of one facet of a record; filters and counts are made from these."""

    record = models.ForeignKey(RecordRow, on_delete=models.CASCADE, related_name="+")
    facet = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        """Filter by value."""

        indexes = (models.Index(fields=["facet", "value", "record"], name="record_by_facet"),)

    def __str__(self) -> str:
        """Return the facet and its value."""
        return f"{self.facet}={self.value}"


class RecordMedia(models.Model):
    """A file that a record names; the media gate serves what stands here and nothing else."""

    record = models.ForeignKey(RecordRow, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        """Return the hash of the file."""
        return self.hash


class RecordInput(models.Model):
    """What a record shows from outside its page, such as `image:3`; a change there names the record to the door."""

    record = models.ForeignKey(RecordRow, on_delete=models.CASCADE, related_name="+")
    target = models.CharField(max_length=100, db_index=True)

    def __str__(self) -> str:
        """Return what is shown."""
        return self.target


class RecordReference(models.Model):
    """A work that a record names, and why; read from the other end to show who names a work."""

    record = models.ForeignKey(RecordRow, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=40)
    work = models.CharField(max_length=36)

    class Meta:
        """Find who names a work."""

        indexes = (models.Index(fields=["work", "role", "record"], name="reference_by_work"),)

    def __str__(self) -> str:
        """Return role and work."""
        return f"{self.role} {self.work}"


class TombstoneRow(models.Model):
    """Something was public here and no longer is. Kept for good; says nothing of what it was."""

    record_id = models.CharField(max_length=80, db_index=True)
    work = models.CharField(max_length=36)
    lang = models.CharField(max_length=20)
    sequence = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    address_hash = models.CharField(max_length=64, db_index=True)
    superseded = models.BooleanField(default=False)
    """The record came back, or a later tombstone stands for it."""

    def __str__(self) -> str:
        """Return the id of the record that was."""
        return self.record_id


class FormerAddress(models.Model):
    """An address that a record had before it moved."""

    address_hash = models.CharField(max_length=64, primary_key=True)
    record_id = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        """Return the id of the record that moved."""
        return self.record_id


class BuildFailure(models.Model):
    """An item that its kind could not describe; it is kept out of the public side and alarms until it is mended."""

    source = models.CharField(max_length=100, primary_key=True)
    fingerprint = models.CharField(max_length=64)
    reason = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return what could not be described, and why."""
        return f"{self.source}: {self.reason}"


class Pending(models.Model):
    """Something that the door has yet to look at again; written in the transaction of the change."""

    source = models.CharField(max_length=100)
    alone = models.BooleanField(default=False)
    """What lies below a page was looked at already; only the page itself is left to be built."""
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        """Return what is to be looked at."""
        return self.source


class CatalogueState(models.Model):
    """The one row that holds the epoch and the last number given out."""

    epoch = models.CharField(max_length=36)
    sequence = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        """Return the cursor of the catalogue."""
        return f"{self.epoch}/{self.sequence}"
