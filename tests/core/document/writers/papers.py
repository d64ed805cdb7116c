"""A paper that has everything, and the fonts that are always there."""

import datetime

from bihuan.core.document.fonts import FontSet, find_fonts
from bihuan.core.document.paper import (
    Attachment,
    Cell,
    Heading,
    Imprint,
    Paper,
    Paragraph,
    Run,
    Table,
)

HANZI = "坚持把整改落实作为检验民主生活会成效的重要标准逐条对照逐项销号"
FLOOR: FontSet = find_fonts((), system=False)


def hanzi(count: int) -> str:
    """So many characters without punctuation."""
    return (HANZI * (count // len(HANZI) + 1))[:count]


def ledger(rows: int, wide: str = "") -> Table:
    head = (tuple(Cell(text) for text in ("序号", "问题", "措施")),)
    body = tuple((Cell(f"{row}"), Cell(f"第{row}个问题"), Cell("每月学习2次")) for row in range(1, rows + 1))
    return Table((1, 4, 5), head, body, wide=wide)


def full_paper(**changes: object) -> Paper:
    merged = Table(
        (1, 2, 3),
        (
            (Cell("序号", row_span=2), Cell("问题和措施", column_span=2)),
            (Cell("问题"), Cell("措施")),
        ),
        (
            (Cell("1"), Cell("学习不够深入", row_span=2), Cell("每季度研讨1次")),
            (Cell("2"), Cell("修订学习制度")),
        ),
        caption="任务分工",
    )
    values = {
        "title": "中共云溪市数据局党组关于2026年度民主生活会整改落实情况的报告",
        "organ_mark": "中共云溪市数据局党组文件",
        "number": "云数党组〔2026〕17号",
        "signer": "周闻川",
        "addressees": ("中共云溪市纪委", "市委组织部"),
        "blocks": (
            Heading(1, "上年度整改措施落实情况"),
            Paragraph.of(hanzi(120)),
            Heading(2, "强化理论武装方面"),
            Heading(3, "制定学习计划。", (Run("集中学习12次，"), Run("286人次", bold=True), Run("。"))),
            Heading(4, "按月学习。"),
            merged,
        ),
        "attachments": (
            Attachment("整改措施清单", (ledger(30, "A4"),)),
            Attachment("征求意见情况汇总"),
        ),
        "organ": "中共云溪市数据局党组",
        "date": datetime.date(2027, 1, 5),
        "notes": ("联系人：办公室",),
        "imprint": Imprint("云溪市数据局办公室", datetime.date(2027, 1, 6), ("市政府办公室",)),
    }
    return Paper(**{**values, **changes})
