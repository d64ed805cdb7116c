"""What can go wrong with an import of people. Each message is a sentence that a user can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.domain.trail.failures import OperationFailed

NAMED = 10


@dataclass(slots=True)
class CellProblem(Exception):
    """What is wrong with a cell (``code`` is its column), as a sentence."""

    code: str
    sentence: str


class NoTable(OperationFailed):
    def __init__(self) -> None:
        super().__init__(
            "没有找到人员名册的表头。表头至少要有“工号”“姓名”中的一列，再加上单位、职务等另一列；"
            "请检查表头的写法，或先下载空白表，按它的列填写后再导入。"
        )


class NothingToImport(OperationFailed):
    def __init__(self) -> None:
        super().__init__("没有可以导入的行：各行都与名册相同，或者有误。可以放弃这次导入，改好后重新上传。")


class NotAllGood(OperationFailed):
    """All rows were asked for, and some have an error or an open question."""

    def __init__(self, wrong: int, asked: int) -> None:
        told = "、".join(
            text for count, text in ((wrong, f"{wrong}行有误"), (asked, f"{asked}行待您确认姓名")) if count
        )
        super().__init__(f"还有{told}，没有导入任何内容。请改好后重新上传，或者选“只导入没有问题的行”。")


class RegisterMoved(OperationFailed):
    """The register was changed under rows since the preview; nothing was imported."""

    def __init__(self, lines: Sequence[int] = ()) -> None:
        self.lines = list(lines)
        named = "、".join(str(line) for line in self.lines[:NAMED])
        more = f"等{len(self.lines)}行" if len(self.lines) > NAMED else "行"
        about = f"名册里与表中第{named}{more}对应的内容" if named else "名册"
        super().__init__(f"核对之后，{about}又有变化，没有导入任何内容。请按名册现状重新核对，再确认导入。")
