"""Which extensions count, and why the others do not."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bihuan.core.registry.procedures import UNITS, ExtensionRule, Step

from .events import Extension
from .wording import day_words


@dataclass(frozen=True, slots=True)
class Ruling:
    """An extension that counts or does not, with the sentence that says why."""

    extension: Extension
    applied: bool
    sentence: str


def rulings(
    step: Step, wished: Iterable[Extension], end: Callable[[int], datetime.date | None]
) -> tuple[Ruling, ...]:
    """A ruling on each extension wished for the step, in the order of approval.

    ``end`` tells the last day of the step when it is extended by so many days; None while the clock stands.
    """
    found: list[Ruling] = []
    granted = 0
    for extension in sorted(wished, key=_order):
        rule, approved = step.extension, extension.approved_on
        refusal = _refusal(step, extension, granted, end)
        if rule is None or approved is None or refusal:
            found.append(Ruling(extension, False, f"延长{_amount(step, extension)}未计入：{refusal}。"))
        else:
            granted += extension.days
            found.append(Ruling(extension, True, _granted(step, rule, extension, approved)))
    return tuple(found)


def _order(extension: Extension) -> tuple[bool, datetime.date, int]:
    return extension.approved_on is None, extension.approved_on or datetime.date.max, extension.days


def _refusal(
    step: Step, extension: Extension, granted: int, end: Callable[[int], datetime.date | None]
) -> str:
    rule = step.extension
    if rule is None:
        return f"{step.law}没有规定这一步可以延长"
    if extension.days < 1:
        return "延长的天数应大于零"
    if extension.approved_on is None:
        return f"还没有经{rule.approver}批准"
    if rule.days is not None and granted + extension.days > rule.days:
        return f"{rule.clause}规定延长合计不超过{rule.days}{UNITS[step.unit]}"
    if not extension.reason.strip():
        return "没有写明理由"
    last = end(granted)
    if last is not None and extension.approved_on > last:
        return f"{day_words(extension.approved_on)}才批准，期限已于{day_words(last)}届满"
    return ""


def _granted(step: Step, rule: ExtensionRule, extension: Extension, approved: datetime.date) -> str:
    words = f"{day_words(approved)}经{rule.approver}批准延长{_amount(step, extension)}（{rule.clause}）"
    if not rule.tell:
        return f"{words}。"
    if extension.told_on is None:
        return f"{words}；还没有告知{rule.tell}延期理由。"
    return f"{words}；{day_words(extension.told_on)}已告知{rule.tell}理由。"


def _amount(step: Step, extension: Extension) -> str:
    return f"{extension.days}{UNITS[step.unit]}"
