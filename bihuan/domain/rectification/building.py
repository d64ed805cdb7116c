"""Turn what was read (and corrected) into rows of the ledger: shared steps of operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from bihuan.core.reading.model import Deadline, ItemType, Quantity
from bihuan.core.reading.model import Item as ReadItem
from bihuan.core.reading.model import Link as ReadLink
from bihuan.domain.cycles import opening
from bihuan.domain.cycles.models import Aspect, Cycle

from .enums import DueKind, LinkOrigin, LinkState, MeasureKind, OwnerRole
from .models import (
    Account,
    Cause,
    Figure,
    Item,
    ItemOwner,
    Link,
    Measure,
    Problem,
    ProblemCause,
    ProblemMeasure,
    Statement,
)  # fmt: skip
from .people import Register, names_in

DUE_KINDS = {
    "立行立改": DueKind.IMMEDIATE,
    "限期": DueKind.DATED,
    "长期坚持": DueKind.LASTING,
    "定期": DueKind.RECURRING,
}
MODELS: dict[ItemType, type[Statement]] = {
    ItemType.PROBLEM: Problem,
    ItemType.CAUSE: Cause,
    ItemType.MEASURE: Measure,
    ItemType.DIRECTION: Measure,
    ItemType.LAST_YEAR_MEASURE: Account,
    ItemType.RESULT: Account,
}
ATTRIBUTES = {Problem: "problem", Cause: "cause", Measure: "measure", Account: "account"}


@dataclass(slots=True)
class Builder:
    """Builds rows of one draft. ``cycle`` is the draft's year, ``previous`` the one its accounts speak of."""

    text: str
    draft_key: UUID
    cycle: Cycle
    previous: Cycle | None
    register: Register
    rows: dict[str, Statement] = field(default_factory=dict)
    aspects: dict[str, Aspect] = field(default_factory=dict)
    positions: dict[type[Statement], int] = field(default_factory=dict)

    def build(self, items: Iterable[ReadItem], links: Iterable[ReadLink]) -> None:
        """Write every item, in order, then its figures, the items of leaves, and the links."""
        items = list(items)
        self._open_aspects(items)
        for item in items:
            self.rows[item.id] = self._statement(item)
        parts: dict[str, list[ReadItem]] = defaultdict(list)
        for item in items:
            parts[item.parent or ""].append(item)
        for item in items:
            self._figures(item, parts[item.id])
            if isinstance(self.rows[item.id], Measure) and not parts[item.id]:
                self.promise(item, self.rows[item.id])
        self._links(links)

    def _open_aspects(self, items: list[ReadItem]) -> None:
        examined = [i.aspect for i in items if i.aspect and i.type is ItemType.PROBLEM]
        self.aspects = opening.aspects_by_title(self.cycle, dict.fromkeys(title[:200] for title in examined))

    def _statement(self, item: ReadItem) -> Statement:
        model = MODELS[item.type]
        about = self.previous if item.type is ItemType.LAST_YEAR_MEASURE and self.previous else self.cycle
        body = self.text[item.start : item.end]
        row = model(
            unit=about.unit,
            cycle=about,
            aspect=self._aspect(item, about),
            position=self._next_position(model, about),
            ordinal=(item.ordinal or "")[:10],
            title=title_of(item, body),
            text=body,
            draft_key=self.draft_key,
            start=item.start,
            end=item.end,
            **self._special(item, model),
        )
        row.save()
        return row

    def _special(self, item: ReadItem, model: type[Statement]) -> dict[str, Any]:
        if model is Problem:
            return {"example": "\n".join(self.text[span.start : span.end] for span in item.examples)}
        if model is Measure:
            kind = MeasureKind.DIRECTION if item.type is ItemType.DIRECTION else MeasureKind.MEASURE
            parent = self.rows.get(item.parent or "")
            return {"kind": kind, "parent": parent if isinstance(parent, Measure) else None}
        return {}

    def _aspect(self, item: ReadItem, about: Cycle) -> Aspect | None:
        return self.aspects.get((item.aspect or "")[:200]) if about is self.cycle else None

    def _next_position(self, model: type[Statement], about: Cycle) -> int:
        if model not in self.positions:
            last = model.objects.filter(cycle=about).order_by("-position").values_list("position", flat=True)
            self.positions[model] = last.first() or 0
        self.positions[model] += 1
        return self.positions[model]

    def _figures(self, item: ReadItem, parts: list[ReadItem]) -> None:
        """The figures of an item's own wording; those of its parts stand with the parts."""
        for quantity in item.quantities:
            if not any(part.start <= quantity.start < part.end for part in parts):
                figure_of(self.rows[item.id], quantity).save()

    def promise(self, read: ReadItem, measure: Statement) -> Item:
        """The item of a leaf measure: owners, date and target as far as the wording has them."""
        item = Item(
            unit=measure.unit,
            cycle=measure.cycle,
            measure=measure,
            position=measure.position,
            **due_fields(read.deadlines),
            **target_fields(read.quantities),
        )
        leaders = [owner for owner in read.owners if owner.role == "责任领导"]
        contacts = [owner for owner in read.owners if owner.role == "责任人"]
        item.responsible_leader = self._only_person(owner.text for owner in leaders)
        item.contact = self._only_person(owner.text for owner in contacts)
        item.save()
        for owner in read.owners:
            if owner.role in ("牵头", "配合") or not self.register.person(owner.text):
                role = OwnerRole.SUPPORT if owner.role == "配合" else OwnerRole.LEAD
                own(item, role, owner.text, self.register)
        return item

    def _only_person(self, names: Iterable[str]) -> Any:
        return next((person for name in names if (person := self.register.person(name))), None)

    def _links(self, links: Iterable[ReadLink]) -> None:
        for link in links:
            source, target = self.rows.get(link.source), self.rows.get(link.target)
            if isinstance(source, Problem) and isinstance(target, Cause | Measure):
                link_of(source, target, explicit=link.kind != "candidate", score=link.confidence).save()


