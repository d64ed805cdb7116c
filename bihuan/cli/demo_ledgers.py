"""Fill the demo bureau's ledgers from their files, through the operations that people use."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from bihuan.core.registry.demo_ledgers import DemoRecord, demo_records
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.shapes import shapes
from bihuan.domain.ledgers.models import Activity, Award, Plan, Record, RegisterEntry, Scorecard
from bihuan.domain.ledgers.operations import (
    attachments,
    attendance,
    awards,
    plans,
    records,
    registers,
    scorecards,
)
from bihuan.domain.ledgers.operations.attendance import Answer
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.trail.actor import SYSTEM

from . import demo_cases

Named = Mapping[str, Any]
#: What is known only after the parts are there.
_LATER = ("decided_on",)


@transaction.atomic
def fill(root: Unit) -> int:
    """Enter every written record of the ledgers that have their room, all or nothing; how many there are."""
    units = {unit.name: unit for unit in Unit.objects.within([root.path])}
    people = {person.name: person for person in Person.objects.filter(tenant=root)}
    written = [
        each for code in mechanisms() if mechanisms()[code].shape in MODELS for each in demo_records(code)
    ]
    for each in written:
        record = _entered(each, units, people)
        _SHAPES.get(record.shape, _nothing_more)(record, each, units | people)
        _proven(record, each)
    return len(written)


def _entered(written: DemoRecord, units: Mapping[str, Unit], people: Mapping[str, Person]) -> Record:
    chosen = [mechanisms()[code] for code in (written.mechanism, *written.also)]
    kinds = {name: field.kind for name, field in shapes()[chosen[0].shape].fields.items()}
    kinds |= {f"{each.code}.{name}": field.kind for each in chosen for name, field in each.fields.items()}
    rooms: dict[str, Named] = {"person": people, "unit": units}

    def kept(name: str, value: Any) -> Any:
        return rooms[kinds[name]][value] if kinds.get(name) in rooms else _plain(value)

    return records.enter_record(
        unit=units[written.unit],
        actor=SYSTEM,
        counts_in=[each.code for each in chosen],
        on=written.on,
        title=written.title,
        note=written.note,
        details={name: kept(name, value) for name, value in written.details.items() if name not in _LATER},
        values={name: kept(name, value) for name, value in written.own.items()},
    )


def _plain(value: Any) -> Any:
    """Lists of tables as a form sends them: days as text, all parts there."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return value
    return [{name: _day(part) for name, part in row.items()} for row in value]


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def _activity(activity: Activity, written: DemoRecord, named: Named) -> None:
    """Who came, who did not and why; what proves it."""
    answers = [
        Answer(named[row.person].key, row.state, row.reason, row.made_up_on) for row in written.attendance
    ]
    if answers:
        attendance.set_attendance(activity=activity, actor=SYSTEM, seen=activity.version, answers=answers)


def _proven(record: Record, written: DemoRecord) -> None:
    for row in written.attachments:
        record.refresh_from_db()
        attachments.add_attachment(
            record=record, actor=SYSTEM, seen=record.version, kind=row["kind"], text=row["text"]
        )


def _plan(plan: Plan, written: DemoRecord, named: Named) -> None:
    for row in written.parts.get("milestones", ()):
        plan = plans.add_milestone(
            plan=plan, actor=SYSTEM, seen=plan.version, text=row["text"], due_on=row.get("due_on")
        )
        if "done_on" in row:
            step = plan.milestones.order_by("pk").last()
            plan = plans.finish_milestone(
                plan=plan,
                milestone=step,
                actor=SYSTEM,
                seen=plan.version,
                on=row["done_on"],
                proof=row.get("proof", ""),
            )


def _entry(entry: RegisterEntry, written: DemoRecord, named: Named) -> None:
    for row in written.parts.get("review", ()):
        entry = registers.review_entry(
            entry=entry,
            actor=SYSTEM,
            seen=entry.version,
            on=row["on"],
            finding=row.get("finding", ""),
            review_on=entry.review_on,
        )
    if written.details.get("state") == "retired":
        registers.retire_entry(entry=entry, actor=SYSTEM, seen=entry.version)


def _scorecard(scorecard: Scorecard, written: DemoRecord, named: Named) -> None:
    rows = written.parts.get("criteria", ())
    scorecard = scorecards.add_criteria(
        scorecard=scorecard, actor=SYSTEM, seen=scorecard.version, texts=[row["text"] for row in rows]
    )
    for criterion, row in zip(scorecard.criteria.order_by("position"), rows, strict=True):
        scorecard = scorecards.judge_criterion(
            scorecard=scorecard,
            criterion=criterion,
            actor=SYSTEM,
            seen=scorecard.version,
            state=row["state"],
            evidence=row.get("evidence", ""),
            gap=row.get("gap", ""),
        )


def _award(award: Award, written: DemoRecord, named: Named) -> None:
    for row in written.parts.get("nominations", ()):
        who = {name: named[row[name]] for name in ("person", "nominee_unit") if name in row}
        award = awards.nominate(
            award=award, actor=SYSTEM, seen=award.version, grounds=row.get("grounds", ""), **who
        )
        if row.get("chosen"):
            award = awards.choose(
                award=award,
                nomination=award.nominations.order_by("pk").last(),
                actor=SYSTEM,
                seen=award.version,
                chosen=True,
            )
    if "decided_on" in written.details:
        records.change_record(
            record=award,
            actor=SYSTEM,
            seen=award.version,
            on=award.on,
            title=award.title,
            note=award.note,
            details={"decided_on": written.details["decided_on"]},
            values=award.values,
        )


def _nothing_more(record: Record, written: DemoRecord, named: Named) -> None:
    """The shape has no parts of its own."""


_SHAPES: dict[str, Callable[[Any, DemoRecord, Named], None]] = {
    "activity": _activity,
    "plan": _plan,
    "case": demo_cases.course,
    "register": _entry,
    "scorecard": _scorecard,
    "award": _award,
}
