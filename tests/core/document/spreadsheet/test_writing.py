"""The written sheet: page, heads, merged blocks, text that never becomes a formula, the same bytes again."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bihuan.core.document.spreadsheet import read_workbook, sheet_bytes
from bihuan.core.document.spreadsheet.model import Column, WrittenSheet
from bihuan.core.document.spreadsheet.text import clean

COLUMNS = (
    Column("序号", 6, "问题", merged=True, centred=True),
    Column("问题表述", 30, "问题", merged=True),
    Column("整改措施", 30),
    Column("进展", 10, "落实", choices=("未开展", "已完成")),
    Column("编号", 8, printed=False),
)
BLOCKS = (
    (("1", "问题一", "措施一", "未开展", "k1"), ("1", "问题一", "措施二", "", "k2")),
    (("2", "问题二", "", "", "k3"),),
)
SHEET = WrittenSheet("整改台账", "甲局整改台账", "甲局&乙局", "演示", COLUMNS, BLOCKS)


@pytest.fixture(scope="module")
def sheet():
    return load_workbook(BytesIO(sheet_bytes(SHEET))).active


def test_the_page_is_a3_landscape_one_page_wide_with_repeated_heads(sheet):
    setup = sheet.page_setup

    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert int(setup.paperSize) == 8
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$2:$3", "B4")
    assert sheet.print_area == "'整改台账'!$A$1:$D$6"


def test_header_and_footer_name_unit_demo_and_page(sheet):
    assert sheet.oddHeader.left.text == "甲局&&乙局"
    assert sheet.oddHeader.right.text == "演示"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"


def test_heads_and_blocks_are_merged(sheet):
    assert sorted(str(merge) for merge in sheet.merged_cells.ranges) == [
        "A1:D1", "A2:B2", "A4:A5", "B4:B5", "C2:C3", "E2:E3",
    ]  # fmt: skip


def test_cells_wrap_and_choices_are_offered(sheet):
    assert all(sheet.cell(4, column).alignment.wrap_text for column in range(1, 5))
    assert [(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation] == [
        ("D4:D206", '"未开展,已完成"')
    ]


def test_a_row_is_as_high_as_its_longest_text_needs():
    long = WrittenSheet("a", "t", "", "", COLUMNS, (tuple([("1", "字" * 150, "措施", "", "")] * 2),))
    dimensions = load_workbook(BytesIO(sheet_bytes(long))).active.row_dimensions

    assert [dimensions[row].height for row in (4, 5)] == [90, 90]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", "＋", "－", "＠", "|", "%"])
def test_text_is_text_whatever_it_begins_with(start):
    text = f"{start}HYPERLINK(1)"
    written = WrittenSheet("a", "t", "", "", COLUMNS, ((("1", text, "", "", ""),),))
    content = sheet_bytes(written)

    cell = load_workbook(BytesIO(content)).active["B4"]

    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    assert read_workbook("a.xlsx", content).sheets[0].at(4, 2) == text.strip("\t")


def test_ordinary_text_carries_no_mark(sheet):
    assert sheet["B4"].quotePrefix is False


def test_control_characters_and_escapes_come_back_as_written():
    written = WrittenSheet("a", "t", "", "", COLUMNS, ((("1", "甲\x07\x00乙_x0041_", "", "", ""),),))

    assert read_workbook("a.xlsx", sheet_bytes(written)).sheets[0].at(4, 2) == "甲乙_x0041_"


def test_the_same_sheet_gives_the_same_bytes_and_another_gives_others():
    other = WrittenSheet("整改台账", "乙局整改台账", "甲局&乙局", "演示", COLUMNS, BLOCKS)

    assert sheet_bytes(SHEET) == sheet_bytes(SHEET)
    assert sheet_bytes(SHEET) != sheet_bytes(other)


def test_what_was_written_is_read_back():
    found = read_workbook("a.xlsx", sheet_bytes(SHEET)).sheets[0]

    shown = [[found.at(row, column) or "" for column in range(1, 6)] for row in range(4, 7)]
    assert shown == [
        ["1", "问题一", "措施一", "未开展", "k1"],
        ["1", "问题一", "措施二", "", "k2"],
        ["2", "问题二", "", "", "k3"],
    ]


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_comes_back_clean_and_as_text(text):
    written = WrittenSheet("a", "t", "", "", COLUMNS, ((("1", text, "措施", "", ""),),))

    found = read_workbook("a.xlsx", sheet_bytes(written)).sheets[0].at(4, 2) or ""

    assert found == clean(text).strip(" \t\n　\xa0")