def title_of(item: ReadItem, body: str) -> str:
    """The title of an item's row: its leading sentence, else the first words of its text."""
    return (item.title or body[:30])[:200]


def figure_of(row: Statement, quantity: Quantity) -> Figure:
    """The figure of a statement (not saved)."""
    return Figure(unit=row.unit, cycle=row.cycle, **worded(quantity), **{ATTRIBUTES[type(row)]: row})


def worded(quantity: Quantity) -> dict[str, Any]:
    """The fields of a figure that come from the wording."""
    low, high = low_and_high(quantity)
    return {
        "text": quantity.text[:60],
        "start": quantity.start,
        "comparator": quantity.comparator,
        "value": low,
        "high": high,
        "unit_word": quantity.unit[:20],
        "period": (quantity.period or "")[:30],
        "masked": quantity.masked,
    }


def low_and_high(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    if isinstance(quantity.value, tuple):
        return quantity.value
    return quantity.value, None


def due_fields(deadlines: Iterable[Deadline]) -> dict[str, Any]:
    """The fields of an item's date from what the wording says; a dated limit goes before a lasting one."""
    ordered = sorted(deadlines, key=lambda deadline: deadline.date is None)
    if not ordered:
        return {}
    first = ordered[0]
    return {
        "due_kind": DUE_KINDS.get(first.kind, DueKind.NONE),
        "due_text": first.text[:60],
        "due_date": first.date,
        "due_precision": first.precision or "",
    }


def target_fields(quantities: Iterable[Quantity]) -> dict[str, Any]:
    """The fields of an item's target from its first figure; a masked figure leaves the value open."""
    first = next(iter(quantities), None)
    if first is None:
        return {}
    low, high = low_and_high(first)
    return {
        "target_comparator": first.comparator,
        "target_value": low,
        "target_high": high,
        "target_unit": first.unit[:20],
        "target_period": (first.period or "")[:30],
    }


def own(item: Item, role: OwnerRole, name: str, register: Register) -> list[ItemOwner]:
    """Give an item its owners of one role; names that the register does not know are kept as they are."""
    owners = []
    for each in [name] if register.knows(name) else names_in(name):
        owner = ItemOwner(unit=item.unit, item=item, role=role, name=each[:60])
        owner.person = register.person(each)
        owner.owner_unit = None if owner.person else register.unit(each)
        owner.save()
        owners.append(owner)
    return owners


def link_of(problem: Problem, target: Cause | Measure, *, explicit: bool, score: float | None) -> Link:
    """A link (not saved): made by the wording, or a candidate that waits for a person."""
    model, name = (ProblemCause, "cause") if isinstance(target, Cause) else (ProblemMeasure, "measure")
    return model(
        unit=problem.unit,
        problem=problem,
        state=LinkState.CONFIRMED if explicit else LinkState.CANDIDATE,
        origin=LinkOrigin.EXPLICIT if explicit else LinkOrigin.SCORED,
        score=Decimal(str(round(score, 4))) if score is not None else None,
        **{name: target},
    )
