"""What happens to a case: its events, the pauses of its clock, and whoever came with it."""

from __future__ import annotations

import datetime

from django.utils import timezone

from bihuan.core.registry.procedures import Procedure
from bihuan.domain.accounts.upkeep import is_daily_service
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..deadlines import procedure_of, settle
from ..enums import CaseState
from ..failures import NoProcedure, WrongState, WrongValue
from ..happenings import require_end, require_event, require_stop
from ..models import Case, CaseEvent, CaseStop
from ..petitioners import petitioner
from . import steps


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
    :raises WrongValue: if it is there already, came before the case, or an accusation would get a note.
    """
    require_standing(case)
    there = case.events.filter(kind=kind, on=on, withdrawn_at=None).values_list("kind", "on")
    require_event(case, kind, on, note, list(there))
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
    :raises WrongValue: if it would end before it begins, or begin before the case.
    :raises WrongState: if the clock stands already.
    """
    require_standing(case)
    lasting = case.stops.filter(until=None, withdrawn_at=None).values_list("kind", flat=True)
    require_stop(case, kind, since, until, list(lasting))
    CaseStop(unit=case.unit, case=case, kind=kind, since=since, until=until, note=note.strip()[:300]).save()
    return settled(case)


@operation("ledgers.case.go_on", may=permissions.can_keep_records)
def end_stop(*, case: Case, stop: CaseStop, actor: Actor, seen: int, until: datetime.date) -> Case:
    """Say which day of a pause was its last; said again, it is corrected.

    :raises WrongValue: if that is before it began.
    """
    require_of(case, stop)
    require_end(stop.since, until)
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
    case.petitioner = petitioner(name, phone, address)
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


@operation("ledgers.case.overdue", may=is_daily_service)
def note_overdue(*, case: Case, actor: Actor) -> Case:
    """Note at night that an open case has passed its last day: the share of cases in time counts it.

    :raises WrongState: if it has not.
    """
    settle(case, timezone.localdate())
    if case.on_time is not False or case.state != CaseState.OPEN:
        raise WrongState("这一件没有超期，不用登记。")
    case.save()
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
