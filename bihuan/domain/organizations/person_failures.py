"""What can go wrong with people and what they hold over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from bihuan.domain.trail.failures import OperationFailed

from .closing import Obstacle
from .spans import Span


class UnfitWording(OperationFailed):
    """A name, number or title cannot be kept; the message is the sentence of the rule that it breaks."""


class StaffNumberTaken(OperationFailed):
    """A staff number belongs to one person of the tenant."""

    def __init__(self, number: str, holder: str) -> None:
        super().__init__(f"工号“{number}”已经登记给{holder}。请核对工号；同一个人不必再登记一次。")


class TakenBack(OperationFailed):
    """The row was entered in error: it counts as if it had never been there."""

    def __init__(self, what: str) -> None:
        super().__init__(f"“{what}”的登记已经作废，不能再改；需要的，请重新登记。")


class PersonErased(OperationFailed):
    def __init__(self) -> None:
        super().__init__("这个人的个人信息已经清除，登记不能再改。")


class PersonLeft(OperationFailed):
    def __init__(self, name: str, day: datetime.date) -> None:
        super().__init__(f"{name}已于{day:%Y-%m-%d}离开，不能再改。回来工作的，请先办“返回”。")


class NotLeft(OperationFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}没有离开，不必办返回。")


class BackBeforeLeaving(OperationFailed):
    def __init__(self, name: str, day: datetime.date) -> None:
        super().__init__(f"{name}是{day:%Y-%m-%d}离开的，返回日期不能早于这一天。")


class InTheFuture(OperationFailed):
    """Changes hold at once, so a day to come is refused (docs/adr/0125)."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}不能晚于今天；到了那一天再来登记。")


class EndsBeforeStart(OperationFailed):
    def __init__(self, what: str, since: datetime.date) -> None:
        super().__init__(
            f"“{what}”从{since:%Y-%m-%d}开始，结束日期要比这一天晚。请改日期，或先更正开始日期。"
        )


class EndedBefore(OperationFailed):
    def __init__(self, what: str, day: datetime.date) -> None:
        super().__init__(f"“{what}”已于{day:%Y-%m-%d}结束，不必再结束。")


class StillHeld(OperationFailed):
    def __init__(self, what: str) -> None:
        super().__init__(f"“{what}”没有结束，不必恢复。")


class StillOpen(OperationFailed):
    def __init__(self, what: str) -> None:
        super().__init__(f"“{what}”还没有结束，这里只更正开始日期；要结束，请用“结束”。")


class EndRemoved(OperationFailed):
    def __init__(self, what: str) -> None:
        super().__init__(f"“{what}”已经结束，结束日期不能空着；其实没有结束的，请用“恢复”。")


class OtherTree(OperationFailed):
    """Two tenants never meet."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"“{unit}”不在本人所在的单位系统里，请另选单位。")


class UnitClosed(OperationFailed):
    def __init__(self, unit: str) -> None:
        super().__init__(f"“{unit}”已经停用，不能再安排人员，请另选单位。")


class OutOfReach(OperationFailed):
    """The register of the other unit is kept by somebody else."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"您不管理“{unit}”的名册，不能把人安排到那里。请由两边共同的上级单位办理。")


class NoPlaceOfWork(OperationFailed):
    def __init__(self, unit: str) -> None:
        super().__init__(f"“{unit}”不是“单位”或“下属单位”，人员不能登记在那里，请选它所在的单位。")


class DepartmentElsewhere(OperationFailed):
    def __init__(self, department: str, unit: str) -> None:
        super().__init__(f"“{department}”不属于“{unit}”，请另选内设机构。")


class MainPostHeld(OperationFailed):
    """One main post at a time."""

    def __init__(self, name: str, title: str, span: Span) -> None:
        super().__init__(
            f"{name}这段时间已有主要职务“{title}”（{span}）。先结束它，或用“调动”；兼任的职务请去掉“主要职务”。"
        )


class PostHeld(OperationFailed):
    def __init__(self, name: str, title: str, unit: str) -> None:
        super().__init__(f"{name}现在就任“{unit}”的“{title}”，不必再登记。")


class NotABranch(OperationFailed):
    def __init__(self, unit: str) -> None:
        super().__init__(f"“{unit}”不是党支部，请选一个支部。")


class BranchHeld(OperationFailed):
    """One branch at a time."""

    def __init__(self, name: str, branch: str, span: Span) -> None:
        super().__init__(
            f"{name}这段时间已在“{branch}”（{span}）。一个人同一时间只在一个支部；要换支部，请用“转支部”。"
        )


class NoBranch(OperationFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name}现在不在任何支部，请用“编入支部”。")


class SameBranch(OperationFailed):
    def __init__(self, name: str, branch: str) -> None:
        super().__init__(f"{name}现在就在“{branch}”，不必再转。")


class SeatHeld(OperationFailed):
    def __init__(self, name: str, unit: str, span: Span) -> None:
        super().__init__(f"{name}这段时间已在“{unit}”的领导班子里（{span}），不能再占一席。")


class PrincipalTaken(OperationFailed):
    """One principal at a time in a team."""

    def __init__(self, unit: str, holder: str, span: Span) -> None:
        super().__init__(
            f"“{unit}”这段时间的主要负责人是{holder}（{span}）。请先结束那一席，或把那一席改为成员。"
        )


class NotOfTheUnit(OperationFailed):
    def __init__(self, name: str, unit: str) -> None:
        super().__init__(f"{name}不在“{unit}”工作，不能进它的班子。请先办“调动”。")


class TeamChanged(OperationFailed):
    def __init__(self, unit: str) -> None:
        super().__init__(f"“{unit}”的班子名单在您打开之后有了变动，次序没有改。请看清现在的名单再排。")


class StillAnswering(OperationFailed):
    """Something that the person answers for must be handed on first."""

    def __init__(self, name: str, obstacles: Iterable[Obstacle]) -> None:
        self.obstacles = list(obstacles)
        reasons = "；".join(obstacle.what for obstacle in self.obstacles)
        super().__init__(f"{name}现在不能登记离开：{reasons}。请先逐项交接。")
