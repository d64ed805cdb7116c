"""Take over from a changed paper what a person chose; what somebody edited is never overwritten."""

from __future__ import annotations

from collections.abc import Iterable

from bihuan.core.reading import corrections
from bihuan.core.reading.model import Item as ReadItem
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import drafting, settling
from bihuan.domain.documents.enums import DraftState
from bihuan.domain.documents.models import Draft
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import comparing, permissions
from ..building import ATTRIBUTES, Builder, due_fields, figure_of, target_fields, title_of, worded
from ..comparing import Match
from ..failures import AlreadyConfirmed, Incomplete
from ..models import Figure, Item, Measure, Problem, Statement
from .confirm import builder_for, hold_years


@operation("rectification.ledger.merge", may=permissions.can_keep_ledger)
def merge_draft(
    *, draft: Draft, actor: Actor, seen: int, take: Iterable[str] = (), add: Iterable[str] = ()
) -> Cycle:
    """Bring the chosen differences of a draft into the year's ledger, all or nothing.

    ``take``: keys of rows whose wording is replaced by the paper's; ``add``: ids of items that are new.

    :raises AlreadyConfirmed: if somebody settled the draft before.
    :raises Incomplete: if the year has no ledger, or a choice is no longer possible.
    """
    if draft.state != DraftState.OPEN:
        raise AlreadyConfirmed(settling.settler(draft), settling.settled_when(draft))
    hold_years(draft)
    cycle = comparing.ledger_of_draft(draft)
    if cycle is None:
        raise Incomplete(f"{draft.year}年还没有台账，不需要比对。请回到核对页直接确认。")
    checked = drafting.corrected(draft)
    matches = comparing.compared(draft, cycle, checked)
    for match in _chosen(matches, set(take), "may_take"):
        _take_over(match, draft)
    _add(draft, cycle, checked, matches, [match.item for match in _chosen(matches, set(add), "may_add")])
    settling.settle(draft, DraftState.CONFIRMED, actor)
    return cycle


def _chosen(matches: list[Match], wanted: set[str], permitted: str) -> list[Match]:
    """:raises Incomplete: if one of the choices does not stand there (any more) to be chosen."""
    found = {_name(match, permitted): match for match in matches if getattr(match, permitted)}
    if unknown := wanted - found.keys():
        rows = [match.row.title for match in matches if match.row and str(match.row.key) in unknown]
        named = f"“{rows[0]}”" if rows else "有一条"
        raise Incomplete(f"{named}在您打开页面之后被人改过，不能再采用新稿。请刷新页面重新选择。")
    return [match for name, match in found.items() if name in wanted]


def _name(match: Match, permitted: str) -> str:
    return (
        str(match.row.key) if permitted == "may_take" and match.row else match.item.id if match.item else ""
    )


def _take_over(match: Match, draft: Draft) -> None:
    row, item = match.row, match.item
    text = draft.document["text"]
    row.text = text[item.start : item.end]
    row.title = title_of(item, row.text)
    row.draft_key, row.start, row.end = draft.key, item.start, item.end
    if isinstance(row, Problem):
        row.example = "\n".join(text[span.start : span.end] for span in item.examples)
    row.save()
    _renew_figures(row, item)
    if isinstance(row, Measure):
        _renew_items(row, item)


def _renew_figures(row: Statement, item: ReadItem) -> None:
    """Figures of the old wording become those of the new; one that a person filled stays as it is."""
    standing = list(Figure.objects.filter(**{ATTRIBUTES[type(row)]: row}).order_by("start", "pk"))
    kept = {figure.text for figure in standing if figure.filled_at}
    unfilled = [figure for figure in standing if not figure.filled_at]
    for quantity in item.quantities:
        if quantity.text in kept:
            continue
        figure = unfilled.pop(0) if unfilled else figure_of(row, quantity)
        for name, value in worded(quantity).items():
            setattr(figure, name, value)
        figure.save()


def _renew_items(measure: Measure, item: ReadItem) -> None:
    """Date and target follow the new wording where nobody set them by hand."""
    for row in Item.objects.filter(measure=measure, edited_at=None).standing():
        for name, value in {**due_fields(item.deadlines), **target_fields(item.quantities)}.items():
            setattr(row, name, value)
        row.save()


def _add(
    draft: Draft,
    cycle: Cycle,
    checked: corrections.Draft,
    matches: list[Match],
    items: list[ReadItem],
) -> None:
    builder: Builder = builder_for(draft, cycle, tuple(items))
    builder.rows = {match.item.id: match.row for match in matches if match.item and match.row}
    added = {item.id for item in items}
    links = [link for link in checked.links if {link.source, link.target} & added]
    builder.build(items, links)
