from bihuan.domain.trail.failures import OperationFailed


class WrongPassword(OperationFailed):
    """The present password was not given correctly."""

    def __init__(self) -> None:
        super().__init__("现在的密码不对，没有更改。")


class UnfitPassword(OperationFailed):
    """The new password does not meet the profile; ``faults`` says why, sentence by sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("".join(faults))
        self.faults = faults


class NotGranted(OperationFailed):
    """There is no such role, or nobody can be given it."""

    def __init__(self, role: str) -> None:
        super().__init__(f"没有可以授予的角色“{role}”，请从列表中选择。")


class GrantingOneself(OperationFailed):
    """Nobody changes their own roles."""

    def __init__(self) -> None:
        super().__init__("不能增减自己的角色，请由另一位安全管理员办理。")


class OtherTenant(OperationFailed):
    """A role in a unit goes to people of the same tree of units."""

    def __init__(self, user: str, unit: str) -> None:
        super().__init__(f"{user}不是“{unit}”所在系统的人员，没有授予。请在本单位的名册里选人。")


class ExclusiveRoles(OperationFailed):
    """The three administrators are three people."""

    def __init__(self, user: str, held: str, wanted: str) -> None:
        super().__init__(f"{user}已是{held}，不能同时任{wanted}。请先收回原来的角色，或另选一人。")


class GrantedBefore(OperationFailed):
    """The user holds the role in that unit already."""

    def __init__(self, user: str, role: str) -> None:
        super().__init__(f"{user}在这个单位已有“{role}”角色，不必再授。")


class WithdrawnBefore(OperationFailed):
    """The role or the delegation was taken back already."""

    def __init__(self) -> None:
        super().__init__("这项角色已经收回，不必再收。")


class LastAdministrator(OperationFailed):
    """A tenant keeps its three administrators."""

    def __init__(self, role: str) -> None:
        super().__init__(f"这是唯一的{role}，收回后就没有人任这个职了。请先授给另一人，再收回这一个。")


class NoReason(OperationFailed):
    """Taking back needs a reason."""

    def __init__(self) -> None:
        super().__init__("请写明收回的原因。")


class NothingDelegated(OperationFailed):
    """Nobody handed a role on, or the time is over."""

    def __init__(self) -> None:
        super().__init__("代办已到期或已收回，现在以您本人的身份继续。")


class WrongCode(OperationFailed):
    """The code is wrong, or was used before."""

    def __init__(self) -> None:
        super().__init__("验证码不对，或已经用过。请等出现下一个数字再填；总是不对，请核对手机时间。")


class WrongProof(OperationFailed):
    """Neither the password nor a code."""

    def __init__(self) -> None:
        super().__init__("密码或验证码不对，没有更改。验证码用过一次就失效，请等下一个。")


class FactorSetBefore(OperationFailed):
    """There is a second factor already."""

    def __init__(self) -> None:
        super().__init__("第二重验证已经设好。没有看到恢复码的，请在“我的账号”里重新生成一套。")


class FactorNotSet(OperationFailed):
    """There is no second factor."""

    def __init__(self) -> None:
        super().__init__("还没有设置第二重验证，没有更改。")


class FactorRequired(OperationFailed):
    """A role of the user asks for a second factor."""

    def __init__(self) -> None:
        super().__init__("您的角色必须用第二重验证，不能关闭。要换手机，请用“更换手机”。")


class ResettingOneself(OperationFailed):
    """Nobody resets their own second factor."""

    def __init__(self) -> None:
        super().__init__("不能重设自己的第二重验证，请由另一位安全管理员办理。")


class SessionGone(OperationFailed):
    """The session is over already."""

    def __init__(self) -> None:
        super().__init__("这处登录已经结束，不必再退出。")
