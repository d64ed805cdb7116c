"""Which kinds of unit stand below which, and which of them have a leading body of the Party."""

from __future__ import annotations

from bihuan.core.registry.files import read_toml


def kinds() -> tuple[str, ...]:
    """Every kind of unit."""
    return tuple(_table()["below"])


def kinds_below(kind: str) -> tuple[str, ...]:
    """The kinds that may be made below a unit of the kind, the usual ones first."""
    return tuple(_table()["below"][kind])


def has_leading_body(kind: str) -> bool:
    """Whether a unit of the kind may have a 党组 or 党委."""
    return kind in _table()["leading"]["kinds"]


def _table() -> dict[str, dict[str, list[str]]]:
    return read_toml("words", "unit-kinds")
