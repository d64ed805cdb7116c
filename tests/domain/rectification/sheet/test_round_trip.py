"""Out and in again: nothing changes; out, edited and in again: exactly the edits change."""

from __future__ import annotations

import pytest

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem
from bihuan.domain.rectification.operations import items, links, wording
from bihuan.domain.rectification.sheet.columns import columns
from bihuan.domain.rectification.sheet.export import ledger_workbook
from bihuan.domain.trail.models import Entry
from tests import ledger_books as books

from .rows import ledger_rows

LETTER = {column.code: number for number, column in enumerate(columns(), start=1)}


@pytest.fixture
def ledger(upload, apply) -> Cycle:
    """Two problems with three measures, a cause, owners, targets and dates."""
    apply(upload(books.merged_problems()))
    return Cycle.objects.select_related("unit").get()


def exported(cycle: Cycle) -> bytes:
    return ledger_workbook(cycle, demo=True)


def outcome(plan) -> list[tuple[int, str, list[tuple[str, str, str]]]]:
    """What the rows that are not unchanged will do."""
    return [
        (row.line, row.what.value, [(change.code, change.before, change.after) for change in row.changes])
        for row in plan.rows
        if row.what.value != "unchanged"
    ]


def test_the_own_export_is_unchanged_in_every_row(ledger, upload, plan):
    planned = plan(upload(exported(ledger)))

    assert [(row.line, row.what.value) for row in planned.rows] == [
        (4, "unchanged"),
        (5, "unchanged"),
        (6, "unchanged"),
    ]
    assert [row.warnings for row in planned.rows] == [[], [], []]


def test_all_columns_of_the_export_are_recognised(ledger, upload):
    batch = upload(exported(ledger))

    assert [batch.head["mapping"][str(number)] for number in range(1, 20)] == [c.code for c in columns()]


def test_the_same_ledger_gives_the_same_bytes(ledger):
    assert exported(ledger) == exported(ledger)


def test_edits_change_exactly_what_was_edited(ledger, upload, apply, plan):
    before = ledger_rows(ledger)

    def edit(sheet):
        sheet.cell(4, LETTER["problem"]).value = "学用脱节，以干代学"
        sheet.cell(5, LETTER["measure"]).value = "建立电子学习档案"
        sheet.cell(5, LETTER["due"]).value = "2026年12月底前"
        sheet.cell(6, LETTER["leader"]).value = "沈知远"
        sheet.cell(6, LETTER["progress"]).value = "正在整改"

    batch = upload(books.edited(exported(ledger), edit))

    assert outcome(plan(batch)) == [
        (4, "changed", [("problem", "学用脱节", "学用脱节，以干代学")]),
        (
            5,
            "changed",
            [("measure", "建立学习档案", "建立电子学习档案"), ("due", "2026-06-30", "2026年12月底前")],
        ),
        (6, "changed", [("leader", "", "沈知远"), ("progress", "未开展", "正在整改")]),
    ]
    apply(batch)
    expected = [dict(row) for row in before]
    expected[0]["problem"] = expected[1]["problem"] = "学用脱节，以干代学"
    expected[1] |= {"measure": "建立电子学习档案", "due": "2026年12月底前"}
    expected[2] |= {"leader": "沈知远", "progress": "正在整改"}
    assert ledger_rows(ledger) == expected


def test_a_cleared_cell_of_our_own_export_is_cleared(ledger, upload, apply):
    apply(
        upload(books.edited(exported(ledger), lambda s: setattr(s.cell(4, LETTER["target"]), "value", None)))
    )

    item = Item.objects.get(measure__text="开展专题研讨")
    assert (item.target_value, item.target_unit, item.end_state) == (None, "", "")


def test_a_row_added_below_a_problem_becomes_a_measure_of_it(ledger, upload, apply, plan):
    def edit(sheet):
        sheet.cell(7, LETTER["measure"]).value = "领导包抓重点工程"
        sheet.cell(7, LETTER["due"]).value = "2026年8月底前"

    batch = upload(books.edited(exported(ledger), edit))

    assert [(line, what) for line, what, _ in outcome(plan(batch))] == [(7, "new_measure")]
    apply(batch)
    assert ledger_rows(ledger)[-1] == {
        "source": "自查",
        "aspect": "担当作为方面",
        "problem": "攻坚劲头不足",
        "measure": "领导包抓重点工程",
        "due_kind": "限期",
        "due": "2026年8月底前",
        "progress": "未开展",
    }
    assert Problem.objects.count() == 2


def test_a_measure_without_a_problem_stays_without_one_and_may_get_one(ledger, upload, apply, plan, clerk):
    wording.add_measure(cycle=ledger, actor=clerk, title="公开承诺", text="向群众公开承诺事项。")
    content = exported(ledger)
    assert outcome(plan(upload(content))) == []

    apply(
        upload(
            books.edited(content, lambda s: setattr(s.cell(7, LETTER["problem"]), "value", "攻坚劲头不足"))
        )
    )

    rows = [row for row in ledger_rows(ledger) if row.get("measure") == "向群众公开承诺事项。"]
    assert [row["problem"] for row in rows] == ["攻坚劲头不足"]


