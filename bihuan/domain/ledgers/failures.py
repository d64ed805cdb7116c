"""What can be wrong with a record. Each message says what to do next."""

from __future__ import annotations

import datetime

from bihuan.domain.trail.failures import OperationFailed


class WrongShape(OperationFailed):
    """A record counts only in mechanisms of its own shape."""

    def __init__(self, mechanism: str) -> None:
        super().__init__(f"“{mechanism}”的台账不是这种记录。请在它自己的台账里登记。")


class NotBound(OperationFailed):
    def __init__(self, unit: str, mechanism: str) -> None:
        super().__init__(f"{unit}不开展“{mechanism}”。请选择开展它的单位或支部。")


class NotYet(OperationFailed):
    """A record says what has happened, not what will."""

    def __init__(self, what: str = "") -> None:
        named = f"“{what}”" if what else "日期"
        super().__init__(f"{named}在今天以后。台账只记已经发生的事，请核对日期。")
        self.field = what


class EndsBeforeItBegins(OperationFailed):
    """Something that need not be done for no day at all."""

    def __init__(self) -> None:
        super().__init__("最后一天早于第一天。请核对起止日期。")


class NoReasonToBeExcused(OperationFailed):
    """Not doing it is a valid answer, but only with its reason."""

    def __init__(self) -> None:
        super().__init__("请写明为什么不需开展，日后看得明白。")


class WrongValue(OperationFailed):
    def __init__(self, field: str, advice: str) -> None:
        super().__init__(f"“{field}”{advice}")
        self.field, self.advice = field, advice


class StillCounts(OperationFailed):
    """A record counts somewhere, or it is withdrawn as a whole."""

    def __init__(self) -> None:
        super().__init__("一条记录至少计入一种台账。如这条不该有，请撤回整条记录。")


class WrongState(OperationFailed):
    """What is asked for has been done, or cannot be done as things stand; the message says which."""


class NoProcedure(OperationFailed):
    """The case follows no procedure, or its procedure knows no such thing."""

    def __init__(self) -> None:
        super().__init__("这一件没有这样的办理步骤。请先在“修改”里选好办理程序、渠道或类别。")


class SamePerson(OperationFailed):
    """Nobody approves what they asked for."""

    def __init__(self) -> None:
        super().__init__("延期由提出的人以外的负责人批准。请换一位有批准权的同事来批。")


class NoDoubt(OperationFailed):
    """Somebody settled it, or what it rests on has changed."""

    def __init__(self) -> None:
        super().__init__("这个疑点已经核对过，或者记录已经改了。请刷新页面查看。")


class SeriesMeets(OperationFailed):
    """Two series of a mechanism plan the same day."""

    def __init__(self, other: str, day: datetime.date) -> None:
        told = f"{day.year}年{day.month}月{day.day}日"
        super().__init__(f"和系列“{other}”在{told}重复。请改日子，或先撤回那个系列。")


class SeriesAlongside(OperationFailed):
    """Another series of the mechanism runs at the same time: asked, in case it was forgotten."""

    def __init__(self, other: str, since: datetime.date, until: datetime.date) -> None:
        super().__init__(
            f"{since:%Y-%m-%d}到{until:%Y-%m-%d}已有系列“{other}”。确实要两个系列并行，请勾选“和已有的系列并行”再保存。"
        )


class AlreadyHeld(OperationFailed):
    """A planned day was recorded before."""

    def __init__(self, day: datetime.date) -> None:
        super().__init__(f"原定{day.month}月{day.day}日的这一次已经记过，不用再记。请打开那条记录修改。")


class Retired(OperationFailed):
    """The mechanism is kept no more."""

    def __init__(self, name: str, last: datetime.date | None) -> None:
        told = f"{last.year}年{last.month}月{last.day}日" if last else ""
        super().__init__(f"“{name}”记到{told}为止，以后不再登记；以前的记录照样可以查看和更正。")


class LeftOut(OperationFailed):
    """A planned day is left out."""

    def __init__(self, day: datetime.date, reason: str) -> None:
        super().__init__(
            f"原定{day.month}月{day.day}日的这一次已写明不开展（{reason}）。又开展了的，先在系列里改为“照原定”。"
        )


class CarriedOn(OperationFailed):
    """A series was changed: the one that carries it on is the one to change."""

    def __init__(self, title: str) -> None:
        super().__init__(f"系列“{title}”已经改过。请刷新系列的页面，在改过的那一段上操作。")


class SeriesOver(OperationFailed):
    def __init__(self, title: str) -> None:
        super().__init__(f"系列“{title}”已经排完，不能再改。要接着办，请另排一个系列。")


class FileGone(OperationFailed):
    """The bytes are no longer where they were kept."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”在服务器上找不到了。请重新上传，并告诉管理员检查数据目录。")


class FileChanged(OperationFailed):
    """The bytes are not those that were kept."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”与上传时不一样了，不能下载。请重新上传，并告诉管理员检查数据目录。")
