"""The export masks numbers of citizens; a row that comes back gets them from the ledger again."""

from __future__ import annotations

from collections.abc import Mapping

from bihuan.core.text.masking import masked, restored

from . import wording
from .interpretation import SheetRow


def restore(row: SheetRow, cells: Mapping[str, str]) -> None:
    """Put back the numbers that the ledger's own cells have and that the row still carries masked."""
    row.said = {code: restored(text, cells.get(code, "")) for code, text in row.said.items()}


def wordings(*texts: str) -> set[str]:
    """What texts are found by, as they stand in the ledger and as they were exported."""
    return {wording.same(way) for text in texts for way in (text, masked(text))}
