"""The comparison page: what stands in the ledger beside what a new paper says, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bihuan.core.reading.comparison import Change
from bihuan.domain.rectification.comparing import Match

from . import words

LABELS = {
    Change.CHANGED: "有改动",
    Change.ADDED: "新增",
    Change.MISSING: "新稿中没有",
    Change.SAME: "相同",
}


def page_of(matches: Sequence[Match], show: str) -> dict[str, Any]:
    """The rows, those that ask for a decision first; ``show`` narrows them to one kind of change."""
    counted = Counter(match.pair.change for match in matches)
    order = list(LABELS)
    shown = [match for match in matches if show in ("", match.pair.change.value)]
    return {
        "rows": [_row(match) for match in sorted(shown, key=lambda match: order.index(match.pair.change))],
        "filters": [
            {"value": "", "label": "全部", "count": len(matches)},
            *(
                {"value": change.value, "label": LABELS[change], "count": counted[change]}
                for change in LABELS
            ),
        ],
        "show": show,
        "choices": sum(match.may_take or match.may_add for match in matches),
        "edited": sum(match.edited and match.pair.change is Change.CHANGED for match in matches),
    }


def _row(match: Match) -> dict[str, Any]:
    side = match.pair.new or match.pair.old
    return {
        "match": match,
        "change": match.pair.change.value,
        "label": LABELS[match.pair.change],
        "type": side.type.value,
        "type_label": words.TYPES[side.type],
        "title": side.title,
        "before": [piece for piece in match.pair.pieces if piece.change is not Change.ADDED],
        "after": [piece for piece in match.pair.pieces if piece.change is not Change.MISSING],
    }
