"""What happens to a case: its events, the pauses of its clock, and whoever came with it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from bihuan.core.registry.procedures import Procedure
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..deadlines import event_words, procedure_of, settle
from ..failures import NoProcedure, WrongState, WrongValue
from ..models import Case, CaseEvent, CaseStop
from ..models.case import PROGRESS
from . import steps

#: What is kept of whoever came, and how long each may be.
PETITIONER = {"name": ("姓名", 50), "phone": ("电话", 30), "address": ("住址", 200)}


@operation("ledgers.case.happen", may=permissions.can_keep_records)
def add_event(
    *,
    case: Case,
    actor: Actor,
    seen: int,
    kind: str,
    on: datetime.date,
    number: str = "",
    note: str = "",
) -> Case:
    """Note that something happened to the case; the limits follow.

    :raises NoProcedure: if the case follows none, or its procedure knows no such event.
    :raises NotYet: if the day has not come, unless such things are planned.
    :raises WrongValue: if it is there already, or an accusation would get a note.
    """
    require_standing(case)
    procedure = procedure_of(case)
    name = event_words(procedure).get(kind)
    if name is None:
        raise NoProcedure
    if procedure is None or kind not in procedure.planned:
        steps.require_past(on)
    if kind != PROGRESS and case.events.filter(kind=kind, on=on, withdrawn_at=None).exists():
        raise WrongValue(name, "这一天已经登记过。")
    if kind == PROGRESS and not note.strip():
        raise WrongValue("说明", "没有填写。写清做了什么。")
    if case.confined and note.strip():
        raise WrongValue("说明", "要空着：检举控告只记日期、转办文号和接收机关。")
    CaseEvent(
        unit=case.unit, case=case, kind=kind, on=on, number=number.strip()[:100], note=note.strip()[:300]
    ).save()
    return settled(case)


@operation("ledgers.case.unhappen", may=permissions.can_keep_records)
def withdraw_event(*, case: Case, event: CaseEvent, actor: Actor, seen: int, reason: str) -> Case:
    """Take back that something happened.

    :raises NoReason: if no reason is given.
    """
    require_of(case, event)
    steps.withdraw(event, actor, reason)
    return settled(case)


@operation("ledgers.case.stop", may=permissions.can_keep_records)
def stop_clock(
    *,
    case: Case,
    actor: Actor,
    seen: int,
    kind: str,
    since: datetime.date,
    until: datetime.date | None = None,
    note: str = "",
) -> Case:
    """Pause the clock of the steps whose clause says so; without ``until`` the pause still lasts.

    :raises NoProcedure: if the procedure knows no such pause.
    :raises NotYet: if the pause has not begun.
    :raises WrongValue: if it would end before it begins.
    :raises WrongState: if the clock stands already.
    """
    procedure = require_procedure(case)
    if kind not in procedure.stops:
        raise NoProcedure
    steps.require_past(since)
    _require_order(since, until)
    if until is None and case.stops.filter(kind=kind, until=None, withdrawn_at=None).exists():
        raise WrongState(f"“{procedure.stops[kind]}”还没有结束，不能再开始。请先登记结束的日期。")
    CaseStop(unit=case.unit, case=case, kind=kind, since=since, until=until, note=note.strip()[:300]).save()
    return settled(case)


@operation("ledgers.case.go_on", may=permissions.can_keep_records)
def end_stop(*, case: Case, stop: CaseStop, actor: Actor, seen: int, until: datetime.date) -> Case:
    """Say which day of a pause was its last; said again, it is corrected.

    :raises WrongValue: if that is before it began.
    """
    require_of(case, stop)
    _require_order(stop.since, until)
    stop.until = until
    stop.save()
    return settled(case)


@operation("ledgers.case.unstop", may=permissions.can_keep_records)
def withdraw_stop(*, case: Case, stop: CaseStop, actor: Actor, seen: int, reason: str) -> Case:
    """Take a pause back, as if it had never been.

    :raises NoReason: if no reason is given.
    """
    require_of(case, stop)
    steps.withdraw(stop, actor, reason)
    return settled(case)


@operation("ledgers.case.person", may=permissions.can_keep_records)
def write_petitioner(
    *, case: Case, actor: Actor, seen: int, name: str = "", phone: str = "", address: str = ""
) -> Case:
    """Keep, replace or clear who came; it is sealed, and the trail notes only that it was written.

    :raises WrongValue: if the case is an accusation, or something is too long.
    """
    require_standing(case)
    if case.confined:
        raise WrongValue("来人", "不登记：检举控告只记日期、转办文号和接收机关。")
    told = {"name": name.strip(), "phone": phone.strip(), "address": address.strip()}
    for field, (label, longest) in PETITIONER.items():
        if len(told[field]) > longest:
            raise WrongValue(label, f"最多{longest}个字。")
    case.petitioner = told
    case.edited_at = timezone.now()
    case.save()
    return case


@operation("ledgers.case.reveal", may=permissions.can_keep_records)
def reveal_petitioner(*, case: Case, actor: Actor) -> Case:
    """Read in full who came; the trail notes who did and when.

    :raises WrongState: if nobody is written down.
    """
    if not case.sealed_person:
        raise WrongState("没有登记来人，没有可看的。")
    return case


def require_procedure(case: Case) -> Procedure:
    """:raises NoProcedure: if the case follows none."""
    require_standing(case)
    procedure = procedure_of(case)
    if procedure is None:
        raise NoProcedure
    return procedure


def require_of(case: Case, row: CaseEvent | CaseStop) -> None:
    """A row is changed with its own case: a page cannot send another."""
    require_standing(case, row)
    if row.case_id != case.pk:
        raise WrongValue("经过", "不属于这一件，请刷新页面再试。")


def settled(case: Case) -> Case:
    """The case with what follows from its events."""
    settle(case, timezone.localdate())
    case.save()
    return case


def _require_order(since: datetime.date, until: datetime.date | None) -> None:
    if until is not None and until < since:
        raise WrongValue("结束日期", "在开始日期之前，请核对。")