def test_a_measure_of_two_problems_is_edited_in_one_of_its_rows(ledger, upload, apply, clerk):
    measure = Measure.objects.get(text="建立攻坚专班")
    links.make_link(problem=Problem.objects.get(title="学用脱节"), target=measure, actor=clerk)
    content = books.edited(exported(ledger), lambda s: setattr(s.cell(6, LETTER["lead"]), "value", "财务科"))

    apply(upload(content))

    assert [row["lead"] for row in ledger_rows(ledger) if row["measure"] == "建立攻坚专班"] == ["财务科"] * 2


def test_two_different_edits_of_the_same_measure_are_refused(ledger, upload, plan, clerk):
    measure = Measure.objects.get(text="建立攻坚专班")
    links.make_link(problem=Problem.objects.get(title="学用脱节"), target=measure, actor=clerk)

    def edit(sheet):
        sheet.cell(6, LETTER["lead"]).value = "财务科"
        sheet.cell(7, LETTER["lead"]).value = "办公室"

    planned = plan(upload(books.edited(exported(ledger), edit)))

    assert planned.rows[3].errors == ["“牵头单位”与第6行写的不同，而两行说的是台账里的同一条。请改成一样。"]


def test_examples_keep_their_place_in_the_wording(ledger, upload, apply, plan, clerk):
    problem = Problem.objects.get(title="学用脱节")
    wording.edit_statement(
        statement=problem,
        actor=clerk,
        seen=problem.version,
        text="学用脱节。比如，读文件多、研究少。需要改进。",
        example="比如，读文件多、研究少。",
    )
    content = exported(ledger)
    assert outcome(plan(upload(content))) == []

    apply(
        upload(
            books.edited(
                content, lambda s: setattr(s.cell(4, LETTER["example"]), "value", "比如，以会代学。")
            )
        )
    )

    problem.refresh_from_db()
    assert (problem.text, problem.example) == ("学用脱节。比如，以会代学。需要改进。", "比如，以会代学。")


def test_a_shared_cause_is_reworded_once_and_said_so(ledger, upload, apply, plan, clerk):
    cause = Cause.objects.get()
    links.make_link(problem=Problem.objects.get(title="攻坚劲头不足"), target=cause, actor=clerk)
    batch = upload(
        books.edited(exported(ledger), lambda s: setattr(s.cell(4, LETTER["cause"]), "value", "学风漂浮"))
    )

    assert plan(batch).rows[0].warnings == ["这条原因对应2个问题，改动会同时用于这2个问题。"]
    apply(batch)
    assert [row["cause"] for row in ledger_rows(ledger)] == ["学风漂浮"] * 3


def test_a_row_that_changed_after_the_export_is_not_ticked_by_itself(ledger, upload, plan, clerk):
    content = books.edited(exported(ledger), lambda s: setattr(s.cell(6, LETTER["due"]), "value", "每月"))
    item = Item.objects.get(measure__text="建立攻坚专班")
    items.plan_item(item=item, actor=clerk, seen=item.version, leads=["办公室"])

    row = plan(upload(content)).rows[2]

    assert (row.outdated, row.what.value) == (True, "changed")
    assert ("lead", "办公室", "") in [(c.code, c.before, c.after) for c in row.changes]


@pytest.mark.parametrize(
    ("code", "value", "message"),
    [
        ("measure", None, "整改措施不能清空。撤回一条措施，请在台账页面办理，并写明理由。"),
        ("problem", None, "问题表述不能清空。撤回一个问题，请在台账页面办理，并写明理由。"),
        ("cause", None, "原因不能清空。取消问题与原因的对应，请在台账页面办理。"),
        ("key", "P1", "“编号”一格被改动过，认不出来。请恢复原样；如要作为新的一行导入，请清空这一格。"),
        ("progress", "很快", "进展“很快”认不出来，请改为：未开展、正在整改、已完成、长期坚持。"),
        ("progress", "已完成", "标为“已完成”的，要在“完成情况”里写明做了什么、结果如何。"),
        ("due_kind", "尽快", "时限类型“尽快”认不出来，请改为：立行立改、限期、长期坚持、定期。"),
        ("due_kind", "限期", "“限期”整改要写明完成日期，如“2026年6月30日”或“2026年6月底前”。"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_what_to_do(ledger, upload, plan, code, value, message):
    content = books.edited(exported(ledger), lambda s: setattr(s.cell(4, LETTER[code]), "value", value))

    row = plan(upload(content)).rows[0]

    assert (row.line, row.what.value, row.errors) == (4, "wrong", [message])


def test_the_export_never_holds_a_formula(ledger, clerk):
    problem = Problem.objects.get(title="学用脱节")
    wording.edit_statement(
        statement=problem, actor=clerk, seen=problem.version, title="=1+1", text='=HYPERLINK("http://x")\x07'
    )

    sheet = read_workbook("台账.xlsx", exported(ledger)).sheets[0]

    assert sheet.at(4, LETTER["problem"]) == '=HYPERLINK("http://x")'


def test_planning_writes_nothing(ledger, upload, plan):
    batch = upload(books.simple())
    entries = Entry.objects.count()

    plan(batch)

    assert Entry.objects.count() == entries
    assert Problem.objects.count() == 2
