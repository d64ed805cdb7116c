"""What can go wrong with files and drafts."""

from bihuan.domain.trail.failures import OperationFailed


class DraftSettled(OperationFailed):
    """The draft was confirmed or withdrawn already."""

    def __init__(self, who: str, when: str, done: str) -> None:
        super().__init__(f"这份稿子已由{who}于{when}{done}，不能再改。请刷新页面查看结果。")


class CorrectionImpossible(OperationFailed):
    """The reading refuses a correction; the message is its sentence."""


class NothingToUndo(OperationFailed):
    def __init__(self) -> None:
        super().__init__("没有可以撤销的更正。")


class NotForImport(OperationFailed):
    """Personal papers and collected opinions can be read, not brought in (decisions 24)."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"这是一份{kind}。为保护个人和提意见的人，这类材料目前只能用 bihuan read 查看，不能导入台账。"
        )


class BytesMissing(OperationFailed):
    """A stored file is gone from the disk: somebody touched the store by hand."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”的原文件在服务器上找不到了，请重新选择文件导入，并告诉管理员检查数据目录。"
        )
