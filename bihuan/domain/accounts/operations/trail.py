"""Note that a list of the trail left as a file."""

from __future__ import annotations

import hashlib

from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions


@operation("accounts.trail.export", may=permissions.can_read_trail)
def note_trail_export(*, unit: Unit, actor: Actor, content: bytes, asked: dict[str, str], rows: int) -> str:
    """Note that entries left as a file: what was asked for, how many, and the digest, which is returned."""
    digest = hashlib.sha256(content).hexdigest()
    left = {"sha256": digest, "rows": rows, "asked": asked}
    journal.current().note(unit._meta.label_lower, unit.key, "trail_export", None, left)
    return digest
