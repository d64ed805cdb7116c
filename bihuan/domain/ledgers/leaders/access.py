"""Whose pages there are, and who opens them."""

from __future__ import annotations

from bihuan.domain.organizations.models import Person, TeamSeat
from bihuan.domain.organizations.queries import own_units
from bihuan.domain.trail.actor import Actor

KEPT_BY = "records.change"


def may_open(actor: Actor, person: Person) -> bool:
    """Whether it is the actor's own page, or that of a leader of the 单位 whose records the actor keeps."""
    if person.erased_at or person.withdrawn_at or not person.seats.told().exists():
        return False
    return _is_oneself(actor, person) or own_units(actor, KEPT_BY).filter(pk=person.unit_id).exists()


def leads_now(actor: Actor) -> bool:
    """Whether the actor sits in a leadership team today, and so has a page."""
    own = None if actor.on_behalf_of else actor.person_key
    return own is not None and TeamSeat.objects.on().filter(person__key=own).exists()


def _is_oneself(actor: Actor, person: Person) -> bool:
    """Whoever stands in for a leader is not the leader."""
    return actor.on_behalf_of is None and actor.person_key == person.key
