"""Problems named by 针对“…”的问题: alone on a line, in segments, several together."""

import pytest

from bihuan.core.reading import naming

PLAN = "2025年度民主生活会整改方案"
REPORT = "2025年度民主生活会情况报告"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("针对“学习不够系统”的问题", ["学习不够系统"]),
        ("针对“学习不够系统”“研讨偏少”的问题：", ["学习不够系统", "研讨偏少"]),
        ("关于“学习不够系统”和“研讨偏少”等2个问题", ["学习不够系统", "研讨偏少"]),
        ("针对“对“一把手”监督不够有力”的问题。", ["对“一把手”监督不够有力"]),
        ("针对“对“一把手”监督不力”“研讨偏少”问题整改措施", ["对“一把手”监督不力", "研讨偏少"]),
        ("针对“学习不够系统”的问题，采取以下措施：", ["学习不够系统"]),
        ("针对“学习不够系统”的问题，采取以下措施整改，效果明显", []),
        ("关于调查研究不够深入的问题", ["关于调查研究不够深入的问题"]),
        ("针对“学习不够系统”的问题，健全学习制度。", []),
        ("针对“四风”问题", []),
        ("针对“学习不够系统”的整改建议以及“研讨”问题", []),
        ("坚持“四不两直”，解决“学习不够系统”的问题", []),
        ("关于召开民主生活会的通知", []),
        ("针对问题", []),
    ],
)
def test_problems_named_on_a_line(line, expected):
    assert [line[begin:stop] for begin, stop in naming.named_line(line, 0, len(line))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("针对“学习不系统”问题，建制度；针对“调研不深”问题，下基层。", ["针对“学习", "针对“调研"]),
        (
            "去年整改如下：针对学习不系统的问题，建制度。关于作风不实的问题，减会议。",
            ["针对学习不", "关于作风不"],
        ),
        ("对“学习不系统”问题，建制度；对“调研不深”问题，下基层。", ["对“学习不", "对“调研不"]),
        ("针对“学习不系统”问题，建制度；持续下基层。", []),
        ("针对查摆的问题，逐项整改；针对存在的不足，持续改进。", []),
        ("对照问题清单，逐项整改；对照先进，找差距。", []),
        ("健全制度，针对学习不系统的问题，建制度，针对调研不深的问题，下基层。", []),
        ("针对不同群体，分类施策；针对重点行业，上门服务。", []),
    ],
)
def test_segments_that_each_name_a_problem(text, expected):
    assert [text[at : at + 5] for at in naming.segments(text, 0, len(text))] == expected


def test_a_line_that_quotes_a_problem_is_that_problem_and_no_heading(reading_of):
    reading, text = reading_of(
        PLAN,
        "一、整改措施",
        "（一）带头学习方面",
        "针对“对“一把手”监督不够有力，招标采购、工程建设等重点领域廉洁风险依然存在，制度执行刚性不足”的问题",
        "1.健全制度。每月学习1次。",
        "2.开展督查。",
        "责任领导：向远舟",
        "针对“研讨偏少”的问题",
        "1.开展研讨。每季度1次。",
    )

    assert [(one.type.value, one.ordinal, one.aspect) for one in reading.items] == [
        ("problem", None, "带头学习"),
        ("measure", "1.", "带头学习"),
        ("measure", "2.", "带头学习"),
        ("problem", None, "带头学习"),
        ("measure", "1.", "带头学习"),
    ]
    quoted = reading.items[0]
    assert text[quoted.start - 1] == "“"
    assert text[quoted.start : quoted.end].endswith("制度执行刚性不足")
    assert [(link.source, link.target) for link in reading.links if link.kind == "explicit"] == [
        ("1", "2"),
        ("1", "3"),
        ("4", "5"),
    ]
    assert [[owner.text for owner in one.owners] for one in reading.items] == [
        [],
        ["向远舟"],
        ["向远舟"],
        [],
        [],
    ]
    assert [heading.level for heading in reading.outline] == [0, 1, 2, 3, 3]


def test_two_problems_on_one_line_are_both_answered(reading_of):
    reading, _ = reading_of(
        PLAN, "一、整改措施", "针对“学习不够系统”“研讨偏少”的问题", "1.每月学习。", "2.常开研讨。"
    )

    assert [one.title for one in reading.items] == ["学习不够系统", "研讨偏少", "每月学习", "常开研讨"]
    assert [(link.source, link.target, link.kind) for link in reading.links] == [
        ("1", "3", "explicit"),
        ("1", "4", "explicit"),
        ("2", "3", "explicit"),
        ("2", "4", "explicit"),
    ]


