from __future__ import annotations

from collections.abc import Callable

import pytest

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.rectification.operations import imports
from bihuan.domain.rectification.sheet import queries
from bihuan.domain.rectification.sheet.plans import Plan
from bihuan.domain.rectification.sheet.reading import read_table


@pytest.fixture
def upload(bureau, clerk) -> Callable[..., ImportBatch]:
    """Bring a workbook in as the clerk does, up to the preview."""

    def bring_in(content: bytes, *, year: int = 2025, name: str = "台账.xlsx") -> ImportBatch:
        table = read_table(read_workbook(name, content))
        return imports.preview_import(
            unit=bureau.unit, actor=clerk, table=table, file_name=name, content=content, year=year
        )

    return bring_in


@pytest.fixture
def plan(bureau) -> Callable[[ImportBatch], Plan]:
    return lambda batch: queries.plan_of(batch, bureau.unit)


@pytest.fixture
def apply(bureau, clerk) -> Callable[..., ImportBatch]:
    """Confirm rows of a batch: all that would change something, or the given lines."""

    def confirm(batch: ImportBatch, lines: list[int] | None = None) -> ImportBatch:
        if lines is None:
            lines = [row.line for row in queries.plan_of(batch, bureau.unit).rows if row.acts]
        return imports.apply_import(
            unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version, lines=lines
        )

    return confirm


@pytest.fixture
def undo(bureau, clerk) -> Callable[[ImportBatch], ImportBatch]:
    return lambda batch: imports.undo_import(
        unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version
    )
