"""From a checked draft to the ledger, in one all-or-nothing step."""

from __future__ import annotations

from bihuan.core.reading.meeting import meeting_day
from bihuan.core.reading.model import Item as ReadItem
from bihuan.core.reading.model import ItemType
from bihuan.domain.cycles import opening
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import drafting, settling
from bihuan.domain.documents.enums import DraftState
from bihuan.domain.documents.models import Draft
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..building import Builder
from ..failures import AlreadyConfirmed, LedgerExists, NothingToConfirm
from ..ledger import has_ledger
from ..people import register_of


@operation("rectification.ledger.confirm", may=permissions.can_keep_ledger)
def confirm_draft(*, draft: Draft, actor: Actor, seen: int) -> Cycle:
    """Create the year's ledger from a draft: problems, causes, measures, items, links and figures.

    :raises AlreadyConfirmed: if somebody settled the draft before.
    :raises LedgerExists: if the year has a ledger already (it is compared instead).
    :raises NothingToConfirm: if the draft holds no item.
    """
    if draft.state != DraftState.OPEN:
        raise AlreadyConfirmed(settling.settler(draft), settling.settled_when(draft))
    hold_years(draft)
    cycle = opening.opened(draft.unit, draft.year, draft.cycle_kind)
    if has_ledger(cycle):
        raise LedgerExists(cycle.year)
    checked = drafting.corrected(draft)
    if not checked.items:
        raise NothingToConfirm
    opening.met(cycle, meeting_day(draft.document["text"], draft.year))
    builder_for(draft, cycle, checked.items).build(checked.items, checked.links)
    settling.settle(draft, DraftState.CONFIRMED, actor)
    return cycle


def hold_years(draft: Draft) -> None:
    """Let nobody else open or fill a year of the unit until this operation ends."""
    Unit.objects.select_for_update().get(pk=draft.unit_id)


def builder_for(draft: Draft, cycle: Cycle, items: tuple[ReadItem, ...]) -> Builder:
    """A builder for a draft; the year before is opened if the paper accounts for its promises."""
    accounts = any(item.type is ItemType.LAST_YEAR_MEASURE for item in items)
    return Builder(
        text=draft.document["text"],
        draft_key=draft.key,
        cycle=cycle,
        previous=opening.opened(draft.unit, draft.year - 1) if accounts else None,
        register=register_of(draft.unit),
    )
