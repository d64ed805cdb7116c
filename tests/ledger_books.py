"""Ledgers as different offices build them, made with a spreadsheet library as in real life."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

DAY = datetime.date(2026, 3, 31)


def book(rows: Iterable[Iterable[Any]], *merges: str, title: str = "Sheet1") -> bytes:
    """A workbook of one sheet with these rows and merged ranges."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def edited(content: bytes, edit: Callable[[Worksheet], None]) -> bytes:
    """The workbook after somebody edited its first sheet."""
    workbook = load_workbook(BytesIO(content))
    edit(workbook.worksheets[0])
    return saved(workbook)


def simple() -> bytes:
    """问题内容·整改措施·整改时限·责任人; a problem's later measures leave its cell empty."""
    return book(
        [
            ["序号", "问题内容", "整改措施", "整改时限", "责任人"],
            [1, "理论学习不够深入", "制定年度学习计划", "2026年6月底前", "韩若溪"],
            [None, None, "每月集中研讨1次", "每月", "办公室"],
            [2, "调查研究不够经常", "班子成员每季度下基层调研", datetime.date(2026, 9, 30), "沈知远"],
        ]
    )


def two_row_head() -> bytes:
    """A title, a head of two rows with a merged 责任 group, columns in another order, Excel dates."""
    return book(
        [
            ["青禾县水务局民主生活会整改任务表"],
            ["序号", "责任", None, None, "存在的问题", "具体措施", "完成时间", "备注"],
            [None, "分管领导", "责任科室", "责任人员", None, None, None, None],
            [1, "韩若溪", "办公室、财务科", "乔一帆", "制度执行有偏差",
             "修订财务制度", DAY, ""],
        ],
        "A1:H1", "A2:A3", "B2:D2", "E2:E3", "F2:F3", "G2:G3", "H2:H3",
    )  # fmt: skip


def merged_problems() -> bytes:
    """Problem cells merged over their measures, aspects as rows across the table."""
    return book(
        [
            ["问题表述", "产生原因", "整改举措", "目标", "时限要求"],
            ["（一）理论武装方面", None, None, None, None],
            ["学用脱节", "学风不实", "开展专题研讨", "每季度不少于2次", "长期坚持"],
            [None, None, "建立学习档案", "档案建立率100%", "2026-06-30"],
            ["（二）担当作为方面", None, None, None, None],
            ["攻坚劲头不足", None, "建立攻坚专班", None, "立行立改"],
        ],
        "A2:E2", "A3:A4", "B3:B4", "A5:E5",
    )  # fmt: skip


def three_lists() -> bytes:
    """问题清单 · 措施清单 · 责任清单 as groups of one head."""
    return book(
        [
            ["问题清单", None, None, "措施清单", None, "责任清单", None, None],
            ["序号", "来源", "问题", "措施", "目标任务", "责任领导", "牵头部门", "配合部门"],
            [1, "征求意见", "服务群众不够主动", "推行一次办结", "办结率达到95%", "沈知远",
             "办公室", "财务科"],
        ],
        "A1:C1", "D1:E1", "F1:H1",
    )  # fmt: skip


def weekly() -> bytes:
    """The weekly list: 分管领导·责任部门·责任人员·完成时限·相关要求, with a column that is ours to map."""
    return book(
        [
            ["本周问题清单（第3期）"],
            ["编次", "问题描述", "分管领导", "责任部门", "责任人员", "完成时限", "相关要求", "督办文号"],
            [
                1,
                "河道管护有盲区",
                "韩若溪",
                "工程科",
                "石远",
                "2026年4月",
                "开展一次全面排查",
                "督〔2026〕3号",
            ],
        ],
        "A1:H1",
    )


def office_suite() -> bytes:
    """Title rows, blank columns, blank rows and notes below; spaces inside the heads."""
    return book(
        [
            ["附件2"],
            ["2025年度民主生活会查摆问题整改台账"],
            ["填报单位：青禾县水务局", None, None, None, None, None, "2026年3月"],
            [],
            ["序 号", None, "查摆问题", None, "整 改\n措 施", "整改\n期限", "整改进展情况", "是否完成"],
            [1, None, "文件办理慢", None, "限时办文，3个工作日内办结", "2026.05", "已建立办文台账", "已完成"],
            [],
            [2, None, "会议偏多", None, "压减会议数量", "长期坚持", None, "整改中"],
            ["注：“是否完成”填已完成或整改中。"],
            ["填表人：乔一帆", None, None, None, "审核人：沈知远"],
        ],
        "A2:H2", "A9:H9",
    )  # fmt: skip
