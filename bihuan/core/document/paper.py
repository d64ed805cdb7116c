"""A paper that is to be written: what it says, nothing about how it looks or which program writes it.

Numbers of headings and attachments are never typed; they follow from the level and the order.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LEVELS = 4

# What no paper may carry: control characters, lone surrogates, characters that reorder or hide text.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff0-\uffff]"
    "|[\U000e0000-\U000e00ff]"
)
_SPACES = re.compile("[\t\x0b\x0c\u2028\u2029]")


def clean(text: str) -> str:
    """``text`` as it can be printed: line ends become ``\\n``, tabs a space, unprintable characters go."""
    return _UNPRINTABLE.sub("", _SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: tuple[Run, ...]

    @classmethod
    def of(cls, text: str) -> Paragraph:
        return cls((Run(text),))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4. ``runs`` is what follows it in the same paragraph."""

    level: int
    text: str
    runs: tuple[Run, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.level <= LEVELS:
            raise ValueError(f"标题只有一至四级，没有第 {self.level} 级")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, standing where it begins; it may reach over several rows and columns."""

    text: str
    row_span: int = 1
    column_span: int = 1
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``widths`` are shares of the line; ``head`` is repeated on every page.

    Rows hold only the cells that begin in them. ``wide`` asks for a page of its own lying on its side:
    "" (none), "A4" or "A3".
    """

    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    wide: str = ""

    def __post_init__(self) -> None:
        if self.wide not in ("", "A4", "A3"):
            raise ValueError(f"横排表只有 A4、A3 两种纸，没有 {self.wide}")
        for part in (self.head, self.rows):
            list(placed(part, len(self.widths)))


Block = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class Attachment:
    """A thing named under the body. With ``blocks`` it is bound in and stands on its own pages."""

    name: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记: who else gets the paper, who printed it and when."""

    printed_by: str
    printed_on: datetime.date
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper (公文). Everything but the title may be left out.

    ``organ_mark`` is the red head (发文机关标志); ``signer`` (签发人) stands only on papers to a superior.
    A line feed in ``title`` forces a line break there. ``sealed`` leaves room for a seal.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    organ_mark: str = ""
    number: str = ""
    signer: str = ""
    addressees: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    organ: str = ""
    date: datetime.date | None = None
    sealed: bool = False
    notes: tuple[str, ...] = ()
    imprint: Imprint | None = None
    demo: bool = False


def chinese(number: int) -> str:
    """A number from 1 to 999 in Chinese numerals: 十二, 一百零五.

    :raises ValueError: outside of that range.
    """
    if not 0 < number < 1000:
        raise ValueError(f"序数超出范围：{number}")
    digits = "〇一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = digits[hundreds] + "百" if hundreds else ""
    if tens:
        words += (digits[tens] if tens > 1 or hundreds else "") + "十"
    elif hundreds and ones:
        words += "零"
    return words + (digits[ones] if ones else "")


def date_words(date: datetime.date) -> str:
    """成文日期: 2026年1月5日, without leading zeros."""
    return f"{date.year}年{date.month}月{date.day}日"


def numbered(blocks: Iterable[Block], formats: tuple[str, ...]) -> Iterator[tuple[str, Block]]:
    """Every block with the number that its place gives it; "" for all but headings.

    A heading of a higher level starts the lower ones anew.
    """
    counts = [0] * LEVELS
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (LEVELS - block.level)
            yield ordinal(counts[block.level - 1], formats[block.level - 1]), block
        else:
            yield "", block


def ordinal(number: int, form: str) -> str:
    """A number in the form of a layout: ``{cn}、`` gives 三、."""
    return form.format(n=number, cn=chinese(number) if "{cn}" in form else "")


def placed(rows: Iterable[tuple[Cell, ...]], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell, for every cell, passing over places that merged cells reach into.

    :raises ValueError: if the cells do not fill the rows exactly.
    """
    reaching: dict[int, int] = {}
    row = -1
    for row, cells in enumerate(rows):
        free = (column for column in range(columns) if reaching.get(column, 0) <= row)
        remaining = list(free)
        for cell in cells:
            wanted = remaining[: cell.column_span]
            if len(wanted) < cell.column_span or wanted[-1] - wanted[0] != cell.column_span - 1:
                raise ValueError(f"表格第 {row + 1} 行放不下全部单元格")
            del remaining[: cell.column_span]
            reaching.update(dict.fromkeys(wanted, row + cell.row_span))
            yield row, wanted[0], cell
        if remaining:
            raise ValueError(f"表格第 {row + 1} 行缺少单元格")
    if any(end > row + 1 for end in reaching.values()):
        raise ValueError("合并的单元格超出了表格")
