"""Ledgers of every make become the rows that a person would write by hand."""

from __future__ import annotations

import pytest

from bihuan.domain.rectification.models import Item, ItemOwner
from tests import ledger_books as books

from .rows import ledger_rows

NEW = {"source": "自查", "progress": "未开展"}

EXPECTED = {
    "simple": [
        NEW
        | {
            "problem": "理论学习不够深入",
            "measure": "制定年度学习计划",
            "due_kind": "限期",
            "due": "2026年6月底前",
            "contact": "韩若溪",
        },
        NEW
        | {
            "problem": "理论学习不够深入",
            "measure": "每月集中研讨1次",
            "due_kind": "定期",
            "due": "每月",
            "lead": "办公室",
        },
        NEW
        | {
            "problem": "调查研究不够经常",
            "measure": "班子成员每季度下基层调研",
            "due_kind": "限期",
            "due": "2026年9月30日",
            "contact": "沈知远",
        },
    ],
    "two_row_head": [
        NEW
        | {
            "problem": "制度执行有偏差",
            "measure": "修订财务制度",
            "leader": "韩若溪",
            "lead": "办公室、财务科",
            "contact": "乔一帆",
            "due_kind": "限期",
            "due": "2026年3月31日",
        },
    ],
    "merged_problems": [
        NEW
        | {
            "aspect": "理论武装方面",
            "problem": "学用脱节",
            "cause": "学风不实",
            "measure": "开展专题研讨",
            "target": "每季度不少于2次",
            "due_kind": "长期坚持",
            "due": "长期坚持",
        },
        NEW
        | {
            "aspect": "理论武装方面",
            "problem": "学用脱节",
            "cause": "学风不实",
            "measure": "建立学习档案",
            "target": "档案建立率100%",
            "due_kind": "限期",
            "due": "2026-06-30",
        },
        NEW
        | {
            "aspect": "担当作为方面",
            "problem": "攻坚劲头不足",
            "measure": "建立攻坚专班",
            "due_kind": "立行立改",
            "due": "立行立改",
        },
    ],
    "three_lists": [
        {
            "source": "征求意见",
            "progress": "未开展",
            "problem": "服务群众不够主动",
            "measure": "推行一次办结",
            "target": "办结率达到95%",
            "leader": "沈知远",
            "lead": "办公室",
            "support": "财务科",
        },
    ],
    "weekly": [
        NEW
        | {
            "problem": "河道管护有盲区",
            "measure": "开展一次全面排查",
            "leader": "韩若溪",
            "lead": "工程科、石远",
            "due_kind": "限期",
            "due": "2026年4月",
        },
    ],
    "office_suite": [
        {
            "source": "自查",
            "problem": "文件办理慢",
            "measure": "限时办文，3个工作日内办结",
            "due_kind": "限期",
            "due": "2026.05",
            "progress": "已完成",
            "outcome": "已建立办文台账",
        },
        {
            "source": "自查",
            "problem": "会议偏多",
            "measure": "压减会议数量",
            "due_kind": "长期坚持",
            "due": "长期坚持",
            "progress": "正在整改",
        },
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_ledger_of_this_make_becomes_exactly_these_rows(upload, apply, name):
    apply(upload(getattr(books, name)()))

    assert ledger_rows() == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_same_file_again_changes_nothing(upload, apply, plan, name):
    content = getattr(books, name)()
    apply(upload(content))

    again = plan(upload(content))

    assert [(row.line, row.what.value, row.changes, row.errors) for row in again.rows] == [
        (row.line, "unchanged", [], []) for row in again.rows
    ]
    assert len(again.rows) == len(EXPECTED[name])


def test_what_stands_around_the_table_is_kept_apart(upload):
    batch = upload(books.office_suite())

    assert batch.head["notes"] == [
        {"line": 9, "note": "注：“是否完成”填已完成或整改中。"},
        {"line": 10, "note": "填表人：乔一帆 审核人：沈知远"},
    ]
    assert [row["line"] for row in batch.rows] == [6, 8]


def test_days_without_a_day_keep_their_wording_and_their_last_day(upload, apply):
    apply(upload(books.office_suite()))

    item = Item.objects.get(due_text="2026.05")
    assert (item.due_date.isoformat(), item.due_precision, item.due_kind) == ("2026-05-31", "month", "dated")


def test_unknown_names_are_kept_and_flagged(upload, apply, plan):
    batch = upload(books.weekly())

    assert plan(batch).rows[0].warnings == [
        "“工程科”不在人员和单位名册里，会按原文记在“牵头单位”，请核对。",
        "“石远”不在人员和单位名册里，会按原文记在“牵头单位”，请核对。",
    ]
    apply(batch)
    assert [(owner.name, owner.known) for owner in ItemOwner.objects.order_by("pk")] == [
        ("工程科", False),
        ("石远", False),
    ]


def test_a_known_unit_becomes_an_owner_of_the_register(upload, apply, bureau):
    apply(upload(books.three_lists()))

    assert [(owner.role, owner.owner_unit) for owner in ItemOwner.objects.order_by("pk")] == [
        ("lead", bureau.office),
        ("support", bureau.finance),
    ]


def test_columns_that_nobody_knows_are_shown_not_lost(upload):
    batch = upload(books.weekly())

    unmatched = [
        head["text"] for head in batch.head["heads"] if not batch.head["mapping"].get(str(head["column"]))
    ]
    assert unmatched == ["督办文号"]


def test_rows_that_only_carry_a_number_are_no_rows(upload, plan):
    content = books.book(
        [["序号", "问题内容", "整改措施"], [1, "会风不实", "压减会议"], [2, None, None], [3, None, None]]
    )

    assert [(row.line, row.what.value) for row in plan(upload(content)).rows] == [(2, "new_problem")]


def test_owners_without_a_measure_are_refused_with_what_to_do(upload, plan):
    content = books.book([["问题内容", "整改措施", "责任人"], ["会风不实", None, "韩若溪"]])

    assert plan(upload(content)).rows[0].errors == [
        "填了责任人，但没有整改措施，无处登记。请补上这一行的整改措施。"
    ]


def test_the_same_measure_twice_for_one_problem_is_refused(upload, plan):
    content = books.book(
        [["问题内容", "整改措施"], ["会风不实", "压减会议"], [None, "压减会议。"], ["文风不实", "压减会议"]]
    )

    assert [row.errors for row in plan(upload(content)).rows] == [
        [],
        ["与第2行的问题和措施相同。请删去重复的一行，或把两行合为一行。"],
        [],
    ]


def test_the_same_problem_in_two_aspects_needs_the_aspect(upload, apply, plan):
    apply(
        upload(
            books.book(
                [
                    ["对应方面", "问题内容", "整改措施"],
                    ["学习方面", "不够深入", "研讨"],
                    ["工作方面", "不够深入", "调研"],
                ]
            )
        )
    )

    without = plan(upload(books.book([["问题内容", "整改措施"], ["不够深入", "考核"]])))
    named = plan(upload(books.book([["方面", "问题内容", "整改措施"], ["工作方面", "不够深入", "考核"]])))

    assert without.rows[0].errors == [
        "台账里有几条同样表述的问题，分不清是哪一条。请补上“对应方面”，或用导出的台账修改。"
    ]
    assert [(row.what.value, row.problem.row.aspect.title) for row in named.rows] == [
        ("new_measure", "工作方面")
    ]


def test_an_empty_cell_of_a_foreign_table_clears_nothing(upload, apply, plan):
    apply(upload(books.simple()))

    again = plan(
        upload(
            books.book(
                [
                    ["问题内容", "整改措施", "责任人", "整改时限"],
                    ["理论学习不够深入", "制定年度学习计划", None, None],
                ]
            )
        )
    )

    assert [row.what.value for row in again.rows] == ["unchanged"]


def test_a_source_that_nobody_knows_is_said_and_left_out(upload, plan):
    row = plan(upload(books.book([["来源", "问题内容", "整改措施"], ["网上", "会风不实", "压减会议"]]))).rows[
        0
    ]

    assert (row.errors, row.warnings) == (
        [],
        [
            "来源“网上”认不出来，没有导入这一格。可用的写法：自查、征求意见、谈心谈话、相互批评、上级点题、巡察审计。"
        ],
    )
    assert [change.code for change in row.changes] == ["problem", "measure"]
