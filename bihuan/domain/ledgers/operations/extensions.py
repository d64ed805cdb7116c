"""More days for a step of a case: one person asks, another approves, the other side is told."""

from __future__ import annotations

import datetime

from django.utils import timezone

from bihuan.core.planning import Ruling
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..deadlines import timeline_of
from ..failures import NotYet, SamePerson, WrongState, WrongValue
from ..happenings import require_extension, require_limits, require_year
from ..models import Case, CaseExtension
from . import steps
from .cases import require_procedure, settled


@operation("ledgers.extension.ask", may=permissions.can_keep_records)
def ask_extension(*, case: Case, actor: Actor, seen: int, step: str, days: int, reason: str) -> Case:
    """Ask for more days for a step.

    :raises WrongValue: if the step cannot be extended, or not by so much, or there is no reason.
    :raises WrongState: if another wish for the step still waits.
    """
    procedure = require_procedure(case)
    require_limits(case, "延期")
    require_extension(procedure, step, days)
    if case.extensions.filter(step=step, approved_on=None, withdrawn_at=None).exists():
        raise WrongState("这一步已有一个延期在等批准。请先批准或撤回。")
    CaseExtension(
        unit=case.unit,
        case=case,
        step=step,
        days=days,
        reason=steps.line(reason, "延期理由"),
        asked_by_key=actor.user_key,
    ).save()
    return settled(case)


@operation("ledgers.extension.approve", may=permissions.can_approve_extensions)
def approve_extension(
    *, case: Case, extension: CaseExtension, actor: Actor, seen: int, on: datetime.date | None = None
) -> Case:
    """Approve a wish as another person than the one who asked: today, or on the day it was signed on paper.

    :raises SamePerson: if it is one's own.
    :raises NotYet: if the day has not come.
    :raises WrongValue: if that was before the case came in.
    :raises WrongState: if it was approved, or by the clause it would not count.
    """
    _require_of(case, extension)
    if extension.approved_on is not None:
        raise WrongState("这个延期已经批准，不用再批。")
    if actor.user_key is not None and actor.user_key == extension.asked_by_key:
        raise SamePerson
    extension.approved_on, extension.approved_by_key = _signed(case, on), actor.user_key
    extension.save()
    ruling = _ruling(case, extension)
    if not ruling.applied:
        raise WrongState(f"不能批准。{ruling.sentence}")
    return settled(case)


@operation("ledgers.extension.tell", may=permissions.can_keep_records)
def tell_extension(
    *, case: Case, extension: CaseExtension, actor: Actor, seen: int, on: datetime.date
) -> Case:
    """Note when the other side was told of the extension and why.

    :raises WrongState: if it was not approved.
    :raises NotYet: if the day has not come.
    :raises WrongValue: if that was before the approval.
    """
    _require_of(case, extension)
    if extension.approved_on is None:
        raise WrongState("这个延期还没有批准，批准以后再告知。")
    steps.require_past(on)
    if on < extension.approved_on:
        raise WrongValue("告知日期", "在批准日期之前，请核对。")
    extension.told_on = on
    extension.save()
    return settled(case)


@operation("ledgers.extension.withdraw", may=permissions.can_keep_records)
def withdraw_extension(*, case: Case, extension: CaseExtension, actor: Actor, seen: int, reason: str) -> Case:
    """Take a wish, or an extension, back.

    :raises NoReason: if no reason is given.
    """
    _require_of(case, extension)
    steps.withdraw(extension, actor, reason)
    return settled(case)


def _signed(case: Case, on: datetime.date | None) -> datetime.date:
    day = on or timezone.localdate()
    require_year("批准日期", day)
    if day > timezone.localdate():
        raise NotYet("批准日期")
    if day < case.on:
        raise WrongValue("批准日期", "早于收到这一件的日期，请核对。")
    return day


def _require_of(case: Case, extension: CaseExtension) -> None:
    require_procedure(case)
    require_standing(extension)
    if extension.case_id != case.pk:
        raise WrongValue("延期", "不属于这一件，请刷新页面再试。")


def _ruling(case: Case, extension: CaseExtension) -> Ruling:
    """What the clause says of the extension, among all of its step."""
    told = timeline_of(case, timezone.localdate())
    rulings = told.step(extension.step).rulings if told else ()
    last = [
        ruling
        for ruling in rulings
        if (ruling.extension.days, ruling.extension.approved_on) == (extension.days, extension.approved_on)
    ]
    if not last:
        raise WrongState("这一步还没有开始，或已不适用，不能延期。")
    return last[-1]
