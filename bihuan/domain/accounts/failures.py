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
