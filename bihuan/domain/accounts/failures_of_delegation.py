from __future__ import annotations

import datetime

from bihuan.domain.trail.failures import OperationFailed


class NotDelegable(OperationFailed):
    """The role is not for handing on."""

    def __init__(self, role: str) -> None:
        super().__init__(f"“{role}”不能交人代办。离岗期间请安全管理员另授一人。")


class HandedOn(OperationFailed):
    """What was handed on is not handed on again."""

    def __init__(self) -> None:
        super().__init__("代办来的角色不能再交给别人。请由本人另行安排。")


class DelegatingToOneself(OperationFailed):
    """Nobody acts for themselves."""

    def __init__(self) -> None:
        super().__init__("不能交给自己代办，请选一位同事。")


class TakerGone(OperationFailed):
    """Whoever is to act cannot sign in."""

    def __init__(self, taker: str) -> None:
        super().__init__(f"{taker}的账号已停用，或在此期间不在本单位，不能代办。请另选一人。")


class StartsInThePast(OperationFailed):
    def __init__(self) -> None:
        super().__init__("开始日期已经过去。代办从今天或以后的某一天起，请改日期。")


class StartsTooFarAhead(OperationFailed):
    def __init__(self, days: int) -> None:
        super().__init__(f"开始日期离今天超过{days}天。请核对年份；确实要安排的，到时再办。")


class EndsBeforeStart(OperationFailed):
    def __init__(self) -> None:
        super().__init__("结束日期早于开始日期，请调换。")


class LastsTooLong(OperationFailed):
    def __init__(self, days: int) -> None:
        super().__init__(f"一次代办至多{days}天。到期仍需代办的，再办一次。")


class Overlapping(OperationFailed):
    """The role is in somebody's hands on one of those days."""

    def __init__(self, taker: str, since: datetime.date, last: datetime.date) -> None:
        days = f"{since:%Y-%m-%d}至{last:%Y-%m-%d}"
        super().__init__(f"这项角色在{days}已交{taker}代办。请改日期，或先收回那一次。")


class NoReasonGiven(OperationFailed):
    """Handing on needs a reason."""

    def __init__(self) -> None:
        super().__init__("请写明为什么请人代办，如外出培训、休假。")


class DelegationOver(OperationFailed):
    """It holds no more."""

    def __init__(self, last: datetime.date) -> None:
        super().__init__(f"这次代办已于{last:%Y-%m-%d}到期，不必再收。")


class DelegationTakenBack(OperationFailed):
    """It was taken back already."""

    def __init__(self) -> None:
        super().__init__("这次代办已经收回，不必再收。")


class NotOver(OperationFailed):
    """The delegation still holds, or was ended before."""

    def __init__(self) -> None:
        super().__init__("这项代办还没有到期，或者已经结束，没有改动。")
