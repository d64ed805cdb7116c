"""The ledger as plain rows, for exact comparison."""

from __future__ import annotations

from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.sheet.columns import columns
from bihuan.domain.rectification.sheet.export import ledger_sheet
from bihuan.domain.rectification.sheet.index import index_of


def ledger_rows(cycle: Cycle | None = None) -> list[dict[str, str]]:
    """Every row of the ledger by column code, without empty cells, number and key."""
    cycle = cycle or Cycle.objects.select_related("unit").get()
    sheet = ledger_sheet(index_of(cycle), cycle, demo=False)
    codes = [column.code for column in columns()]
    rows = [dict(zip(codes, texts, strict=True)) for block in sheet.blocks for texts in block]
    return [
        {code: text for code, text in row.items() if text and code not in ("number", "key")} for row in rows
    ]
