"""What waits for an actor: drafts to check, items whose date has come, gaps of the newest year."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bihuan.core.registry.roles import Role, roles
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.cycles.queries import cycles_visible_to
from bihuan.domain.documents.permissions import can_correct
from bihuan.domain.documents.queries import open_drafts_visible_to
from bihuan.domain.rectification import permissions
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.queries import desk_counts_visible_to, items_waiting_for
from bihuan.domain.trail.actor import Actor

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that waits. ``tone`` is urgent, soon or empty."""

    count: int
    what: str
    why: str
    url: str
    action: str
    tone: str = ""


def waiting_for(actor: Actor, today: datetime.date) -> dict[str, Any]:
    """Context of the desk: at most six queries, however much there is."""
    cycle = cycles_visible_to(actor).filter(problems__isnull=False).distinct().first()
    waiting = list(items_waiting_for(actor, today=today)[: SHOWN + 1])
    drafts = list(open_drafts_visible_to(actor)[:SHOWN])
    counts = desk_counts_visible_to(actor, cycle) if cycle else {}
    may_keep = cycle is not None and permissions.can_keep_ledger(actor, cycle)
    mine = [draft for draft in drafts if can_correct(actor, draft)]
    cards = [*_draft_cards(mine), *(_gap_cards(cycle, counts, may_keep) if cycle else ())]
    return {
        "today": today,
        "cycle": cycle,
        "cards": cards,
        "may_keep": may_keep or bool(mine),
        "reads_ledger": bool(actor.paths_for("records.read")),
        "duties": _duties(actor),
        "items": [_entry(item, actor, today) for item in waiting[:SHOWN]],
        "more": len(waiting) > SHOWN,
        "progress": counts,
    }


def _duties(actor: Actor) -> list[Role]:
    """The roles that the actor holds anywhere: what each is for is said where nothing waits."""
    held = frozenset().union(*actor.roles_by_unit_path.values())
    return [role for code, role in roles().items() if code in held]


def _entry(item: Item, actor: Actor, today: datetime.date) -> dict[str, Any]:
    return {
        "item": item,
        "late": item.due_date < today,
        "may_report": permissions.can_report_progress(actor, item),
    }


def _draft_cards(drafts: list[Any]) -> list[Card]:
    return [
        Card(
            1,
            f"“{draft.title}”等待核对",
            f"{draft.year}年度，已更正{draft.correction_count}处。",
            reverse("draft-detail", args=[draft.key]),
            "去核对",
        )
        for draft in drafts
    ]


def _gap_cards(cycle: Cycle, counts: dict[str, int], may_keep: bool) -> list[Card]:
    url = f"{reverse('coverage')}?cycle={cycle.key}&gap="
    words = (
        ("unlinked", "no_measure", "问题还没有措施", "没有措施的问题，下一年还会再提。", "去对应"),
        ("unowned", "no_owner", "整改事项没有责任人", "没有人负责的事项，通报时无人说明。", "去补填"),
        ("undated", "no_date", "整改事项没有时限", "没有时限就说不清是否按期。", "去补填"),
        ("masked", "masked_figure", "数字还没有补填", "原文隐去的数字，写进下一份报告前要补上。", "去补填"),
    )
    return [
        Card(counts[name], what, why, url + gap, action if may_keep else "查看", "soon")
        for name, gap, what, why, action in words
        if counts[name]
    ]
