"""What a unit cannot make of a norm. Each message says what to do next."""

from __future__ import annotations

from bihuan.domain.trail.failures import OperationFailed


class MustBeKept(OperationFailed):
    """A mandatory norm cannot be switched off."""

    def __init__(self) -> None:
        super().__init__("这一条必须做到，不能停用。某一段时间确实不需开展的，请写明不需开展和理由。")


class CannotBeLowered(OperationFailed):
    """A mandatory norm can only be raised."""

    def __init__(self, at_least: int) -> None:
        super().__init__(f"这一条必须做到，次数不能少于{at_least}。请改大，或者不填。")


class HasNoNumber(OperationFailed):
    """A share of those present is no number of records."""

    def __init__(self) -> None:
        super().__init__("这一条看的是到会的比例，没有次数可改。请把次数留空。")


class NoReasonForSetting(OperationFailed):
    def __init__(self) -> None:
        super().__init__("请写明依据或理由，例如本单位哪份文件这样规定。")
