"""Where people can be put: the standing units whose register the actor keeps, by what they are for."""

from __future__ import annotations

from bihuan.domain.organizations.enums import WORKPLACES, UnitKind
from bihuan.domain.organizations.fields import below
from bihuan.domain.organizations.models import Unit, UnitQuerySet
from bihuan.domain.trail.actor import Actor

#: The kinds of units that serve for a post, for a place of work, for a branch.
USES = {
    "post": tuple(UnitKind),
    "work": (*WORKPLACES, UnitKind.DEPARTMENT),
    "branch": (UnitKind.BRANCH,),
}


def places_for(actor: Actor, use: str, *, tenant_path: str = "/") -> UnitQuerySet | None:
    """The units for that use, parents first; None for whoever keeps no register, or for another use."""
    paths = actor.paths_for("people.change")
    if not paths or use not in USES:
        return None
    units = Unit.objects.within(paths).standing().filter(kind__in=USES[use])
    return units.filter(below("path", [tenant_path])).order_by("path")
