"""Give an item owners, a date and a target, and say how far it is."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import lifecycle, permissions
from ..building import own
from ..enums import DueKind, OwnerRole, Progress
from ..failures import Incomplete, MoveNotAllowed
from ..models import Item
from ..people import register_of

PLAN_FIELDS = (
    "responsible_leader", "contact", "due_kind", "due_text", "due_date", "due_precision",
    "target_comparator", "target_value", "target_high", "target_unit", "target_period", "end_state",
)  # fmt: skip


@operation("rectification.item.plan", may=permissions.can_keep_ledger)
def plan_item(
    *,
    item: Item,
    actor: Actor,
    seen: int,
    leads: Iterable[str] | None = None,
    supports: Iterable[str] | None = None,
    **values: object,
) -> Item:
    """Set who answers for an item, by when, and to what end.

    :raises Withdrawn: if it was taken out of the ledger.
    :raises Incomplete: if a dated limit has no date, or a range no low end.
    """
    require_standing(item)
    for name in PLAN_FIELDS:
        if name in values:
            setattr(item, name, values[name])
    _require_sound(item)
    item.edited_at = timezone.now()
    item.save()
    for role, names in ((OwnerRole.LEAD, leads), (OwnerRole.SUPPORT, supports)):
        if names is not None:
            replace_owners(item, role, list(names), actor)
    return item


@operation("rectification.item.report", may=permissions.can_report_progress)
def report_progress(
    *,
    item: Item,
    actor: Actor,
    seen: int,
    progress: str,
    outcome: str = "",
    evidence_note: str = "",
    shortfall_reason: str = "",
) -> Item:
    """Say how far an item is, what came of it, and why something is not done.

    :raises Withdrawn: if it was taken out of the ledger.
    :raises MoveNotAllowed: if the table of moves has no such move.
    :raises Incomplete: if it is called done without a word about what came of it.
    """
    require_standing(item)
    if progress != item.progress and lifecycle.move_between(item.progress, progress) is None:
        raise MoveNotAllowed(item.get_progress_display(), Progress(progress).label)
    if progress == Progress.DONE and not outcome.strip():
        raise Incomplete("标为“已完成”前，请写明做了什么、结果如何。")
    item.progress = progress
    item.outcome, item.evidence_note, item.shortfall_reason = outcome, evidence_note, shortfall_reason
    item.edited_at = timezone.now()
    item.save()
    return item


def replace_owners(item: Item, role: OwnerRole, names: list[str], actor: Actor) -> None:
    """Make the standing owners of one role exactly these names; the others are withdrawn."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    for owner in item.owners.filter(role=role).standing():
        if owner.name in wanted:
            wanted.remove(owner.name)
        else:
            owner.withdrawn_at, owner.withdrawn_by_key = timezone.now(), actor.user_key
            owner.save(update_fields=["withdrawn_at", "withdrawn_by_key"])
    register = register_of(item.unit) if wanted else None
    for name in wanted:
        own(item, role, name, register)


def _require_sound(item: Item) -> None:
    if item.due_kind == DueKind.DATED and item.due_date is None:
        raise Incomplete("“限期”整改要写明完成日期。")
    if item.target_high is not None and item.target_value is None:
        raise Incomplete("目标是一个区间时，两端都要填写。")
