"""Ledgers on paper: one row an item, the cells of a problem reach over its items."""

from __future__ import annotations

import datetime

from bihuan.core.document.paper import Table
from bihuan.domain.compilations import tables
from bihuan.domain.compilations.composition import Frame
from bihuan.domain.rectification.view import ledger_of

from . import twin

FRAME = Frame(datetime.date(2023, 12, 20))


def table_of(composition) -> Table:
    return composition.paper.blocks[0]


def row_of(table: Table, title: str) -> int:
    return next(number for number, row in enumerate(table.rows) if any(cell.text == title for cell in row))


def test_the_cells_of_a_problem_reach_over_its_items(cycle):
    table = table_of(tables.rectification_ledger(ledger_of(cycle), FRAME))

    at = row_of(table, "抓党建的责任感不够强")
    assert [cell.row_span for cell in table.rows[at]] == [4, 4, 4, 4, 1, 1, 1, 1, 1, 1, 1]
    assert [len(row) for row in table.rows[at : at + 5]] == [11, 7, 7, 7, 11]
    assert [cell.text for cell in table.rows[at][:4]] == [
        "13", "带头落实全面从严治党政治责任", "抓党建的责任感不够强", "纪律之弦绷得不紧",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[at + 1][1:]] == [
        "未明确", "未明确", "", "未明确", "未明确", "未开展。未填写原因。",
    ]  # fmt: skip


def test_a_problem_without_a_measure_says_so_across_the_row(cycle):
    table = table_of(tables.rectification_ledger(ledger_of(cycle), FRAME))

    row = table.rows[row_of(table, "改革创新办法不多")]

    assert [(cell.text, cell.column_span) for cell in row[-1:]] == [("没有对应的整改措施", 7)]


def test_a_weak_answer_is_told_in_the_problem(cycle):
    table = table_of(tables.rectification_ledger(ledger_of(cycle), FRAME))

    assert row_of(table, "动真碰硬的劲头不足（现有措施只是部分对应）") > 0


def test_items_of_no_problem_stand_at_the_end(bureau, clerk):
    cycle = twin.built(bureau.unit, clerk)

    table = table_of(tables.rectification_ledger(ledger_of(cycle), FRAME))

    assert len(table.rows) == 14 + 7
    assert [row[1].text for row in table.rows[14:]] == 7 * ["尚未与问题对应"]


def test_the_title_and_the_counts_stand_over_the_table_on_its_page(cycle):
    composition = tables.rectification_ledger(ledger_of(cycle), FRAME)

    assert (composition.name, composition.paper.title) == ("2022年度民主生活会整改台账", "")
    assert table_of(composition).wide == "A3"
    assert table_of(composition).caption == (
        "2022年度民主生活会整改台账\n填报单位：青禾县水务局　截至2023年12月20日，问题14个，措施7项："
        "已完成0项，长期坚持0项，正在整改0项，未开展7项；其中已逾期0项"
    )


def test_the_list_of_problems_has_a_row_a_problem(cycle):
    composition = tables.problem_list(ledger_of(cycle), FRAME)

    table = table_of(composition)
    assert composition.name == "2022年度民主生活会问题清单"
    assert len(table.rows) == 14
    assert [cell.text for cell in table.rows[11]] == [
        "12",
        "带头发扬斗争精神，防范化解风险挑战",
        "防范风险的预见性不强",
        "班子成员能够落实基金监管和安全稳定各项要求，但有的对潜在风险看得不远、想得不全，预案写在纸上、练得不够。"
        "比如，疫情反复期间用工余缺调剂主要靠临时协调，对企业裁员欠薪的连锁反应估计不足，助企纾困的措施零敲碎打。",
        "自查",
        "无",
        "无",
    ]
