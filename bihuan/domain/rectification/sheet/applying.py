"""Write a plan into the ledger: a shared step of the operation that applies an import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone

from bihuan.domain.cycles import opening
from bihuan.domain.cycles.models import Aspect, Cycle
from bihuan.domain.exchange.outcome import Outcome
from bihuan.domain.rectification.enums import LinkOrigin, LinkState, MeasureKind, OwnerRole
from bihuan.domain.rectification.models import (
    Cause,
    Item,
    ItemOwner,
    Link,
    Measure,
    Problem,
    ProblemCause,
    ProblemMeasure,
    Statement,
)
from bihuan.domain.rectification.people import Register
from bihuan.domain.trail.actor import Actor

from . import wording
from .index import LedgerIndex
from .owners import Owners
from .plans import MeasurePlan, Plan, ProblemPlan


class Writer:
    """Writes one plan, new rows in bulk, changed rows one by one, and keeps what undo needs."""

    def __init__(self, cycle: Cycle, index: LedgerIndex, register: Register, actor: Actor) -> None:
        self.cycle, self.index, self.register, self.actor = cycle, index, register, actor
        self.now = timezone.now()
        self.outcome = Outcome()
        self.aspects: dict[str, Aspect] = {}

    def write(self, plan: Plan) -> Outcome:
        self.aspects = opening.aspects_by_title(self.cycle, _aspect_titles(plan))
        self._problems(plan.problems)
        self._causes(plan)
        self._measures(plan.measures)
        self._items(plan.measures)
        self._owners(plan.measures)
        self._links(plan)
        return self.outcome

    def _problems(self, plans: list[ProblemPlan]) -> None:
        added = []
        for plan in plans:
            if plan.row is None:
                plan.row = Problem(text="", title="")
                added.append(plan.row)
                self._fill(plan.row, plan)
            elif plan.changed:
                self._save(plan.row, **plan.values, **self._aspect(plan))
        self._add(Problem, added)

    def _causes(self, plan: Plan) -> None:
        added = []
        for cause in plan.causes:
            if cause.row is None:
                title = wording.title_of(cause.text)
                cause.row = Cause(text=cause.text, title=title)
                added.append(cause.row)
            elif cause.edited:
                title = wording.title_of(cause.text, cause.row.title)
                self._save(cause.row, text=cause.text, title=title)
        self._add(Cause, added)

    def _measures(self, plans: list[MeasurePlan]) -> None:
        added = []
        for plan in plans:
            if plan.row is None:
                plan.row = Measure(text="", title="", kind=MeasureKind.MEASURE)
                added.append(plan.row)
                self._fill(plan.row, plan)
                if plan.links and plan.row.aspect is None:
                    plan.row.aspect = plan.links[0].row.aspect
            elif plan.changed:
                self._save(plan.row, **plan.values, **self._aspect(plan))
        self._add(Measure, added)

    def _items(self, plans: list[MeasurePlan]) -> None:
        added = []
        for plan in plans:
            owned = _people(plan.owners)
            if plan.item is None:
                plan.item = Item(unit=self.cycle.unit, cycle=self.cycle, measure=plan.row)
                plan.item.position = plan.row.position
                _assign(plan.item, {**plan.item_values, **owned, "edited_at": self.now})
                added.append(plan.item)
            elif plan.item_changed:
                self._save(plan.item, **plan.item_values, **owned)
        self.outcome.created += Item.objects.bulk_create(added)

    def _owners(self, plans: list[MeasurePlan]) -> None:
        added = []
        for plan in plans:
            if plan.owners is None:
                continue
            wanted = [(OwnerRole.LEAD, name) for name in plan.owners.leads]
            wanted += [(OwnerRole.SUPPORT, name) for name in plan.owners.supports]
            for owner in self.index.owners_of(plan.item):
                if (owner.role, owner.name) in wanted:
                    wanted.remove((owner.role, owner.name))
                else:
                    self._withdraw_owner(owner)
            added += [self._owner(plan.item, role, name) for role, name in wanted]
        self.outcome.created += ItemOwner.objects.bulk_create(added)

    def _owner(self, item: Item, role: OwnerRole, name: str) -> ItemOwner:
        owner = ItemOwner(unit=self.cycle.unit, item=item, role=role, name=name)
        owner.person = self.register.person(name)
        owner.owner_unit = None if owner.person else self.register.unit(name)
        return owner

    def _withdraw_owner(self, owner: ItemOwner) -> None:
        self.outcome.changing(owner)
        owner.withdrawn_at, owner.withdrawn_by_key = self.now, self.actor.user_key
        owner.save(update_fields=["withdrawn_at", "withdrawn_by_key"])

    def _links(self, plan: Plan) -> None:
        causes = [(problem.row, cause.row) for problem in plan.problems for cause in problem.links]
        measures = [(problem.row, measure.row) for measure in plan.measures for problem in measure.links]
        ledger = self.index.ledger
        self._link(ProblemCause, "cause", causes, ledger.cause_links if ledger else ())
        self._link(ProblemMeasure, "measure", measures, ledger.measure_links if ledger else ())

    def _link(
        self, model: type[Link], name: str, pairs: list[tuple[Any, Any]], existing: Iterable[Link]
    ) -> None:
        known = {(link.problem_id, getattr(link, f"{name}_id")): link for link in existing}
        added = []
        for problem, target in pairs:
            link = known.get((problem.pk, target.pk))
            if link is None:
                link = model(
                    unit=self.cycle.unit, problem=problem, origin=LinkOrigin.MANUAL, **{name: target}
                )
                link.state = LinkState.CONFIRMED
                known[problem.pk, target.pk] = link
                added.append(link)
            elif link.state != LinkState.CONFIRMED:
                self.outcome.changing(link)
                link.state = LinkState.CONFIRMED
                link.save(update_fields=["state"])
        self.outcome.created += model.objects.bulk_create(added)

    def _fill(self, row: Statement, plan: ProblemPlan | MeasurePlan) -> None:
        _assign(row, {**plan.values, **self._aspect(plan)})

    def _aspect(self, plan: ProblemPlan | MeasurePlan) -> dict[str, Aspect | None]:
        return {} if plan.aspect is None else {"aspect": self.aspects.get(plan.aspect)}

    def _add(self, model: type[Statement], rows: list[Any]) -> None:
        last = model.objects.filter(cycle=self.cycle).aggregate(last=Max("position"))["last"] or 0
        for position, row in enumerate(rows, start=last + 1):
            row.unit, row.cycle, row.position, row.edited_at = (
                self.cycle.unit,
                self.cycle,
                position,
                self.now,
            )
        self.outcome.created += model.objects.bulk_create(rows)

    def _save(self, row: Statement | Item, **values: Any) -> None:
        self.outcome.changing(row)
        _assign(row, {**values, "edited_at": self.now})
        row.save()


def _assign(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _people(owners: Owners | None) -> dict[str, Any]:
    return {"responsible_leader": owners.leader, "contact": owners.contact} if owners else {}


def _aspect_titles(plan: Plan) -> list[str]:
    titles = [each.aspect for each in (*plan.problems, *plan.measures) if each.aspect]
    return list(dict.fromkeys(titles))
