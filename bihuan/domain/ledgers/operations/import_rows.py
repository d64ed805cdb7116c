"""From the rows of a table to records and attendance: compared before the door opens, written inside it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bihuan.domain.exchange.outcome import Outcome
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.failures import OperationFailed

from ..enums import AttendanceState, Origin
from ..expected import Lists
from ..failures import WrongValue
from ..fitting.cases import ACCUSATION, CATEGORY
from ..models import Activity, Attendance, Case, Keeping, Mark, Record, Wording
from ..models.case import ACCUSATION_TITLE
from ..shapes import MODELS
from ..sheet.columns import ATTENDANCE
from ..sheet.judging import CHANGED, KNOWN, NEW, Row, Sheet, meanings, refusal
from . import import_cases, steps
from .attendance import Answer, check, counted
from .wordings import print_of_new

FIELDS = ("state", "expected", "reason", "made_up_on")


@dataclass(slots=True)
class Prepared:
    """The rows of a table with what each comes to, and what would be written for those that act."""

    sheet: Sheet
    rows: list[Row]
    records: list[tuple[Row, Record]] = field(default_factory=list)
    attendance: list[tuple[Row, Attendance]] = field(default_factory=list)

    def told(self) -> list[dict[str, Any]]:
        return [row.as_json() for row in self.rows]


def prepared(sheet: Sheet, stored: Iterable[Mapping[str, Any]]) -> Prepared:
    """Compare a table with the ledger; nothing is written."""
    made = Prepared(sheet, meanings(sheet, stored))
    if sheet.what == ATTENDANCE:
        _prepare_attendance(made)
    else:
        _prepare_records(made)
    return made


def _prepare_records(made: Prepared) -> None:
    known, seen = _known(made), dict[Any, int]()
    for row in made.rows:
        if row.errors:
            continue
        record = _record(made.sheet, row)
        if record is None:
            continue
        same = (record.unit_id, record.on, record.title, getattr(row.values["person"], "pk", None))
        numbers = import_cases.numbers_of(record)
        if any(import_cases.agree(numbers, there) for there in known.get(same, ())):
            row.what = KNOWN
        elif (same, numbers) in seen:
            row.refuse("这一行", f"和第{seen[same, numbers]}行一样，请删去一行。")
        else:
            seen[same, numbers] = row.line
            made.records.append((row, record))


def _record(sheet: Sheet, row: Row) -> Record | None:
    """The record that the row would make; None, with the reason noted, if it cannot be."""
    values, own = row.values, f"{sheet.mechanism.code}."
    record = MODELS[sheet.mechanism.shape](unit=values["unit"], origin=Origin.IMPORTED)
    details = {name: value for name, value in values.items() if name in record.details}
    try:
        title = values.get("title") or _title(sheet, values)
        steps.filled(record, on=values["on"], title=title, note=values.get("note", ""), details=details)
        given = {name: value for name, value in values.items() if name.startswith(own)}
        steps.valued(record, [steps.fitting(record, sheet.mechanism.code)], given)
        if isinstance(record, Case):
            row.values["parts"] = import_cases.with_course(record, row, sheet)
    except OperationFailed as failure:
        refusal(row, failure, sheet.columns)
        return None
    if values["person"] is not None:
        record.due_count = record.present_count = 1
    return record


def _title(sheet: Sheet, values: Mapping[str, Any]) -> str:
    """What a row without a title is called; a case must say what it is about, an accusation must not."""
    if sheet.mechanism.shape != Case.shape:
        return f"{values['on'].month}月{sheet.mechanism.name}"
    if values.get(CATEGORY) == ACCUSATION:
        return ACCUSATION_TITLE
    raise WrongValue(import_cases.TITLE, "没有填写。")


def _known(made: Prepared) -> dict[Any, list[tuple[str, ...]]]:
    """What the ledger has on the days of the table: unit, day, title, and the person where one is named.

    Of cases the numbers too: those of one day may be about the same.
    """
    days = {row.values["on"] for row in made.rows if "on" in row.values}
    if not days:
        return {}
    marks = Mark.objects.filter(mechanism=made.sheet.mechanism.code).standing()
    marks = marks.filter(on__range=(min(days), max(days)))
    model = MODELS[made.sheet.mechanism.shape]
    found = model.objects.filter(key__in=marks.values("record_key"))
    known: dict[Any, list[tuple[str, ...]]] = defaultdict(list)
    if model is Case:
        for case in found.only("unit", "on", "title", "number", "values"):
            known[case.unit_id, case.on, case.title, None].append(import_cases.numbers_of(case))
        return known
    person = ["attendance__person"] if any(row.values.get("person") for row in made.rows) else []
    for unit, on, title, *who in found.values_list("unit", "on", "title", *person):
        known[unit, on, title, who[0] if who else None].append(())
    return known


def _prepare_attendance(made: Prepared) -> None:
    activities = _activities(made)
    lists = Lists((each for there in activities.values() for each in there), [made.sheet.mechanism])
    rows = _attendance_rows(activities)
    seen: dict[tuple[int, int], int] = {}
    for row in made.rows:
        if row.errors or not _has_person(row):
            continue
        activity = _activity_of(row, activities)
        if activity is None:
            continue
        person = row.values["person"]
        place = (activity.pk, person.pk)
        if place in seen:
            row.refuse("这一行", f"和第{seen[place]}行是同一个人的同一次活动，请删去一行。")
            continue
        seen[place] = row.line
        answer = Answer(
            person.key, row.values["state"], row.values.get("reason", ""), row.values.get("made_up_on")
        )
        try:
            check(answer, person.name, activity.on)
        except OperationFailed as failure:
            row.refuse("这一行", str(failure))
            continue
        _place(made, row, rows.get(place), activity, answer, due=person.pk in lists.due(activity))


def _place(
    made: Prepared, row: Row, stood: Attendance | None, activity: Activity, answer: Answer, *, due: bool
) -> None:
    target = stood or Attendance(unit=activity.unit, activity=activity, person=row.values["person"])
    away = answer.state != AttendanceState.PRESENT
    wanted = {
        "state": answer.state,
        "expected": due and answer.state != AttendanceState.NOT_DUE,
        "reason": answer.reason[:100] if away else "",
        "made_up_on": answer.made_up_on if answer.state == AttendanceState.MADE_UP else None,
    }
    if stood and all(getattr(stood, name) == value for name, value in wanted.items()):
        row.what = KNOWN
        return
    row.what = CHANGED if stood else NEW
    row.values["wanted"] = wanted
    made.attendance.append((row, target))


def _has_person(row: Row) -> bool:
    if row.values["person"] is None:
        row.refuse("姓名", "没有填写工号或姓名。")
    return row.values["person"] is not None


def _activities(made: Prepared) -> dict[tuple[int, datetime.date], list[Activity]]:
    days = {row.values["on"] for row in made.rows if "on" in row.values}
    found: dict[tuple[int, datetime.date], list[Activity]] = defaultdict(list)
    if days:
        marks = Mark.objects.filter(mechanism=made.sheet.mechanism.code).standing()
        marks = marks.filter(on__range=(min(days), max(days)))
        activities = Activity.objects.filter(key__in=marks.values("record_key")).select_related("unit")
        for activity in activities.order_by("pk"):
            found[activity.unit_id, activity.on].append(activity)
    return found


def _activity_of(row: Row, activities: Mapping[Any, list[Activity]]) -> Activity | None:
    """The activity of the day, by its title where there are several."""
    there = activities.get((row.values["unit"].pk, row.values["on"]), [])
    title = row.values.get("title")
    meant = [each for each in there if each.title == title] if title else there
    if len(meant) == 1:
        return meant[0]
    day = row.values["on"].isoformat()
    if meant:
        row.refuse("标题", f"{day}有{len(meant)}次，请写明是哪一次。")
    else:
        row.refuse("日期", f"{row.values['unit']}在{day}没有这样的记录，请先记入台账。")
    return None


def _attendance_rows(
    activities: Mapping[Any, list[Activity]],
) -> dict[tuple[int, int], Attendance]:
    numbers = [activity.pk for each in activities.values() for activity in each]
    found = Attendance.objects.filter(activity__in=numbers)
    return {(row.activity_id, row.person_id): row for row in found}


def write(made: Prepared, actor: Actor) -> Outcome:
    """Write what acts, in few statements; inside an operation."""
    outcome = Outcome()
    if made.records:
        _write_records(made, outcome)
        import_cases.write_parts((row.values.get("parts", ()) for row, _ in made.records), actor)
    if made.attendance:
        _write_attendance(made, outcome)
    return outcome


def _write_records(made: Prepared, outcome: Outcome) -> None:
    code, records = made.sheet.mechanism.code, [record for _, record in made.records]
    type(records[0]).objects.bulk_create(records, batch_size=500)
    outcome.created += records
    Mark.objects.bulk_create(
        [
            Mark(
                unit=each.unit,
                mechanism=code,
                record_key=each.key,
                shape=each.shape,
                on=each.on,
            )
            for each in records
        ],
        batch_size=500,
    )
    prints = [found for each in records if (found := print_of_new(each))]
    if prints:
        Wording.objects.bulk_create(prints, batch_size=500)
    _keep(code, records)
    _write_participants(made)


def _keep(code: str, records: list[Record]) -> None:
    """With its first record a unit keeps this ledger, from the first day of that month."""
    first: dict[Any, datetime.date] = {}
    for each in records:
        first[each.unit] = min(first.get(each.unit, each.on), each.on)
    kept = set(Keeping.objects.filter(mechanism=code, unit__in=first).values_list("unit", flat=True))
    for unit, on in first.items():
        if unit.pk not in kept:
            Keeping(unit=unit, mechanism=code, since=on.replace(day=1)).save()


def _write_participants(made: Prepared) -> None:
    """Whoever a row names took part."""
    rows = [
        Attendance(
            unit=record.unit,
            activity=record,
            person=row.values["person"],
            state=AttendanceState.PRESENT,
        )
        for row, record in made.records
        if row.values["person"] is not None
    ]
    if rows:
        Attendance.objects.bulk_create(rows, batch_size=500)


def _write_attendance(made: Prepared, outcome: Outcome) -> None:
    fresh, stood = [], []
    for row, target in made.attendance:
        adding = target._state.adding
        if not adding:
            outcome.changing(target)
        for name, value in row.values["wanted"].items():
            setattr(target, name, value)
        (fresh if adding else stood).append(target)
    Attendance.objects.bulk_create(fresh, batch_size=500)
    outcome.created += fresh
    if stood:
        Attendance.objects.bulk_save(stood, FIELDS)
    recount({target.activity_id for _, target in made.attendance})


def recount(numbers: Iterable[int]) -> None:
    """Count anew who was due and came, of these activities."""
    activities = list(Activity.objects.select_for_update(of=("self",)).filter(pk__in=list(numbers)))
    rows: dict[int, list[Attendance]] = defaultdict(list)
    for row in Attendance.objects.filter(activity__in=[each.pk for each in activities]):
        rows[row.activity_id].append(row)
    for activity in activities:
        counted(activity, rows[activity.pk])
    Activity.objects.bulk_save(activities, ["due_count", "present_count"])


def keys_of(outcome: Iterable[Mapping[str, Any]], label: str) -> list[UUID]:
    return [UUID(entry["key"]) for entry in outcome if entry["type"] == label]
