from bihuan.domain.organizations.models import ScopedModel, Unit
from bihuan.domain.trail.actor import Actor

from .models import Item


def can_keep_ledger(actor: Actor, subject: ScopedModel | Unit) -> bool:
    """Make and change rows of the ledger: the clerk of the unit."""
    return actor.has("clerk", "system", at=subject.unit_path)


def can_report_progress(actor: Actor, item: Item) -> bool:
    """Say how far an item is: the clerk, and the leader who answers for it."""
    if can_keep_ledger(actor, item):
        return True
    own = item.responsible_leader is not None and item.responsible_leader.key == actor.person_key
    return own and actor.has("leader", at=item.unit_path)


def can_read_ledger(actor: Actor, subject: ScopedModel | Unit) -> bool:
    return actor.has("clerk", "leader", "system", at=subject.unit_path)
