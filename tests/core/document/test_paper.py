"""The model of a paper: numbers from levels, tables that fit, text that can be printed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.document.paper import (
    Cell,
    Heading,
    Paragraph,
    Table,
    chinese,
    clean,
    date_words,
    numbered,
    placed,
)
from bihuan.core.text import numerals

FORMATS = ("{cn}、", "（{cn}）", "{n}.", "（{n}）")


def numbers(*levels: int) -> list[str]:
    return [number for number, _ in numbered((Heading(level, "") for level in levels), FORMATS)]


def test_numbers_follow_from_levels():
    assert numbers(1, 2, 2, 3, 4, 4, 3, 2, 1, 2) == [
        "一、",
        "（一）",
        "（二）",
        "1.",
        "（1）",
        "（2）",
        "2.",
        "（三）",
        "二、",
        "（一）",
    ]


def test_a_skipped_level_still_begins_at_one():
    assert numbers(1, 3, 3, 1, 3) == ["一、", "1.", "2.", "二、", "1."]


def test_paragraphs_have_no_number_and_do_not_interrupt_the_count():
    blocks = (Heading(1, "甲"), Paragraph.of("正文"), Heading(1, "乙"))

    assert [number for number, _ in numbered(blocks, FORMATS)] == ["一、", "", "二、"]


@pytest.mark.parametrize("level", [0, 5, -1])
def test_other_levels_are_refused(level):
    with pytest.raises(ValueError, match=f"没有第 {level} 级"):
        Heading(level, "")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_chinese_numerals(number, words):
    assert chinese(number) == words


@given(st.integers(1, 999))
def test_chinese_numerals_are_read_back(number):
    assert numerals.integer(chinese(number)) == number


@pytest.mark.parametrize("number", [0, 1000, -3])
def test_numbers_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="超出范围"):
        chinese(number)


def test_dates_have_no_leading_zeros():
    assert date_words(datetime.date(2027, 1, 5)) == "2027年1月5日"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("正常文字，ABC 123。", "正常文字，ABC 123。"),
        ("1\u00a0286", "1\u00a0286"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("𠮷", "𠮷"),
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("制\t表", "制 表"),
        ("零\u200b宽", "零宽"),
        ("反\u202e序", "反序"),
        ("\x00\x1f\x7f\x85", ""),
        ("\ud800\udfff\uffff\ufeff", ""),
    ],
)
def test_text_is_cleaned_of_what_cannot_be_printed_and_of_nothing_else(text, printed):
    assert clean(text) == printed


@given(st.text())
def test_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


def test_cells_pass_over_places_that_merged_cells_reach_into():
    rows = ((Cell("甲", row_span=2), Cell("乙", column_span=2)), (Cell("丙"), Cell("丁")))

    assert [(row, column, cell.text) for row, column, cell in placed(rows, 3)] == [
        (0, 0, "甲"),
        (0, 1, "乙"),
        (1, 1, "丙"),
        (1, 2, "丁"),
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (((Cell("甲"),),), "第 1 行缺少单元格"),
        (((Cell("甲"), Cell("乙"), Cell("丙")),), "第 1 行放不下"),
        (((Cell("甲"), Cell("乙", row_span=2)),), "超出了表格"),
        (((Cell("甲", column_span=3),),), "第 1 行放不下"),
    ],
)
def test_tables_whose_cells_do_not_fit_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        Table((1, 1), (), rows)


def test_other_papers_for_wide_tables_are_refused():
    with pytest.raises(ValueError, match="没有 A2"):
        Table((1,), (), ((Cell("甲"),),), wide="A2")
