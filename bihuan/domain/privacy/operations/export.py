"""Hand out what is stored about a person; the trail keeps the digest."""

from __future__ import annotations

from bihuan.domain.organizations.models import Person
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions


@operation("privacy.person.export", may=permissions.can_export)
def note_person_export(*, person: Person, actor: Actor, digest: str) -> str:
    """Note that all that is stored about a person was handed out. It is written before."""
    journal.current().note(person._meta.label_lower, person.key, "exported", None, {"digest": digest})
    return digest
