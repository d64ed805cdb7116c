"""Handing out a paper is noted: what, in which form, with which digest."""

from __future__ import annotations

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification import permissions
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation


@operation("compilations.paper.export", may=permissions.can_read_ledger)
def export_paper(*, cycle: Cycle, actor: Actor, paper: str, form: str, digest: str) -> str:
    """Note that a paper of the year was handed out. It is written before: no lock is held meanwhile."""
    handed_out = {"paper": paper, "form": form, "digest": digest}
    journal.current().note(cycle._meta.label_lower, cycle.key, "paper", None, handed_out)
    return digest
