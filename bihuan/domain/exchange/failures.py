"""What can go wrong with an import of any kind. Each message is a sentence that a user can act on."""

from __future__ import annotations

from bihuan.domain.trail.failures import OperationFailed


class NotPreviewed(OperationFailed):
    """The batch was applied, dropped or undone before."""

    def __init__(self, state: str) -> None:
        super().__init__(f"这次导入的状态是“{state}”，不能再确认。如要重新导入，请再上传一次文件。")


class NotUndoable(OperationFailed):
    """The import cannot be taken back; ``why`` is a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(f"这次导入不能撤销：{why}")
