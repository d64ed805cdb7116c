"""Prove a unit's chain: its code for paper, what a code on paper stands for, and the chain itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.domain.trail import anchors, browsing, checkpoint, code_words
from bihuan.domain.trail.models import Chain
from bihuan.domain.trail.verification import verify_part

from ..rows import Row, rows_of
from ..scope import scope_of, unit_or_404

ENTRIES_AT_A_TIME = 10_000


@require_safe
def trail_checkpoint(request: HttpRequest, key: UUID) -> HttpResponse:
    """The 核验页: for printing, and for looking up what stands on one that was printed."""
    unit = unit_or_404(request, key)
    now = timezone.now()
    taken = checkpoint.of_unit(unit.key, at=now)
    context = {"unit": unit, "checkpoint": taken, "code": checkpoint.code(taken) if taken else "", "now": now}
    written = request.GET.get("code", "").strip()[:50]
    return render(request, "trail/trail_checkpoint.html", context | _looked_up(request, written))


def _looked_up(request: HttpRequest, written: str) -> dict[str, Any]:
    """The entry that a code stands for, if it is one that the visitor may read; else why there is none."""
    if not written:
        return {}
    try:
        entry = checkpoint.entry_behind(written)
    except code_words.Miswritten as failure:
        return {"written": written, "wrong": str(failure)}
    if entry is not None and not scope_of(request).chains().filter(pk=entry.chain_id).exists():
        entry = None
    row: Row | None = rows_of([entry], request.actor)[0] if entry else None
    return {"written": written, "found": row, "later": entry.chain.size - entry.sequence if entry else 0}


@require_safe
def trail_verify(request: HttpRequest, key: UUID) -> HttpResponse:
    """Verify the chain, or the next part of it: long chains go on by themselves, or by a click."""
    unit = unit_or_404(request, key)
    chain = get_object_or_404(browsing.chains_of([unit.key]))
    beyond = _number(request.GET.get("beyond"), chain.size)
    erased = _number(request.GET.get("erased"), 2**31)
    compared = _anchors_of(chain)
    part = verify_part(chain, beyond=beyond, limit=ENTRIES_AT_A_TIME, anchored=compared.heads)
    context = {
        "unit": unit,
        "part": part,
        "erased": erased + part.erased,
        "compared": compared,
        "code": code_words.of_hash(chain.head),
        "now": timezone.now(),
    }
    return render(request, _template(request), context)


def _template(request: HttpRequest) -> str:
    return "trail/_verified.html" if request.headers.get("HX-Request") else "trail/trail_verify.html"


@dataclass(frozen=True, slots=True)
class Compared:
    """The checkpoints of a chain outside the database; ``unreadable`` says what is wrong with them."""

    heads: anchors.Anchored
    count: int = 0
    unreadable: str = ""


def _anchors_of(chain: Chain) -> Compared:
    try:
        heads = anchors.read(anchors.folder()).get(chain.name, {})
    except (anchors.Unreadable, OSError) as failure:
        return Compared({}, unreadable=str(failure))
    return Compared({chain.name: heads} if heads else {}, len(heads))


def _number(written: str | None, most: int) -> int:
    """A number from the address; what is none counts as nothing."""
    return (
        min(int(written), most)
        if written and written.isascii() and written.isdecimal() and len(written) < 20
        else 0
    )
