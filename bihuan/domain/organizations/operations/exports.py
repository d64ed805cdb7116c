"""Take a list of people out: the trail keeps the digest of every file that left."""

from __future__ import annotations

import hashlib

from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..models import Unit


@operation("organizations.people.export", may=permissions.can_read_people)
def note_people_export(*, unit: Unit, actor: Actor, content: bytes, rows: int) -> str:
    """Note that a list of people left as a file, and of how many; the digest of the file is returned."""
    digest = hashlib.sha256(content).hexdigest()
    left = {"sha256": digest, "rows": rows}
    journal.current().note(unit._meta.label_lower, unit.key, "people_export", None, left)
    return digest
