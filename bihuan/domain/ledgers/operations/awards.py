"""Nominations of an award, the choice among them, and dropping it."""

from __future__ import annotations

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.organizations.withdrawing import require_standing
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation

from .. import permissions
from ..enums import AwardState
from ..failures import WrongState, WrongValue
from ..fitting.awards import state_of
from ..models import Award, Nomination
from . import steps


@operation("ledgers.award.nominate", may=permissions.can_keep_records)
def nominate(
    *,
    award: Award,
    actor: Actor,
    seen: int,
    person: Person | None = None,
    nominee_unit: Unit | None = None,
    grounds: str = "",
) -> Award:
    """Nominate a person or a unit of the tenant.

    :raises WrongValue: if it is neither or both, of another tenant, or nominated already.
    :raises WrongState: if the award was decided or dropped.
    """
    _require_open(award)
    if (person is None) == (nominee_unit is None):
        raise WrongValue("推荐对象", "选一个人或一个单位。")
    _require_own(award, person, nominee_unit)
    named = award.nominations.filter(withdrawn_at=None, person=person, nominee_unit=nominee_unit)
    if named.exists():
        raise WrongValue("推荐对象", "已经推荐过了。")
    Nomination(
        unit=award.unit,
        award=award,
        person=person,
        nominee_unit=nominee_unit,
        grounds=grounds.strip()[:300],
    ).save()
    return _counted(award)


@operation("ledgers.award.choose", may=permissions.can_keep_records)
def choose(*, award: Award, nomination: Nomination, actor: Actor, seen: int, chosen: bool) -> Award:
    """Say that a nomination was chosen, or was not after all.

    :raises WrongValue: if the quota is used up.
    """
    _require_of(award, nomination)
    if award.state == AwardState.DROPPED:
        raise WrongState("这次评选已取消，不能再评定。")
    nomination.chosen = chosen
    nomination.save()
    return _counted(award)


@operation("ledgers.award.withdraw_nomination", may=permissions.can_keep_records)
def withdraw_nomination(
    *, award: Award, nomination: Nomination, actor: Actor, seen: int, reason: str
) -> Award:
    """Take a nomination back.

    :raises NoReason: if no reason is given.
    """
    _require_of(award, nomination)
    nomination.chosen = False
    steps.withdraw(nomination, actor, reason)
    return _counted(award)


@operation("ledgers.award.drop", may=permissions.can_keep_records)
def drop_award(*, award: Award, actor: Actor, seen: int) -> Award:
    """Say that nothing came of it.

    :raises WrongState: if it was decided or dropped.
    """
    _require_open(award)
    award.state = AwardState.DROPPED
    award.save()
    return award


@operation("ledgers.award.resume", may=permissions.can_keep_records)
def resume_award(*, award: Award, actor: Actor, seen: int) -> Award:
    """Take a dropped award up again.

    :raises WrongState: if it was not dropped.
    """
    require_standing(award)
    if award.state != AwardState.DROPPED:
        raise WrongState("这次评选没有取消，不用恢复。")
    award.state = AwardState.NOMINATING
    return _counted(award)


def _require_open(award: Award) -> None:
    require_standing(award)
    if award.state in (AwardState.DECIDED, AwardState.DROPPED):
        raise WrongState(f"这次评选{award.get_state_display()}，不能再改推荐。要改，先改决定日期或恢复评选。")


def _require_of(award: Award, nomination: Nomination) -> None:
    require_standing(award, nomination)
    if nomination.award_id != award.pk:
        raise WrongValue("推荐对象", "不属于这次评选，请刷新页面再试。")


def _require_own(award: Award, person: Person | None, unit: Unit | None) -> None:
    tenant = award.unit.tenant_path
    if person is not None and person.tenant.path != tenant:
        raise WrongValue("推荐对象", "不是本单位的人。请从名册里选。")
    if unit is not None and unit.tenant_path != tenant:
        raise WrongValue("推荐对象", "不是本单位的机构。请从单位里选。")


def _counted(award: Award) -> Award:
    standing = award.nominations.filter(withdrawn_at=None)
    award.nominated, award.chosen = standing.count(), standing.filter(chosen=True).count()
    if award.quota is not None and award.chosen > award.quota:
        raise WrongValue("名额", f"只有{award.quota}个，已经评满。先取消一个，再评这一个。")
    award.state = state_of(award)
    award.save()
    return award
