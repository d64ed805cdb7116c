"""An item on its way: what the segmentation knows before numbers, owners and dates are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bihuan.core.reading.model import ItemType


@dataclass(frozen=True, slots=True)
class Assigned:
    """A stretch outside an item that says who answers or by when.

    In a table the column tells which: ``owner`` is the role of the owners in it, ``None`` for limits.
    """

    start: int
    end: int
    owner: str | None = None
    in_cell: bool = True


@dataclass(slots=True, eq=False)
class DraftItem:
    """``doubts`` are the reasons to look at it, each lowering the confidence.

    ``answers`` is the problem under which it stands, ``named`` the problem that a heading above it names;
    ``assigned`` are stretches outside its span that speak of it (责任领导：… below it, cells beside it).
    """

    type: ItemType
    aspect: str | None
    ordinal: str | None
    title: str | None
    start: int
    end: int
    parent: DraftItem | None = None
    doubts: tuple[str, ...] = ()
    row: int | None = None
    answers: DraftItem | None = None
    named: str | None = None
    assigned: list[Assigned] = field(default_factory=list)


def keep_apart(text: str, drafts: Sequence[DraftItem]) -> None:
    """Where a ledger stands inside what was read around it, let the earlier item end before the later."""
    last: dict[int | None, DraftItem] = {}
    for draft in drafts:
        level = id(draft.parent) if draft.parent else None
        before = last.get(level)
        if before is not None and before.end > draft.start:
            before.end = before.start + len(text[before.start : draft.start].rstrip(" \t\n　；;"))
        last[level] = draft
    for draft in drafts:
        if draft.parent is not None and draft.end > draft.parent.end:
            draft.parent = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above say: the type of the items below, their aspect, and where the type came from.

    In a plan or an account of one (``is_plan``) a heading may be the problem that the measures below answer;
    an account (``is_account``) also tells how the work was organised, which is no measure.
    """

    type: ItemType | None
    aspect: str | None = None
    source: str = "heading"
    parent: DraftItem | None = None
    answers: DraftItem | None = None
    named: str | None = None
    is_plan: bool = False
    is_account: bool = False
