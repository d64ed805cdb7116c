from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from bihuan.core.reading import corrections, rendering
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from . import codec, drafting, permissions, settling, store
from .enums import CycleKind, DraftState
from .failures import CorrectionImpossible, NothingToUndo
from .intake import Incoming
from .models import Correction, Draft, StoredFile


@operation("documents.draft.bring_in", may=permissions.can_bring_in)
def bring_in(
    *, unit: Unit, actor: Actor, incoming: Incoming, year: int, cycle_kind: str = CycleKind.ANNUAL
) -> Draft:
    """Store a file that was read, and its reading as a draft to be checked."""
    digest = store.digest_of(incoming.content)
    was_new = store.put(unit.key, incoming.content)
    try:
        return _draft(unit, actor, incoming, digest, year, cycle_kind)
    except BaseException:
        if was_new:
            store.discard(unit.key, digest)
        raise


def _draft(unit: Unit, actor: Actor, incoming: Incoming, digest: str, year: int, cycle_kind: str) -> Draft:
    now = timezone.now()
    file = StoredFile(
        unit=unit,
        name=incoming.name[-200:],
        size=len(incoming.content),
        algorithm=store.ALGORITHM,
        digest=digest,
        received_at=now,
        received_by_key=actor.user_key,
    )
    file.save()
    draft = Draft(
        unit=unit,
        file=file,
        year=year,
        cycle_kind=cycle_kind,
        title=(incoming.reading.title or incoming.name)[:200],
        kind=str(incoming.reading.kind),
        document=codec.as_json(incoming.document),
        reading=rendering.as_json(incoming.reading, incoming.document),
        made_at=now,
        made_by_key=actor.user_key,
    )
    draft.save()
    return draft


@operation("documents.draft.correct", may=permissions.can_correct)
def correct(*, draft: Draft, actor: Actor, seen: int, change: corrections.Correction) -> Draft:
    """Add one correction to a draft.

    :raises DraftSettled: if the draft was confirmed or withdrawn.
    :raises CorrectionImpossible: if it cannot be done to what stands there now.
    """
    settling.require_open(draft)
    made = drafting.live_corrections(draft)
    last = draft.corrections.aggregate(last=Max("position"))["last"] or 0
    row = Correction(
        unit=draft.unit,
        draft=draft,
        position=last + 1,
        change=corrections.as_json(change),
        made_at=timezone.now(),
        made_by_key=actor.user_key,
    )
    try:
        drafting.corrected(draft, [*made, row])
    except corrections.CorrectionRefused as refusal:
        raise CorrectionImpossible(str(refusal)) from refusal
    row.save()
    draft.save(update_fields=[])
    return draft


@operation("documents.draft.undo", may=permissions.can_correct)
def undo(*, draft: Draft, actor: Actor, seen: int) -> Draft:
    """Drop the last correction.

    :raises DraftSettled: if the draft was confirmed or withdrawn.
    :raises NothingToUndo: if there is none.
    """
    settling.require_open(draft)
    last = draft.corrections.filter(undone_at=None).order_by("-position").first()
    if last is None:
        raise NothingToUndo
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    draft.save(update_fields=[])
    return draft


@operation("documents.draft.withdraw", may=permissions.can_correct)
def withdraw(*, draft: Draft, actor: Actor, seen: int, reason: str) -> Draft:
    """Put a draft aside. The file stays stored; the year's ledger is not touched.

    :raises DraftSettled: if the draft was confirmed or withdrawn.
    """
    settling.require_open(draft)
    settling.settle(draft, DraftState.WITHDRAWN, actor, reason)
    return draft
