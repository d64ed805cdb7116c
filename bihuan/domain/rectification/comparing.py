"""Whether the year of a draft has a ledger already, and how the draft differs from it."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.core.reading import comparison, corrections
from bihuan.core.reading.comparison import Change
from bihuan.core.reading.model import Item, ItemType
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import drafting
from bihuan.domain.documents.models import Draft

from .building import title_of
from .enums import MeasureKind
from .ledger import has_ledger
from .models import Account, Cause, Measure, Problem, Statement


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the ledger and the item of the paper that became of it; one of them may be missing."""

    pair: comparison.Pair
    row: Statement | None
    item: Item | None

    @property
    def edited(self) -> bool:
        """Whether a person worked on the row: then it is never overwritten."""
        return self.row is not None and self.row.edited_at is not None

    @property
    def may_take(self) -> bool:
        return self.pair.change is Change.CHANGED and not self.edited

    @property
    def may_add(self) -> bool:
        return self.pair.change is Change.ADDED


def ledger_of_draft(draft: Draft) -> Cycle | None:
    """The cycle of the draft's year and kind, if its ledger stands."""
    cycle = (
        Cycle.objects.select_related("unit")
        .filter(unit_id=draft.unit_id, year=draft.year, kind=draft.cycle_kind)
        .first()
    )
    return cycle if cycle and has_ledger(cycle) else None


def compared(draft: Draft, cycle: Cycle, checked: corrections.Draft | None = None) -> list[Match]:
    """Every row of the ledger and every item of the draft once: six queries."""
    checked = checked or drafting.corrected(draft)
    rows = {str(row.key): row for row in _rows(draft, cycle)}
    items = {item.id: item for item in checked.items}
    old = [_as_row(row, cycle) for row in rows.values()]
    pairs = comparison.compare(old, [_as_stored(item, draft.document["text"]) for item in checked.items])
    return [
        Match(pair, rows[pair.old.id] if pair.old else None, items[pair.new.id] if pair.new else None)
        for pair in pairs
    ]


def _rows(draft: Draft, cycle: Cycle) -> list[Statement]:
    """The year's problems, causes and measures, and the accounts that papers of the same year gave."""
    rows: list[Statement] = []
    for model in (Problem, Cause, Measure):
        rows += model.objects.filter(cycle=cycle).standing().order_by("position")
    same_year = Draft.objects.filter(unit_id=draft.unit_id, year=draft.year, cycle_kind=draft.cycle_kind)
    accounts = Account.objects.filter(draft_key__in=list(same_year.values_list("key", flat=True)))
    return [*rows, *accounts.standing().order_by("cycle_id", "position")]


def _as_row(row: Statement, cycle: Cycle) -> comparison.Row:
    return comparison.Row(str(row.key), _type(row, cycle), None, row.title, row.text)


def _as_stored(item: Item, text: str) -> comparison.Row:
    """The item as its row would stand; aspects are not compared, since taking over keeps the row's."""
    body = text[item.start : item.end]
    return comparison.Row(item.id, item.type, None, title_of(item, body), body)


def _type(row: Statement, cycle: Cycle) -> ItemType:
    if isinstance(row, Problem):
        return ItemType.PROBLEM
    if isinstance(row, Cause):
        return ItemType.CAUSE
    if isinstance(row, Measure):
        return ItemType.DIRECTION if row.kind == MeasureKind.DIRECTION else ItemType.MEASURE
    return ItemType.RESULT if row.cycle_id == cycle.pk else ItemType.LAST_YEAR_MEASURE
