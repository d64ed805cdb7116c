from bihuan.domain.trail.failures import OperationFailed


class SetUpBefore(OperationFailed):
    """There is a unit already."""

    def __init__(self) -> None:
        super().__init__("首次设置已经完成，没有再建单位。请直接登录；不知道用户名的，请问完成设置的同志。")


class UnfitAnswers(OperationFailed):
    """An answer is missing or cannot be used; ``faults`` says why, sentence by sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("".join(faults))
        self.faults = faults


class NotVacant(OperationFailed):
    """Somebody holds the post."""

    def __init__(self) -> None:
        super().__init__("这个岗位已经有人，没有再任命。三员配齐以后，换人由安全管理员办理。")


class OtherName(OperationFailed):
    """The staff number is another person's."""

    def __init__(self, staff_number: str) -> None:
        super().__init__(f"工号“{staff_number}”在名册里是另一个人，没有任命。请核对工号和姓名。")


class UsernameTaken(OperationFailed):
    """The sign-in name is another user's."""

    def __init__(self, username: str) -> None:
        super().__init__(f"用户名“{username}”已有人用，请换一个。")
