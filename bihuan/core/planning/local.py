"""A place's own numbers: its local limits may be anything, a limit of the law may only be shorter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bihuan.core.registry.procedures import UNITS, Procedure, Step

_LONGEST = 365


class NotAdjustable(ValueError):
    """A number that this limit cannot take, with the sentence that says why."""


def adjusted(procedure: Procedure, days: Mapping[str, int]) -> Procedure:
    """The procedure with a place's own number of days for some steps.

    :raises KeyError: if there is no such step.
    :raises NotAdjustable: if the number is longer than the law allows, or none that can be meant.
    """
    own = {code: _adjusted(procedure, procedure.steps[code], number) for code, number in days.items()}
    return replace(procedure, steps={**procedure.steps, **own})


def _adjusted(procedure: Procedure, step: Step, days: int) -> Step:
    if step.unit == "year" or step.theirs:
        raise NotAdjustable(f"“{step.name}”是当事人的期限，不能改。")
    if not 1 <= days <= _LONGEST:
        raise NotAdjustable(f"“{step.name}”应在1到{_LONGEST}之间。")
    if procedure.strength != "local" and days > step.days:
        limit = f"{step.days}{UNITS[step.unit]}"
        raise NotAdjustable(f"“{step.name}”不能长于{step.law}{step.clause}规定的{limit}。")
    if days == step.days:
        return step
    return replace(step, days=days, wording=f"{step.wording}（本单位定为{days}{UNITS[step.unit]}）")
