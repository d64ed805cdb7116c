"""Why a number cannot be frozen. Each message says what to do next."""

from __future__ import annotations

from bihuan.domain.trail.failures import OperationFailed


class NoSuchFact(OperationFailed):
    def __init__(self) -> None:
        super().__init__("没有这一项数据。请从数据页上选。")


class NothingKnown(OperationFailed):
    """Unknown is not zero, and is not frozen."""

    def __init__(self, name: str, shortfall: str) -> None:
        super().__init__(f"“{name}”现在数不出来：{shortfall}。请先把台账记起来，再冻结。")


class StillTrue(OperationFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”没有变化，不需要重新冻结。")
