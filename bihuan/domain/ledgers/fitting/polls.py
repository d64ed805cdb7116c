"""Votes add up: no more valid ones than came back, no more back than went out."""

from __future__ import annotations

from itertools import pairwise

from ..failures import WrongValue
from ..models import Poll

LADDER = (("eligible", "应参加人数"), ("issued", "发出票数"), ("returned", "收回票数"), ("valid", "有效票数"))


def fit(poll: Poll) -> None:
    given = [(name, label) for name, label in LADDER if getattr(poll, name) is not None]
    for (more, most), (less, label) in pairwise(given):
        if getattr(poll, less) > getattr(poll, more):
            raise WrongValue(label, f"多于{most}，请核对票数。")
    votes = sum(option["votes"] for option in poll.options)
    if poll.options and poll.valid is not None and votes != poll.valid:
        raise WrongValue("选项与票数", f"合计{votes}票，与有效票数{poll.valid}票不一致，请核对。")
    if poll.favourable is not None and poll.valid is not None and poll.favourable > poll.valid:
        raise WrongValue("满意与基本满意票数", "多于有效票数，请核对票数。")
