"""Take the ledger out as a spreadsheet: the trail keeps the digest of every file that left."""

from __future__ import annotations

import hashlib

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions


@operation("rectification.ledger.export", may=permissions.can_read_ledger)
def note_export(*, cycle: Cycle, actor: Actor, content: bytes) -> str:
    """Note that the ledger left as a file; the digest of the file is kept and returned."""
    digest = hashlib.sha256(content).hexdigest()
    journal.current().note(cycle._meta.label_lower, cycle.key, "ledger_export", None, {"sha256": digest})
    return digest
