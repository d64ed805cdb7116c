from __future__ import annotations

from bihuan.domain.organizations.models import ScopedModel, Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor, Via


def can_read_records(actor: Actor, unit: Unit) -> bool:
    return actor.may("records.read", at=unit.path)


def can_keep_records(actor: Actor, subject: Unit | ScopedModel) -> bool:
    """Enter and change the records of a unit that is not closed."""
    return may_change(actor, "records.change", subject)


def can_approve_extensions(actor: Actor, subject: Unit | ScopedModel) -> bool:
    """Approve more days for a case: a person at a page, never a command or a job."""
    return actor.via in (Via.PAGE, Via.DEMO) and may_change(actor, "cases.approve", subject)


def can_export_records(actor: Actor, unit: Unit) -> bool:
    """Take the ledger of a unit that one may read out as a file."""
    return actor.may("records.read", at=unit.path)
