"""An activity ends after it began, and what is studied had been issued."""

from __future__ import annotations

from ..failures import WrongValue
from ..models import Activity


def fit(activity: Activity) -> None:
    if activity.starts and activity.ends and activity.ends <= activity.starts:
        raise WrongValue("结束", "应在开始之后，请核对时间。")
