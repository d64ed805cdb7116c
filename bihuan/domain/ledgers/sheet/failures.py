"""What can go wrong with a sheet of records. Each message says what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from bihuan.domain.trail.failures import OperationFailed


class NoTable(OperationFailed):
    def __init__(self, needed: Sequence[str]) -> None:
        super().__init__(
            f"没有找到表头。表头至少要有“{'”“'.join(needed)}”这些列；请下载空白表，按它的列填写后再导入。"
        )


class PointsRefused(OperationFailed):
    """Hours are kept, points never."""

    def __init__(self) -> None:
        super().__init__("表里有积分一列。本系统只记学时，不收积分；请删去这一列再导入。")


class AccusationTold(OperationFailed):
    """Of an accusation nothing is kept but its transfer; the file is not even looked at further."""

    def __init__(self, lines: Sequence[int]) -> None:
        named = "、".join(map(str, lines[:5])) + ("等" if len(lines) > 5 else "")
        super().__init__(
            f"第{named}行是检举控告，却写了别的内容，整个文件没有收下。检举控告只写收到日期、事项类别、"
            "转办文号、接收机关和转送日期，请清空其余各栏再导入。"
        )


class NotAllGood(OperationFailed):
    def __init__(self, wrong: int) -> None:
        super().__init__(f"有{wrong}行有误，什么也没有导入。请按提示改好后重新上传。")


class NothingToImport(OperationFailed):
    def __init__(self) -> None:
        super().__init__("没有可以导入的行：表里的内容都已经在台账里了。可以放弃这次导入。")


class LedgerMoved(OperationFailed):
    """What the rows come to has changed since the preview."""

    def __init__(self) -> None:
        super().__init__("核对之后，台账或名册又有变化，没有导入任何内容。请重新上传，核对后再确认。")
