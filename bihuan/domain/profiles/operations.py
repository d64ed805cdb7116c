"""Say what a norm of the registry is worth here."""

from __future__ import annotations

from bihuan.core.registry.norms import EveryRule, Norm, QuorumRule, Strength, norms
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor
from bihuan.domain.trail.door import operation
from bihuan.domain.trail.failures import Stale

from . import permissions
from .failures import CannotBeLowered, HasNoNumber, MustBeKept, NoReasonForSetting
from .models import NormSetting


@operation("profiles.norm.set", may=permissions.can_set_norms)
def set_norm(
    *, unit: Unit, actor: Actor, norm: str, adopted: bool | None, at_least: int | None, reason: str
) -> NormSetting:
    """Take a norm over or switch it off, and ask for more or less, here and in all units below.

    ``None`` is as the units above have it, or the registry.

    :raises KeyError: if there is no such norm.
    :raises Stale: if the unit has said something of it already.
    :raises MustBeKept, CannotBeLowered: if a mandatory norm would be weaker.
    :raises HasNoNumber: if a number is given for a norm that asks for a share.
    :raises NoReasonForSetting: if no reason is given.
    """
    if existing := NormSetting.objects.filter(unit=unit, norm=norm).first():
        raise Stale(existing, 0, {"adopted": adopted, "at_least": at_least, "reason": reason})
    setting = NormSetting(unit=unit, norm=norm)
    _fill(setting, adopted, at_least, reason)
    setting.save()
    return setting


@operation("profiles.norm.change", may=permissions.can_change_setting)
def change_norm(
    *,
    setting: NormSetting,
    actor: Actor,
    seen: int,
    adopted: bool | None,
    at_least: int | None,
    reason: str,
) -> NormSetting:
    """Change what a unit has said of a norm.

    :raises MustBeKept, CannotBeLowered, HasNoNumber, NoReasonForSetting: as when it is said first.
    """
    _fill(setting, adopted, at_least, reason)
    setting.save()
    return setting


def _fill(setting: NormSetting, adopted: bool | None, at_least: int | None, reason: str) -> None:
    _require_possible(norms()[setting.norm], adopted, at_least)
    if not reason.strip():
        raise NoReasonForSetting
    setting.adopted, setting.at_least, setting.reason = adopted, at_least, reason.strip()[:200]


def _require_possible(norm: Norm, adopted: bool | None, at_least: int | None) -> None:
    mandatory = norm.strength is Strength.MANDATORY
    if mandatory and norm.adopted and adopted is False:
        raise MustBeKept
    if at_least is None:
        return
    if isinstance(norm.rule, QuorumRule | EveryRule):
        raise HasNoNumber
    if mandatory and at_least < norm.rule.at_least:
        raise CannotBeLowered(norm.rule.at_least)
