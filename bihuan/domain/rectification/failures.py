"""What can go wrong with the ledger. Each message is a sentence that a user can act on."""

from bihuan.domain.trail.failures import OperationFailed


class AlreadyConfirmed(OperationFailed):
    """Two people confirmed at once, or the draft was settled before."""

    def __init__(self, who: str, when: str) -> None:
        super().__init__(f"{who}已于{when}确认了这份稿子，台账已经建好。请刷新页面查看，不必再确认。")


class LedgerExists(OperationFailed):
    """The year already has a ledger: a second paper is compared, never written over it."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year}年的台账已经建立。请打开“对比”逐条选择，原有修改不会被覆盖。")


class NothingToConfirm(OperationFailed):
    def __init__(self) -> None:
        super().__init__("稿子里还没有任何问题、原因、措施或整改情况。请先补选，再确认。")


class MoveNotAllowed(OperationFailed):
    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"不能从“{before}”直接改为“{after}”。")


class Incomplete(OperationFailed):
    """Something that the step needs is missing; the message says what."""
