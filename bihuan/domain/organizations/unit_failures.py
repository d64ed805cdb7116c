"""What can go wrong with units."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from bihuan.domain.trail.failures import OperationFailed

from .closing import Obstacle


class UnfitName(OperationFailed):
    """The name cannot be kept; the message is the sentence of the rule that it breaks."""


class NameTaken(OperationFailed):
    """Two standing units beside each other never have the same name."""

    def __init__(self, name: str, parent: str) -> None:
        super().__init__(f"“{parent}”下面已经有“{name}”了，请换一个名称，或直接使用原来的。")


class KindNotBelow(OperationFailed):
    """The kind of unit does not stand below such a parent."""

    def __init__(self, kind: str, parent: str) -> None:
        super().__init__(f"“{parent}”下面不能设{kind}，请另选类别，或换到合适的单位下面设立。")


class NoLeadingBody(OperationFailed):
    """Only a 单位 or 下属单位 has a leading body of the Party."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"{kind}不设党组或党委，请把这一项选为“没有”。")


class AtTheEnd(OperationFailed):
    """There is no neighbour to change places with."""

    def __init__(self, name: str, *, first: bool) -> None:
        super().__init__(f"“{name}”已经排在最{'前' if first else '后'}，不能再移。")


class RootStays(OperationFailed):
    """The topmost unit is never closed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”是最上级的单位，不能停用。")


class ClosedBefore(OperationFailed):
    def __init__(self, name: str, day: datetime.date) -> None:
        super().__init__(f"“{name}”已于{day:%Y-%m-%d}停用，不必再停。")


class ClosedInFuture(OperationFailed):
    def __init__(self) -> None:
        super().__init__("停用日期不能晚于今天；到了那一天再来停用。")


class BeforeFounding(OperationFailed):
    """A unit cannot be closed before it was founded."""

    def __init__(self, name: str, day: datetime.date) -> None:
        super().__init__(f"“{name}”{day:%Y-%m-%d}才设立，停用日期不能早于这一天；设立日期写错了的，先改正。")


class FoundedInFuture(OperationFailed):
    def __init__(self) -> None:
        super().__init__("设立日期不能晚于今天；还没有设立的，到了那一天再写。")


class StillInUse(OperationFailed):
    """Something stands in the way of closing."""

    def __init__(self, name: str, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = list(obstacles)
        reasons = "；".join(obstacle.what for obstacle in self.obstacles)
        super().__init__(f"“{name}”现在不能停用：{reasons}。请先逐项处理。")


class NotClosed(OperationFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”没有停用，不必恢复。")


class ParentClosed(OperationFailed):
    def __init__(self, name: str, parent: str) -> None:
        super().__init__(f"“{name}”的上级“{parent}”还停用着，请先恢复上级。")
