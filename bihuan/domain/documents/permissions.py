from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor

from .models import Draft


def can_bring_in(actor: Actor, unit: Unit) -> bool:
    return actor.has("clerk", "system", at=unit.path)


def can_correct(actor: Actor, draft: Draft) -> bool:
    return actor.has("clerk", "system", at=draft.unit_path)