def test_labels_below_such_a_line_belong_to_its_problem(reading_of):
    reading, _ = reading_of(
        "2024年度民主生活会整改落实情况报告",
        "一、整改落实情况",
        "针对“学习不够系统”的问题",
        "整改情况：健全制度，学习12次。",
        "整改成效：已全部到位。",
        "针对“调研不够深入”的问题",
        "整改情况：下基层40天。",
    )

    assert [(one.type.value, one.title) for one in reading.items] == [
        ("problem", "学习不够系统"),
        ("measure", "健全制度，学习12次"),
        ("result", "已全部到位"),
        ("problem", "调研不够深入"),
        ("measure", "下基层40天"),
    ]
    assert [(link.source, link.target) for link in reading.links] == [("1", "2"), ("4", "5")]


def test_outside_a_plan_such_a_line_only_names_the_problem_again(reading_of):
    reading, _ = reading_of(
        REPORT,
        "一、存在的问题",
        "1.学习不够系统。",
        "2.调研不够深入。",
        "二、整改措施",
        "针对“调研不够深入”的问题",
        "1.每月下基层。",
        "2.结对帮扶。",
    )

    assert [(one.type.value, one.title) for one in reading.items] == [
        ("problem", "学习不够系统"),
        ("problem", "调研不够深入"),
        ("measure", "每月下基层"),
        ("measure", "结对帮扶"),
    ]
    assert [(link.source, link.target) for link in reading.links if link.kind == "explicit"] == [
        ("2", "3"),
        ("2", "4"),
    ]


def test_such_a_line_without_anything_below_names_no_problem(reading_of):
    reading, _ = reading_of(PLAN, "一、整改措施", "1.每月学习。", "针对“学习不够系统”的问题")

    assert [one.type.value for one in reading.items] == ["measure"]


def test_segments_of_a_paragraph_are_items(reading_of):
    reading, text = reading_of(
        REPORT,
        "一、上年度整改落实情况",
        "局党组高度重视整改。",
        "针对“学习不够系统”问题，健全制度，学习12次；针对“调研不深”问题，下基层40天。形成报告3篇。",
        "目前，2个问题均已整改到位。",
        "二、存在的问题",
        "一是学习不够。针对性不强，针对学习的问题研究少。",
    )

    assert [(one.type.value, text[one.start : one.end]) for one in reading.items] == [
        ("last_year_measure", "针对“学习不够系统”问题，健全制度，学习12次"),
        ("last_year_measure", "针对“调研不深”问题，下基层40天。形成报告3篇。"),
        ("problem", "一是学习不够。针对性不强，针对学习的问题研究少。"),
    ]


def test_segments_after_a_numbered_lead_are_its_parts(reading_of):
    reading, _ = reading_of(
        REPORT,
        "一、努力方向",
        "（一）深化学习。针对“学习不系统”问题，建制度；针对“研讨偏少”问题，多研讨。",
        "（二）深入基层。坚持下沉。针对“调研不深”问题，下基层；针对“帮扶不多”问题，结对子。",
    )

    assert [(one.id, one.ordinal, one.parent) for one in reading.items] == [
        ("1", "（一）", None),
        ("2", None, "1"),
        ("3", None, "1"),
        ("4", "（二）", None),
    ]


@pytest.mark.parametrize(
    ("wording", "expected"),
    [
        ("针对“学习不够系统”“党性锻炼不经常”的问题，", ["1", "3"]),
        ("针对“学习不够系统”问题和“党性锻炼不经常”问题，", ["1", "3"]),
        ("针对学习不够系统、党性锻炼不经常的问题，", ["1", "3"]),
        ("针对学习还不够系统、党性锻炼不太经常的问题，", ["1", "3"]),
        ("针对“调研不深入、帮扶不多”的问题，", ["2"]),
        ("针对“学习不够系统”“会风不实”的问题，", ["1"]),
        ("针对“会风不实”“文风不正”的问题，", []),
        ("坚持学习、锻炼一起抓，", []),
    ],
)
def test_every_problem_that_the_wording_names_is_linked(reading_of, wording, expected):
    reading, _ = reading_of(
        REPORT,
        "一、存在的问题",
        "1.学习不够系统。",
        "2.调研不深入、帮扶不多。",
        "3.党性锻炼不经常。",
        "二、努力方向",
        f"（一）{wording}健全制度。",
    )

    assert [link.source for link in reading.links if link.kind == "explicit"] == expected
