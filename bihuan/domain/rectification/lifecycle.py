"""The whole truth about an item's moves, in one table (first cut)."""

from __future__ import annotations

from .enums import Progress

MOVES: dict[tuple[str, str], Progress] = {
    (Progress.NOT_STARTED, "start"): Progress.IN_PROGRESS,
    (Progress.NOT_STARTED, "sustain"): Progress.ONGOING,
    (Progress.NOT_STARTED, "finish"): Progress.DONE,
    (Progress.IN_PROGRESS, "finish"): Progress.DONE,
    (Progress.IN_PROGRESS, "sustain"): Progress.ONGOING,
    (Progress.IN_PROGRESS, "reset"): Progress.NOT_STARTED,
    (Progress.ONGOING, "finish"): Progress.DONE,
    (Progress.ONGOING, "start"): Progress.IN_PROGRESS,
    (Progress.DONE, "reopen"): Progress.IN_PROGRESS,
}


def move_between(before: str, after: str) -> str | None:
    """The move that leads from one state to another; None if there is none."""
    return next((move for (state, move), to in MOVES.items() if (state, to) == (before, after)), None)
