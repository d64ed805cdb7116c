"""Who acts every night: no user, and only what is listed here."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from bihuan.domain.trail.actor import Actor, Via

from .models import Delegation

#: The role of the nightly service in the trail. It has none of the rights of the registry.
DAILY = "daily"


def daily_service(os_account: str = "") -> Actor:
    """The service that ``bihuan daily`` acts as."""
    return Actor(None, None, {"/": frozenset({DAILY})}, via=Via.JOB, os_account=os_account)


def is_daily_service(actor: Actor, subject: Any) -> bool:
    return actor.via == Via.JOB and DAILY in actor.roles_at("/")


def delegations_over() -> QuerySet[Delegation]:
    """Delegations whose time is over and that nobody has taken back."""
    return Delegation.objects.standing().filter(until__lte=timezone.localdate()).order_by("pk")
