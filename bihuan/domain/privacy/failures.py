"""What can go wrong. Each message is a sentence that a user can act on."""

from collections.abc import Iterable

from bihuan.core.text.masking import masked
from bihuan.domain.trail.failures import OperationFailed


class StillBound(OperationFailed):
    """Somebody must answer for the open items before the person can go."""

    def __init__(self, name: str, count: int, example: str) -> None:
        super().__init__(
            f"“{name}”还是{count}项没有办结的整改事项的责任人（如“{masked(example)}”）。"
            "请先在台账里把这些事项移交给别人，再清除。"
        )


class StillInCharge(OperationFailed):
    """What goes on elsewhere needs somebody else first: ``whats`` say what, each with its ``advice``."""

    def __init__(self, name: str, whats: Iterable[tuple[str, str]]) -> None:
        said = "；".join(f"{what}，请{advice.rstrip('。').removeprefix('请')}" for what, advice in whats)
        super().__init__(f"“{name}”不能清除：{said}。")


class LastOne(OperationFailed):
    """A tenant keeps somebody who can sign in for each of its three administrators."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__(f"“{name}”是唯一的{role}，清除后就没有人任这个职了。请先把角色授给另一人，再清除。")


class AlreadyErased(OperationFailed):
    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”的个人信息此前已经清除，不必再做。")


class ErasingOneself(OperationFailed):
    def __init__(self) -> None:
        super().__init__("不能清除自己。请由本单位另一位安全管理员办理。")


class NoReason(OperationFailed):
    def __init__(self) -> None:
        super().__init__("清除不能撤回，请写明理由，如“本人申请”或“已调离”。")
