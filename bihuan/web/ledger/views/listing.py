"""The year's ledger: by problem, and as a list of items."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.rectification import coverage, permissions
from bihuan.domain.rectification.view import ledger_of
from bihuan.domain.trail import checkpoint

from .. import rows
from ..filters import STATES, ItemFilter


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """The newest year that holds something, or what to do when there is none."""
    cycle = cycles_visible_to(request.actor).filter(problems__isnull=False).first()
    cycle = cycle or cycles_visible_to(request.actor).first()
    return redirect("ledger-year", cycle.key) if cycle else render(request, "ledger/empty.html")


@require_safe
def ledger(request: HttpRequest, cycle: UUID) -> HttpResponse:
    context = _context(request, cycle)
    today = timezone.localdate()
    context["groups"] = rows.by_aspect(context["ledger"], today)
    context["loose"] = rows.loose_items(context["ledger"], today)
    return render(request, "ledger/ledger.html", context)


@require_safe
def item_list(request: HttpRequest, cycle: UUID) -> HttpResponse:
    context = _context(request, cycle)
    wanted, found, today = ItemFilter.of(request.GET), rows.marks(context["ledger"]), timezone.localdate()
    every = [rows.item_row(item, context["ledger"], found, today) for item in context["ledger"].items]
    context |= {
        "filter": wanted,
        "rows": wanted.apply(every, request.actor.person_key),
        "heads": {name: wanted.sort_header(name) for name in ("position", "due", "progress", "leader")},
        "states": [_state_chip(wanted, every, code, label) for code, label in STATES.items()],
        "all_url": wanted.address(state=None),
        "mine_url": wanted.address(mine=None if wanted.mine else "1"),
    }
    return render(request, "ledger/item_list.html", context)


def _context(request: HttpRequest, key: UUID) -> dict[str, object]:
    cycles = list(cycles_visible_to(request.actor))
    cycle = get_object_or_404(cycles_visible_to(request.actor), key=key)
    loaded = ledger_of(cycle)
    counts = coverage.counts(coverage.gaps(loaded))
    return {
        "cycle": cycle,
        "cycles": cycles,
        "ledger": loaded,
        "gap_total": sum(counts.values()),
        "may_keep": permissions.can_keep_ledger(request.actor, cycle),
        "checkpoint": _checkpoint(cycle),
    }


def _checkpoint(cycle: Cycle) -> dict[str, object]:
    """The code that proves on paper how far the unit's trail was when it was printed."""
    taken = checkpoint.of_unit(cycle.unit.key, at=timezone.now())
    return {"code": checkpoint.code(taken), "size": taken.size, "at": taken.at} if taken else {}


def _state_chip(wanted: ItemFilter, every: list[rows.ItemRow], code: str, label: str) -> dict[str, object]:
    count = sum(1 for row in every if code in (row.status, row.item.progress))
    return {
        "label": label,
        "count": count,
        "url": wanted.address(state=code),
        "current": wanted.state == code,
    }
