"""The columns of a ledger, and how a head is recognised whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bihuan.core.registry import words
from bihuan.domain.exchange.heads import Heads, bare

WORDS = "ledger-columns"
#: Columns that speak of the problem; the others speak of the measure in the same row.
PROBLEM_CODES = ("source", "aspect", "problem", "example", "cause")
ITEM_CODES = (
    "target", "leader", "lead", "support", "contact", "due_kind", "due",
    "progress", "outcome", "evidence", "shortfall",
)  # fmt: skip
MAPPABLE = (*PROBLEM_CODES, "measure", *ITEM_CODES)


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    code: str
    label: str
    heads: tuple[str, ...]
    width: float
    group: str = ""
    merged: bool = False
    centred: bool = False


@cache
def columns() -> tuple[LedgerColumn, ...]:
    """All columns, in the order in which they are written."""
    return tuple(
        LedgerColumn(**{**entry, "heads": tuple(bare(head) for head in entry["heads"])})
        for entry in words.entry(WORDS)["column"]
    )


@cache
def by_code() -> dict[str, LedgerColumn]:
    return {column.code: column for column in columns()}


def label_of(code: str) -> str:
    return by_code()[code].label


def code_of(texts: Sequence[str]) -> str | None:
    """The column that a head names. ``texts`` runs from the upper head down; the lowest decides if it can."""
    return _heads().code_of(texts)


@cache
def words_of(section: str) -> dict[str, str]:
    """The ways of writing a value (``due_kinds``, ``progress``, ``sources``), each to its code."""
    lists: dict[str, list[str]] = words.entry(WORDS)[section]
    return {word: code for code, ways in lists.items() for word in ways}


@cache
def _heads() -> Heads:
    pairs = ((head, column.code) for column in columns() for head in column.heads)
    return Heads.of(pairs, longest=24)
