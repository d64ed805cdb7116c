"""What the nightly service may change."""

from __future__ import annotations

from django.utils import timezone

from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.failures import OperationFailed

from .models import Delegation
from .upkeep import is_daily_service

WHY = "到期"


class NotOver(OperationFailed):
    """The delegation still holds, or was ended before."""

    def __init__(self) -> None:
        super().__init__("这项代办还没有到期，或者已经结束，没有改动。")


@operation("accounts.delegation.expire", may=is_daily_service)
def expire_delegation(*, delegation: Delegation, actor: Actor) -> None:
    """Note in the trail that a delegation came to its end. It gave no rights any more since that day.

    :raises NotOver: if its time is not over, or somebody took it back.
    """
    if delegation.withdrawn_at is not None or delegation.until > timezone.localdate():
        raise NotOver
    delegation.withdrawn_at, delegation.withdrawn_why = timezone.now(), WHY
    delegation.save()
