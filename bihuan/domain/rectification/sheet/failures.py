"""What can go wrong with an import. Each message is a sentence that a user can act on."""

from __future__ import annotations

from collections.abc import Iterable

from bihuan.domain.trail.failures import OperationFailed

from .plans import RowPlan


class NothingChosen(OperationFailed):
    def __init__(self) -> None:
        super().__init__("没有勾选任何一行。请勾选要导入的行，再确认。")


class WrongRows(OperationFailed):
    """Rows were chosen that cannot be imported."""

    def __init__(self, lines: Iterable[int]) -> None:
        super().__init__(
            f"第{'、'.join(str(line) for line in lines)}行有误，没有导入任何内容。请改好后重新上传。"
        )


class StaleRows(OperationFailed):
    """Rows of the ledger were changed since the preview; nothing was imported."""

    def __init__(self, rows: list[RowPlan]) -> None:
        self.rows = rows
        lines = "、".join(str(line) for line in self.lines)
        super().__init__(
            f"核对之后，台账里与表中第{lines}行对应的内容又被改过，没有导入任何内容。"
            "两份内容都列在下面，请重新核对。"
        )

    @property
    def lines(self) -> list[int]:
        return [row.line for row in self.rows]
