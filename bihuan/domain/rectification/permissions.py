from bihuan.domain.organizations.models import ScopedModel, Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor

from .models import Item


def can_keep_ledger(actor: Actor, subject: ScopedModel | Unit) -> bool:
    """Make and change rows of the ledger: the clerk of the unit."""
    return may_change(actor, "records.change", subject)


def can_report_progress(actor: Actor, item: Item) -> bool:
    """Say how far an item is: the clerk, and whoever answers for it."""
    return can_keep_ledger(actor, item) or (
        _answers_for(actor, item) and may_change(actor, "items.answer", item)
    )


def can_read_ledger(actor: Actor, subject: ScopedModel | Unit) -> bool:
    return actor.may("records.read", at=subject.unit_path)


def _answers_for(actor: Actor, item: Item) -> bool:
    if actor.person_key is None:
        return False
    named = (item.responsible_leader, item.contact)
    return any(person is not None and person.key == actor.person_key for person in named) or (
        item.owners.standing().filter(person__key=actor.person_key).exists()
    )
