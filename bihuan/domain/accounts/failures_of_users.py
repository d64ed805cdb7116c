from __future__ import annotations

from bihuan.domain.trail.failures import OperationFailed


class AccountExists(OperationFailed):
    """The person has a sign-in."""

    def __init__(self, person: str) -> None:
        super().__init__(f"{person}已有账号，不必再开。忘记密码的，请重设密码。")


class PersonGone(OperationFailed):
    """Whoever has left gets no sign-in."""

    def __init__(self) -> None:
        super().__init__("这位同志已离开本单位，不能开账号。如有误，请先在人员名册里更正。")


class UnfitUsername(OperationFailed):
    """The sign-in name cannot be used; the sentence says why."""


class ShuttingOneself(OperationFailed):
    """Nobody shuts themselves out."""

    def __init__(self) -> None:
        super().__init__("不能停用自己的账号，请由另一位系统管理员办理。")


class ResettingOwnPassword(OperationFailed):
    """One's own password is changed, not reset."""

    def __init__(self) -> None:
        super().__init__("自己的密码请用“修改密码”更换；忘记了的，请由另一位系统管理员重设。")


class EndingOwnSessions(OperationFailed):
    """One's own sessions are ended from one's own account."""

    def __init__(self) -> None:
        super().__init__("自己的登录请用右上角的“在所有地方退出”。")


class UnlockingOneself(OperationFailed):
    """Nobody unlocks themselves."""

    def __init__(self) -> None:
        super().__init__("不能解锁自己的账号，请由另一位安全管理员办理。")


class ShutBefore(OperationFailed):
    """The sign-in is shut already."""

    def __init__(self) -> None:
        super().__init__("这个账号已经停用，不必再停。")


class OpenBefore(OperationFailed):
    """The sign-in is open already."""

    def __init__(self) -> None:
        super().__init__("这个账号正在使用，不必再启用。")


class NoReasonForIt(OperationFailed):
    """Shutting and opening again need a reason."""

    def __init__(self) -> None:
        super().__init__("请写明原因，如调离、退休、外借归来。")


class LastHolder(OperationFailed):
    """A tenant keeps somebody who can sign in for each of its three administrators."""

    def __init__(self, user: str, role: str) -> None:
        super().__init__(f"{user}是唯一的{role}，停用后就没有人任这个职了。请先把角色授给另一人，再停用。")


class ClosedUnit(OperationFailed):
    """Nobody is given a role in a closed unit."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"“{unit}”已停用，不能在那里授予角色。请另选单位。")


class HolderGone(OperationFailed):
    """Whoever cannot sign in is given no role."""

    def __init__(self, user: str) -> None:
        super().__init__(f"{user}的账号已停用，或已离开本单位，不能授予角色。请先启用账号。")
