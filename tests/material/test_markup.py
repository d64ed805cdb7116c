import pytest

from tests.material.markup import GoldMaker, parse
from tests.material.quantities import quantity

SOURCE = """\
:kind 整改方案
h0 | 某局整改方案
h1 | 一、整改任务
h2 a | （一）学习方面。坚持学用结合方面。
h3 problem @p1 | 1.学习不够。全年只学[3次|全年]。{例:如，上季度没有研讨。}
parts measure | 措施有：{* for=p1:一是每月学习[不少于2次|每月]；}{*:二是{D立行立改:立行立改}。}
tail | 责任领导：{责任领导:局长}；完成时限：{D 2026-06-30 month:2026年6月底前}
完。
"""


@pytest.fixture(scope="module")
def gold():
    return GoldMaker(parse(SOURCE)).gold("sample")


def test_marks_are_taken_out_of_the_text():
    assert parse("h1 | 一、{例:如，[3次|全年]}{-:旧}{+:新}{fn:注}\n").text == "一、如，3次新\n"


def test_outline_takes_headings_and_run_in_leads(gold):
    rows = [
        (row["level"], row["number"], row["title"], row["char_start"], row["run_in"])
        for row in gold["outline"]
    ]

    assert rows == [
        (0, None, "某局整改方案", 0, False),
        (1, "一、", "整改任务", 7, False),
        (2, "（一）", "学习方面", 14, False),
        (3, "1.", "学习不够", 32, True),
    ]


def test_items_take_number_and_final_mark_and_leave_the_separator(gold):
    text = parse(SOURCE).text
    spans = [(row["type"], row["aspect"], text[row["char_start"] : row["char_end"]]) for row in gold["items"]]

    assert spans == [
        ("problem", "学习", "1.学习不够。全年只学3次。如，上季度没有研讨。"),
        ("measure", "学习", "一是每月学习不少于2次"),
        ("measure", "学习", "二是立行立改。"),
    ]


def test_marks_belong_to_the_item_around_them_and_a_tail_to_the_one_before(gold):
    problem, first, second = gold["items"]

    assert [entry["text"] for entry in problem["examples"]] == ["如，上季度没有研讨。"]
    assert [(entry["text"], entry["period"]) for entry in problem["quantities"]] == [("3次", "全年")]
    assert [entry["comparator"] for entry in first["quantities"]] == ["≥"]
    assert [(entry["kind"], entry["date"]) for entry in second["deadlines"]] == [
        ("立行立改", None),
        ("限期", "2026-06-30"),
    ]
    assert [(entry["text"], entry["role"]) for entry in second["owners"]] == [("局长", "责任领导")]


def test_only_named_problems_are_linked(gold):
    assert gold["links"] == [{"from": "001", "to": "002", "kind": "explicit"}]


def test_mark_outside_every_item_is_refused():
    with pytest.raises(AssertionError, match="no item"):
        GoldMaker(parse(":kind 其他\n共[3次]\n")).gold("sample")


@pytest.mark.parametrize(
    ("text", "value", "unit", "comparator"),
    [
        ("12次", 12, "次", "="),
        ("不少于12次", 12, "次", "≥"),
        ("30%以上", 30, "%", "≥"),
        ("近30张", 30, "张", "≤approx"),
        ("二十余次", 20, "次", "≥approx"),
        ("五千余人次", 5000, "人次", "≥approx"),
        ("3万余字", 30_000, "字", "≥approx"),
        ("1.2万人", 12_000, "人", "="),
        ("3.6亿元", 3.6, "亿元", "="),
        ("612万元", 612, "万元", "="),
        ("3至5场", [3, 5], "场", "range"),
        ("各一名", 1, "名", "=each"),
        ("压减30%以上", 30, "%", "decrease"),
        ("不足6次", 6, "次", "<"),
        ("4小时以内", 4, "小时", "≤"),
        ("**余次", None, "次", "≥approx"),
    ],
)
def test_quantity(text, value, unit, comparator):
    read = quantity(text, [])

    assert (read["value"], read["unit"], read["comparator"]) == (value, unit, comparator)
    assert read["masked"] is ("*" in text)
