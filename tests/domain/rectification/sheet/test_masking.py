"""Numbers of citizens leave masked and are not lost when the sheet comes back."""

from __future__ import annotations

import pytest

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.rectification.sheet.columns import columns
from bihuan.domain.rectification.sheet.export import ledger_workbook
from tests import ledger_books as books

from .rows import ledger_rows

LETTER = {column.code: number for number, column in enumerate(columns(), start=1)}
PHONE, IDENTITY = "13800138000", "440524188001010014"


@pytest.fixture
def ledger(upload, apply, clerk) -> Cycle:
    """A ledger in which every long text holds a number."""
    apply(upload(books.merged_problems()))
    cycle = Cycle.objects.select_related("unit").get()
    problem = Problem.objects.get(title="学用脱节")
    wording.edit_statement(
        statement=problem, actor=clerk, seen=problem.version, text=f"学用脱节，{PHONE}来电反映。"
    )
    measure = Measure.objects.get(text="建立学习档案")
    wording.edit_statement(
        statement=measure, actor=clerk, seen=measure.version, text=f"建立学习档案，联系{PHONE}"
    )
    item = Item.objects.get(measure=measure)
    items.report_progress(
        item=item,
        actor=clerk,
        seen=item.version,
        progress="in_progress",
        outcome=f"已答复身份证{IDENTITY}",
    )
    return cycle


def sheet_texts(content: bytes) -> str:
    sheet = read_workbook("台账.xlsx", content).sheets[0]
    return "\n".join(str(value) for row in sheet.rows.values() for value in row.values())


def test_no_number_leaves_unmasked_and_each_leaves_masked(ledger):
    text = sheet_texts(ledger_workbook(ledger, demo=False))

    assert [number for number in (PHONE, IDENTITY) if number in text] == []
    assert (text.count("138****8000"), text.count("440***********0014")) == (2, 1)


def test_keys_versions_dates_and_names_leave_as_they_are(ledger):
    rows = ledger_rows(ledger)

    assert [row.get("due") for row in rows] == ["长期坚持", "2026-06-30", "立行立改"]
    assert rows[1]["measure"] == "建立学习档案，联系138****8000"


def test_the_own_export_changes_nothing(ledger, upload, plan):
    planned = plan(upload(ledger_workbook(ledger, demo=False)))

    assert [row.what.value for row in planned.rows] == ["unchanged"] * 3


def test_an_edit_beside_a_masked_number_keeps_the_number(ledger, upload, apply):
    def edit(sheet):
        cell = sheet.cell(5, LETTER["measure"])
        cell.value = cell.value.replace("建立", "建好")

    apply(upload(books.edited(ledger_workbook(ledger, demo=False), edit)))

    assert Measure.objects.get(text__startswith="建好").text == f"建好学习档案，联系{PHONE}"
    assert Problem.objects.get(title="学用脱节").text == f"学用脱节，{PHONE}来电反映。"


def test_a_number_that_somebody_typed_anew_is_taken(ledger, upload, apply):
    def edit(sheet):
        sheet.cell(5, LETTER["measure"]).value = "建立学习档案，联系13900139000"

    apply(upload(books.edited(ledger_workbook(ledger, demo=False), edit)))

    assert Measure.objects.filter(text="建立学习档案，联系13900139000").count() == 1


def test_rows_without_keys_are_found_by_their_masked_wording(ledger, upload, plan):
    def edit(sheet):
        for row in (4, 5, 6):
            sheet.cell(row, LETTER["key"]).value = None

    planned = plan(upload(books.edited(ledger_workbook(ledger, demo=False), edit)))

    assert [row.what.value for row in planned.rows] == ["unchanged"] * 3


def test_a_cause_is_found_by_its_masked_wording(ledger, upload, apply, clerk):
    problem = Problem.objects.get(title="学用脱节")
    wording.add_cause(cycle=ledger, actor=clerk, title="原因", text=f"没有回访{PHONE}。", problem=problem)
    before = Cause.objects.count()

    apply(upload(books.edited(ledger_workbook(ledger, demo=False), reuse_cause)))

    assert Cause.objects.count() == before


def reuse_cause(sheet) -> None:
    """Name the masked cause of the first problem for the second one, too."""
    sheet.cell(6, LETTER["cause"]).value = "没有回访138****8000。"
