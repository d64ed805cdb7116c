from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.permissions import may_change
from bihuan.domain.trail.actor import Actor

from .models import Draft


def can_bring_in(actor: Actor, unit: Unit) -> bool:
    return may_change(actor, "records.change", unit)


def can_correct(actor: Actor, draft: Draft) -> bool:
    return may_change(actor, "records.change", draft)
