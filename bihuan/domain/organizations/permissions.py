from bihuan.domain.trail.actor import Actor

from .models import ScopedModel, Unit


def can_set_up(actor: Actor, subject: Unit | ScopedModel | None) -> bool:
    """Make units and people. Until administrators exist (ACCESS), only the filling of an empty database."""
    return actor.has("system", at=subject.unit_path if subject else "/")
