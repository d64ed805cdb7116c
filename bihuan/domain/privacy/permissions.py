from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.actor import Actor


def can_erase(actor: Actor, person: Person) -> bool:
    """Erase a person: the clerk of the person's tenant, until administrators exist (ACCESS)."""
    return actor.has("clerk", "system", at=person.unit_path)


def can_export(actor: Actor, person: Person) -> bool:
    """See all that is stored about a person: that person, and whoever may erase."""
    return actor.person_key == person.key or can_erase(actor, person)
