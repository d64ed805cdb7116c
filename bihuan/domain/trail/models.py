"""The chained, append-only trail. Entries name actor, unit and object by key, never by foreign key."""

from __future__ import annotations

from django.db import models

from . import canonical

FORMAT = 1
START = "0" * 64

#: What an entry's hash covers, in this order (format 1).
CHAINED_FIELDS = (
    "format", "sequence", "at", "actor_key", "roles", "on_behalf_of", "via", "os_account",
    "action", "object_type", "object_key", "result", "detail_digest", "algorithm", "previous",
)  # fmt: skip

#: What a change's digest covers, in this order.
DIGESTED_FIELDS = ("salt", "object_type", "object_key", "field", "before", "after")


class Chain(models.Model):
    """One chain per unit, one for the system (``unit_key`` empty): its length and newest hash."""

    unit_key = models.UUIDField(null=True, unique=True)
    name = models.CharField(max_length=36, unique=True)
    size = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One operation that was done. ``detail_digest`` covers the salted digests of its changes."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    format = models.PositiveSmallIntegerField(default=FORMAT)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_key = models.UUIDField(null=True)
    roles = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.UUIDField(null=True)
    via = models.CharField(max_length=8)
    os_account = models.CharField(max_length=64, blank=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_key = models.UUIDField(null=True)
    result = models.CharField(max_length=16, default="done")
    detail_digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=16, default=canonical.ALGORITHM)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["chain", "sequence"], name="trail_entry_no_fork"),)
        indexes = (
            models.Index(fields=["object_key", "action", "at"], name="trail_entry_object"),
            models.Index(fields=["at", "id"], name="trail_entry_by_time"),
            models.Index(fields=["actor_key", "at", "id"], name="trail_entry_of_actor"),
            models.Index(fields=["action", "at", "id"], name="trail_entry_of_action"),
            models.Index(fields=["via", "at", "id"], condition=~models.Q(via="page"), name="trail_entry_via"),
            models.Index(
                fields=["at", "id"],
                condition=models.Q(on_behalf_of__isnull=False),
                name="trail_entry_on_behalf",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action} #{self.sequence}"

    def computed_hash(self, chain_name: str) -> str:
        return canonical.digest(chain_name, *(getattr(self, name) for name in CHAINED_FIELDS))


class Change(models.Model):
    """A field before and after. Stands outside the chain, so that it can be erased; its digest stays."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    object_type = models.CharField(max_length=80)
    object_key = models.UUIDField()
    field = models.CharField(max_length=80)
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=["object_key", "field"], name="trail_change_object"),)

    def __str__(self) -> str:
        return f"{self.object_type}.{self.field}"


class Request(models.Model):
    """A request key that was honoured, with its answer: the same form sent twice has one effect."""

    key = models.CharField(max_length=100, unique=True)
    operation = models.CharField(max_length=80)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
