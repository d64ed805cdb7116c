"""The steps of an award follow each other, and no more are chosen than the quota allows."""

from __future__ import annotations

from itertools import pairwise

from ..enums import AwardState
from ..failures import WrongValue
from ..models import Award

STEPS = (
    ("on", "启动日期"),
    ("voted_on", "表决日期"),
    ("notice_from", "公示开始"),
    ("notice_until", "公示结束"),
    ("decided_on", "决定日期"),
)


def fit(award: Award) -> None:
    taken = [(name, label) for name, label in STEPS if getattr(award, name)]
    for (before, earlier), (after, label) in pairwise(taken):
        if getattr(award, after) < getattr(award, before):
            raise WrongValue(label, f"在{earlier}之前，请核对。")
    if award.notice_until and not award.notice_from:
        raise WrongValue("公示开始", "没有填写。有结束日期，也要写开始日期。")
    if award.quota is not None and award.chosen > award.quota:
        raise WrongValue("名额", f"少于已评定的{award.chosen}个，请核对。")
    award.state = state_of(award)


def state_of(award: Award) -> str:
    if award.state == AwardState.DROPPED:
        return AwardState.DROPPED
    if award.decided_on:
        return AwardState.DECIDED
    return AwardState.NOTICING if award.notice_from else AwardState.NOMINATING
