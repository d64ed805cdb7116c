from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q

from bihuan.domain.accounts.models import User
from bihuan.domain.organizations.models import ScopedQuerySet, Unit
from bihuan.domain.trail.actor import Actor

from .enums import DraftState
from .models import Draft


def drafts_visible_to(actor: Actor) -> ScopedQuerySet:
    """Drafts, the newest first, with the number of live corrections."""
    return (
        Draft.objects.within(actor.paths_for("drafts.read"))
        .defer("document", "reading")
        .select_related("unit", "file")
        .annotate(correction_count=Count("corrections", filter=Q(corrections__undone_at=None)))
        .order_by("-made_at", "-pk")
    )


def whole_drafts_visible_to(actor: Actor) -> ScopedQuerySet:
    """Drafts with their documents and readings."""
    return Draft.objects.within(actor.paths_for("drafts.read")).select_related("unit", "file")


def open_drafts_visible_to(actor: Actor) -> ScopedQuerySet:
    return drafts_visible_to(actor).filter(state=DraftState.OPEN)


def earlier_draft(unit: Unit, digest: str) -> Draft | None:
    """The newest draft of the same bytes in the unit, whatever became of it, unless it was withdrawn."""
    return (
        Draft.objects.filter(unit=unit, file__digest=digest)
        .exclude(state=DraftState.WITHDRAWN)
        .select_related("unit", "file")
        .order_by("-made_at")
        .first()
    )


def names_of(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of users by key: one query."""
    users = User.objects.filter(key__in={key for key in keys if key}).select_related("person")
    return {user.key: str(user) for user in users}
