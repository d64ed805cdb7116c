"""What a spreadsheet may cost at most, and the sentences that say what to do about it."""

from __future__ import annotations

from bihuan.core.document.gate.limits import MEGABYTE
from bihuan.core.document.gate.refusal import FileRefused

MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_SHEET_BYTES = 20 * MEGABYTE
MAX_ROW_ELEMENTS = 100_000
MAX_CELL_ELEMENTS = 400_000
MAX_STRINGS = 150_000
MAX_STYLES = 65_000
MAX_SHEETS = 50

SAVE_AGAIN = "请用Excel或WPS打开、另存为xlsx后再试。"
SENTENCES = {
    "damaged": f"这个xlsx文件已损坏或不完整，{SAVE_AGAIN}",
    "encrypted": "这个文件设了密码，请先取消密码、另存一份，再用没有密码的那份。",
    "bomb": f"这个文件解开后大得异常，不能安全读取，{SAVE_AGAIN}",
    "too_many_parts": f"这个文件内部的部件太多，不能安全读取，{SAVE_AGAIN}",
    "doctype": f"这个文件里带有不允许的声明（DOCTYPE），不能安全读取，{SAVE_AGAIN}",
    "macro": "这是带宏的表格，不能读取，请另存为不带宏的xlsx后再试。",
    "active_x": "这个表格里带有控件，不能读取，请删去控件、另存一份后再试。",
    "embedded": "这个表格里嵌有其他文件，不能读取，请删去后另存一份再试。",
    "external": "这个表格引用了外部的文件或数据，不能读取，请在“编辑链接”里断开、另存一份后再试。",
    "dde": "这个表格里有会调用其他程序的链接，不能读取，请删去后另存一份再试。",
    "old_format": "不能直接读取旧版的xls或et表格。请用Excel或WPS打开它，"
    "点“文件—另存为”，类型选“Excel工作簿（*.xlsx）”，再用另存出来的文件。",
    "unsupported": "这里只能导入xlsx表格。请用Excel或WPS把表格另存为xlsx后再试。",
    "mismatch": "文件的内容不是xlsx表格，请确认选对了文件；如果后缀被改过，请用原来的程序打开并另存为xlsx。",
    "no_text": "这个表格里没有任何文字，请确认选对了文件。",
    "overlapping_merges": f"表中有互相重叠的合并单元格，不能读取，{SAVE_AGAIN}",
    "too_many_sheets": f"这个文件的工作表超过{MAX_SHEETS}张，请只留下台账所在的那一张后再试。",
    "sheet_too_large": "这张工作表的数据超过20 MB，上限是20 MB，请删去多余的行和格式后再试。",
    "too_many_strings": "这个文件里的文字格子太多，请只留下台账所在的工作表、另存一份后再试。",
    "blank_cells": "表中空白的行或格子太多，请把台账下方和右侧的空行空列整行整列删除、保存后再试。",
}  # fmt: skip
MALFORMED = f"这个xlsx文件的内部结构不正常，不能安全读取，{SAVE_AGAIN}"


def refused(code: str) -> FileRefused:
    return FileRefused(code, SENTENCES.get(code, MALFORMED))


def too_many_rows(row: int, most: int = MAX_ROWS) -> FileRefused:
    return FileRefused(
        "too_many_rows",
        f"第{row:,}行还有内容，上限是{most:,}行。请确认下方没有多余的内容，或者拆成几份后再试。",
    )


def too_many_columns(column: int, row: int) -> FileRefused:
    return FileRefused(
        "too_many_columns",
        f"第{row:,}行第{column:,}列还有内容，上限是{MAX_COLUMNS}列。请删去右侧多余的内容后再试。",
    )
