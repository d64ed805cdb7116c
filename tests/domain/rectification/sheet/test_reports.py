"""Ledgers that were read out of reports go out as a sheet and come back unchanged, whatever they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.documents import operations
from bihuan.domain.documents.intake import take_text
from bihuan.domain.rectification.operations.confirm import confirm_draft
from bihuan.domain.rectification.sheet.export import ledger_workbook

from .rows import ledger_rows

REPORTS = Path("tests/material/reports")
WITH_A_LEDGER = (
    "bureau-report-2022", "bureau-report-2025", "county-list-2024", "county-results-2024",
    "district-plan-2025", "district-team-2024", "redhead-report-2023", "street-report-2024", "township-2023",
)  # fmt: skip


@pytest.mark.parametrize("name", WITH_A_LEDGER)
def test_a_ledger_read_from_a_report_comes_back_unchanged(bureau, clerk, upload, plan, name):
    incoming = take_text((REPORTS / f"{name}.txt").read_text())
    year = incoming.reading.year or 2024
    draft = operations.bring_in(unit=bureau.unit, actor=clerk, incoming=incoming, year=year)
    confirm_draft(draft=draft, actor=clerk, seen=draft.version)
    cycle = Cycle.objects.select_related("unit").get(year=year)
    rows = ledger_rows(cycle)

    planned = plan(upload(ledger_workbook(cycle, demo=True), year=year))

    assert [(row.what.value, row.changes, row.errors) for row in planned.rows] == [
        ("unchanged", [], [])
    ] * len(rows)
    assert rows
