"""What doubts about records rest on, and which of them somebody looked into."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.organizations.models import ScopedModel


class Wording(ScopedModel):
    """What tells a record's texts from others: a digest and a sketch. Kept with the record, never read."""

    noted_by_digest: ClassVar[frozenset[str]] = frozenset({"sketch"})

    record_key = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64, blank=True)
    sketch = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        indexes = (models.Index(fields=["digest"], name="wording_digest"),)

    def __str__(self) -> str:
        return str(self.record_key)


class SettledDoubt(ScopedModel):
    """核对过，没有问题: the doubt that rests on ``basis`` is not asked again."""

    rule = models.CharField(max_length=40)
    record_key = models.UUIDField()
    other_key = models.UUIDField(null=True, blank=True)
    basis = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    settled_at = models.DateTimeField()
    settled_by_key = models.UUIDField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "basis"], name="doubt_settled_once"),)
        indexes = (models.Index(fields=["record_key"], name="settled_doubt_of_record"),)

    def __str__(self) -> str:
        return f"{self.rule}/{self.record_key}"
