import pytest

from bihuan.core.text import numbering
from bihuan.core.text.numbering import Style


@pytest.mark.parametrize(
    ("line", "style", "value", "number"),
    [
        ("一、总体情况", Style.CHAPTER, 1, "一、"),
        ("十二、其他", Style.CHAPTER, 12, "十二、"),
        ("（二）作风", Style.SECTION, 2, "（二）"),
        ("(三)作风", Style.SECTION, 3, "(三)"),
        ("1.学习", Style.ARABIC, 1, "1."),
        ("２．学习", Style.ARABIC, 2, "２．"),
        ("3、学习", Style.ARABIC, 3, "3、"),
        ("（4）学习", Style.BRACKETED, 4, "（4）"),
        ("5）学习", Style.BRACKETED, 5, "5）"),
        ("⑹学习", Style.BRACKETED, 6, "⑹"),
        ("②学习", Style.CIRCLED, 2, "②"),
        ("第一，学习", Style.ORDINAL, 1, "第一，"),
        ("三是求真务实", Style.POINT, 3, "三是"),
        ("二要加强", Style.POINT, 2, "二要"),
        ("其一，学习", Style.RANKED, 1, "其一，"),
        ("首先，学习", Style.SEQUENCE, 1, "首先，"),
    ],
)
def test_leading_number(line, style, value, number):
    mark = numbering.leading(line)

    assert mark is not None
    assert (mark.style, mark.value, line[mark.start : mark.end]) == (style, value, number)


@pytest.mark.parametrize(
    "line",
    [
        "2024年工作",
        "1.5万元",
        "第一次会议",
        "一要求真",
        "首先想到的是困难",
        "一把手",
        "12345热线",
        "三会一课",
        "（试行）",
        "是否",
    ],
)
def test_what_only_looks_like_a_number_is_none(line):
    assert numbering.leading(line) is None


def values(text):
    return [(mark.style.value, mark.value) for mark in numbering.enumeration(text)]


def test_enumeration_finds_the_outermost_list():
    text = "主要表现在：一是甲不够；二是乙不足，其中（1）丙；（2）丁；三是戊。"

    assert values(text) == [("一是", 1), ("一是", 2), ("一是", 3)]


def test_enumeration_counts_on_from_the_number_that_opens_the_paragraph():
    assert values("三是甲；四是乙。") == [("一是", 3), ("一是", 4)]


@pytest.mark.parametrize(
    "text", ["一是一，说到做到。", "坚持统一是关键，二是次要。", "没有编号的一段话。", "二是乙；一是甲。"]
)
def test_no_list_without_two_numbers_in_order(text):
    assert values(text) == []


def test_restart_tells_where_a_second_list_begins():
    text = "不足：一是甲；二是乙。下一步：一是丙；二是丁。"

    first = numbering.enumeration(text)
    assert numbering.restart(text, first, len(text)) == text.index("一是丙")
    assert numbering.restart(text, first, text.index("下一步")) is None
    assert numbering.restart(text, (), len(text)) is None
