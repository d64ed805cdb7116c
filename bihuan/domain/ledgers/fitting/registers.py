"""Whoever owns an entry does not review it alone."""

from __future__ import annotations

from ..failures import WrongValue
from ..models import RegisterEntry


def fit(entry: RegisterEntry) -> None:
    if entry.reviewer_id is not None and entry.reviewer_id == entry.owner_id:
        raise WrongValue("审核人", "与负责人是同一个人。请另选一人核对。")
    if entry.review_on and entry.review_on < entry.on:
        raise WrongValue("下次核对", "在登记日期之前，请核对。")
