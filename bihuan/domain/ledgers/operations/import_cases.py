"""From a row of a list of cases to its course: checked by the rules of the pages, written with the record."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from bihuan.core.registry.procedures import Procedure
from bihuan.core.registry.shapes import shapes
from bihuan.domain.organizations.withdrawing import Withdrawable
from bihuan.domain.trail.actor import Actor

from ..deadlines import event_words, main_step, procedure_of, settle, timeline_of
from ..failures import WrongValue
from ..happenings import ONLY_TRANSFER, require_event, require_extension, require_stop
from ..models import Case, CaseEvent, CaseExtension, CaseStop, Record
from ..models.case import PROGRESS
from ..petitioners import petitioner
from ..sheet import persons
from ..sheet.case_columns import EVENT, EXTENSION, STOP
from ..sheet.judging import Row, Sheet
from . import steps

#: The own field with the number under which a case came in or went out.
TRANSFER = "petitions.transfer_number"
TITLE = shapes()["case"].fields["title"].name


def numbers_of(record: Record) -> tuple[str, ...]:
    """What tells cases of a day apart that are about the same."""
    return (record.number, record.values.get(TRANSFER, "")) if isinstance(record, Case) else ()


def agree(numbers: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether they can be those of one case: one that is not told contradicts nothing."""
    return all(one == other or not one or not other for one, other in zip(numbers, there, strict=True))


def with_course(case: Case, row: Row, sheet: Sheet) -> list[Withdrawable]:
    """The parts that the row tells of the case, whose days and state they set; nothing is written.

    :raises OperationFailed: if the page would refuse one of them.
    """
    _keep_person(case, persons.opened(row.cells))
    parts: dict[str, list[Any]] = {"events": [], "stops": [], "extensions": []}
    parts["events"] = sorted(_events(case, row, sheet), key=lambda event: event.on)
    parts["stops"] = list(_stops(case, row))
    settle(case, timezone.localdate(), parts)
    parts["extensions"] = list(_wishes(case, row, parts))
    return [part for found in parts.values() for part in found]


def write_parts(found: Iterable[Iterable[Withdrawable]], actor: Actor) -> None:
    """Write the parts of cases that were written just now; inside an operation."""
    by_model: dict[Any, list[Any]] = defaultdict(list)
    for parts in found:
        for part in parts:
            part.case_id = part.case.pk
            if isinstance(part, CaseExtension):
                part.asked_by_key = actor.user_key
            by_model[type(part)].append(part)
    for model, rows in by_model.items():
        model.objects.bulk_create(rows, batch_size=500)


def _keep_person(case: Case, told: dict[str, str]) -> None:
    if told and case.confined:
        raise WrongValue("来人", ONLY_TRANSFER)
    try:
        case.petitioner = petitioner(**told)
    except WrongValue as failure:
        raise WrongValue(f"来人{failure.field}", failure.advice) from None


def _events(case: Case, row: Row, sheet: Sheet) -> Iterator[CaseEvent]:
    procedure, there = procedure_of(case), set[tuple[str, datetime.date]]()
    known = event_words(procedure)
    for kind, on, note in _told(row):
        if kind not in known:
            raise WrongValue(_label(sheet, kind), f"{_not_of(procedure)}，请清空这一格。")
        require_event(case, kind, on, note, there)
        there.add((kind, on))
        yield CaseEvent(unit=case.unit, case=case, kind=kind, on=on, note=note[:300])


def _label(sheet: Sheet, kind: str) -> str:
    return next(each.label for each in sheet.columns if each.code == f"{EVENT}{kind}")


def _not_of(procedure: Procedure | None) -> str:
    return f"不是“{procedure.name}”里的事" if procedure else "没有程序可以对上"


def _told(row: Row) -> Iterator[tuple[str, datetime.date, str]]:
    for code, value in row.values.items():
        if code == f"{EVENT}{PROGRESS}":
            yield from ((PROGRESS, on, what) for on, what in value)
        elif code.startswith(EVENT):
            yield from ((code.removeprefix(EVENT), on, "") for on in value)


def _stops(case: Case, row: Row) -> Iterator[CaseStop]:
    lasting: set[str] = set()
    for code, value in row.values.items():
        for since, until in value if code.startswith(STOP) else ():
            kind = code.removeprefix(STOP)
            require_stop(case, kind, since, until, lasting)
            lasting |= {kind} if until is None else set()
            yield CaseStop(unit=case.unit, case=case, kind=kind, since=since, until=until)


def _wishes(case: Case, row: Row, parts: dict[str, list[Any]]) -> Iterator[CaseExtension]:
    """More days for the step that sets when the case is due: asked for, never approved by a sheet."""
    days, reason = row.values.get(f"{EXTENSION}days"), row.values.get(f"{EXTENSION}reason", "")
    if days is None:
        if reason:
            raise WrongValue("延期理由", "写了，但没有写申请延期天数。")
        return
    procedure, told = procedure_of(case), timeline_of(case, timezone.localdate(), parts)
    main = main_step(procedure, told) if procedure and told else None
    step = require_extension(procedure, main.step if main else "", _whole(days))
    wish = {"step": step.code, "days": _whole(days), "reason": steps.line(reason, "延期理由")}
    yield CaseExtension(unit=case.unit, case=case, **wish)


def _whole(days: Decimal) -> int:
    if days != days.to_integral_value():
        raise WrongValue("申请延期天数", "应是整数。")
    return int(days)
