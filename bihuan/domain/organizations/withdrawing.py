"""Rows that are never deleted: they are withdrawn with a reason, and can be put back."""

from __future__ import annotations

from django.db import models

from bihuan.domain.trail.failures import OperationFailed

from .models import ScopedModel, ScopedQuerySet


class Withdrawn(OperationFailed):
    """The row was taken out of the record."""

    def __init__(self) -> None:
        super().__init__("这一条已经撤回，不能再改动。如仍需使用，请先恢复。")


class NotWithdrawn(OperationFailed):
    """The row stands in the record."""

    def __init__(self) -> None:
        super().__init__("这一条没有撤回，不需要恢复。请刷新页面查看。")


class NoReason(OperationFailed):
    """Nobody could tell later why it was taken out."""

    def __init__(self) -> None:
        super().__init__("请写明撤回的理由，以便日后查考。")


class StandingQuerySet(ScopedQuerySet):
    def standing(self) -> StandingQuerySet:
        """Rows that are not withdrawn."""
        return self.filter(withdrawn_at=None)


class Withdrawable(ScopedModel):
    """Pages never delete: they withdraw, with a reason."""

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_key = models.UUIDField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


def require_standing(*rows: Withdrawable) -> None:
    """:raises Withdrawn: if one of the rows was taken out of the record."""
    if any(row.withdrawn_at for row in rows):
        raise Withdrawn
