from bihuan.domain.organizations.permissions import can_set_up
from bihuan.domain.trail.actor import Actor

from .models import User

__all__ = ["can_reset", "can_set_up", "is_self"]


def is_self(actor: Actor, user: User) -> bool:
    return actor.user_key == user.key


def can_reset(actor: Actor, user: User) -> bool:
    return actor.has("system", at=user.person.unit_path if user.person else "/")
