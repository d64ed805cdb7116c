from bihuan.domain.organizations.models import Person
from bihuan.domain.trail.actor import Actor


def can_erase(actor: Actor, person: Person) -> bool:
    """Erase a person: the 安全管理员."""
    return actor.may("privacy.erase", at=person.unit_path)


def can_export(actor: Actor, person: Person) -> bool:
    """See all that is stored about a person: that person, and the 安全管理员."""
    return actor.person_key == person.key or actor.may("privacy.read", at=person.unit_path)
