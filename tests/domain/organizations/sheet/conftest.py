from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from bihuan.domain.exchange.models import ImportBatch
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations import imports
from bihuan.domain.organizations.sheet import preparing
from bihuan.domain.organizations.sheet.reading import read_people

from . import books


@pytest.fixture
def upload(bureau, first_branch, clerk) -> Callable[..., ImportBatch]:
    """Bring rows, or a whole workbook, in as the clerk does, up to the preview."""

    def bring_in(*rows: Iterable[Any], content: bytes | None = None, unit: Unit | None = None) -> ImportBatch:
        content = content or books.register(*rows)
        unit = unit or bureau.unit
        table = imports.judged_table(unit, read_people("名册.xlsx", content))
        return imports.preview_people(
            unit=unit, actor=clerk, table=table, file_name="名册.xlsx", content=content
        )

    return bring_in


@pytest.fixture
def apply(bureau, clerk) -> Callable[..., ImportBatch]:
    """Confirm a batch as the page does: the plan is made first, then written."""

    def confirm(batch: ImportBatch, *, only_good: bool = False, unit: Unit | None = None) -> ImportBatch:
        unit = unit or bureau.unit
        return imports.apply_people(
            unit=unit,
            batch=batch,
            actor=clerk,
            seen_batch=batch.version,
            only_good=only_good,
            made=preparing.prepared(batch, unit),
        )

    return confirm


@pytest.fixture
def undo(bureau, clerk) -> Callable[[ImportBatch], ImportBatch]:
    return lambda batch: imports.undo_people(
        unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version
    )


@pytest.fixture
def verdict(upload) -> Callable[..., tuple[str, list[list[str]]]]:
    """What one row comes to: the word, and its errors or notes with their cells."""

    def judge(*cells: Any) -> tuple[str, list[list[str]]]:
        row = upload(cells).rows[0]
        return row["what"], row["errors"] or row["notes"]

    return judge
