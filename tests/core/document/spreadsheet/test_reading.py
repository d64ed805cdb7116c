"""What cells say: text, numbers, days, formulas' results, merged ranges, sheets."""

from __future__ import annotations

import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.document.spreadsheet.model import Merge

from .packages import MAIN, cell, package, sheet


def read(content: bytes):
    return read_workbook("台账.xlsx", content).sheets[0]


def book(*rows, formats=None, prepare=lambda sheet: None) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    for reference, code in (formats or {}).items():
        workbook.active[reference].number_format = code
    prepare(workbook.active)
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("  学习不深 ", "General", "学习不深"),
        ("第一行\r\n第二行", "General", "第一行\n第二行"),
        (12, "General", "12"),
        (12.5, "General", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (True, "General", "是"),
        (datetime.date(2026, 6, 30), "yyyy-mm-dd", datetime.date(2026, 6, 30)),
        (46203.4, 'yyyy"年"m"月"d"日"', datetime.date(2026, 6, 30)),
        (46203, '"第"0"号"', "46203"),
        (46203, "0.00_);[Red]\\(0.00\\)", "46203"),
        ("=1+1", "@", "=1+1"),
    ],
)
def test_a_cell_says_what_a_person_sees(value, code, expected):
    def as_text(sheet):
        if isinstance(value, str):
            sheet["A1"].data_type = "s"

    content = book([value], formats={"A1": code}, prepare=as_text)

    assert read(content).at(1, 1) == expected


def test_runs_of_rich_text_are_one_text():
    rich = CellRichText("学习", TextBlock(InlineFont(b=True), "不够"), "深入")

    assert read(book([rich])).at(1, 1) == "学习不够深入"


def test_shared_strings_leave_phonetic_hints_out():
    strings = f'<sst xmlns="{MAIN}"><si><r><t>整</t></r><r><t>改</t></r><rPh><t>zhenggai</t></rPh></si></sst>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    extra = {"xl/sharedStrings.xml": strings, "xl/_rels/workbook.xml.rels": rels}

    content = package(sheet('<row r="1"><c r="B1" t="s"><v>0</v></c></row>'), extra=extra)

    assert read(content).rows == {1: {2: "整改"}}


def test_of_a_formula_only_the_stored_result_is_taken():
    rows = '<row r="1"><c r="A1" t="str"><f>A9&amp;"x"</f><v>结果</v></c><c r="B1"><f>1+1</f></c></row>'

    assert read(package(sheet(rows))).rows == {1: {1: "结果"}}


def test_control_and_hidden_characters_go_and_escapes_are_read():
    assert read(package(sheet(f"<row>{cell('A1', '甲_x000D_乙_x0007_&#x200B;丙_x005F_x0041_')}</row>"))).at(
        1, 1
    ) == ("甲\n乙丙_x0041_")


def test_rows_and_cells_without_references_stand_one_after_the_other():
    rows = "<row><c t='inlineStr'><is><t>甲</t></is></c><c t='inlineStr'><is><t>乙</t></is></c></row>"

    assert read(package(sheet(rows + rows))).rows == {1: {1: "甲", 2: "乙"}, 2: {1: "甲", 2: "乙"}}


def test_merged_cells_show_the_value_of_their_range():
    content = book(["问题", "措施"], [None, "第二条"], prepare=lambda s: s.merge_cells("A1:A2"))

    found = read(content)

    assert (found.at(2, 1), found.merge_at(2, 1)) == ("问题", Merge(1, 1, 2, 1))


def test_a_merge_over_the_whole_sheet_is_cut_at_the_limits():
    found = read(package(sheet(f"<row>{cell('A1', '标题')}</row>", '<mergeCell ref="A1:XFD1048576"/>')))

    assert (len(found.merges), found.at(5000, 60)) == (300_000, "标题")


def test_days_count_from_1904_where_the_workbook_says_so():
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append([datetime.date(2026, 6, 30)])
    target = BytesIO()
    workbook.save(target)

    assert read(target.getvalue()).at(1, 1) == datetime.date(2026, 6, 30)


def test_hidden_and_empty_sheets_are_left_out():
    workbook = Workbook()
    workbook.active.title = "空白"
    workbook.create_sheet("底稿").append(["隐藏"])
    workbook["底稿"].sheet_state = "hidden"
    workbook.create_sheet("台账").append(["内容"])
    target = BytesIO()
    workbook.save(target)

    assert [sheet.name for sheet in read_workbook("a.xlsx", target.getvalue()).sheets] == ["台账"]


def test_many_styled_but_empty_rows_and_cells_are_no_content():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="XFD{n}" s="0"/></row>' for n in range(1, 20_000))

    assert read(package(sheet(f"<row>{cell('A1', '文字')}</row>{rows}"))).last_row == 1
