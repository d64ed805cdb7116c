"""The columns of a ledger, and how a head is recognised whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bihuan.core.registry import words

WORDS = "ledger-columns"
IGNORED = ""
#: Columns that speak of the problem; the others speak of the measure in the same row.
PROBLEM_CODES = ("source", "aspect", "problem", "example", "cause")
ITEM_CODES = (
    "target", "leader", "lead", "support", "contact", "due_kind", "due",
    "progress", "outcome", "evidence", "shortfall",
)  # fmt: skip
MAPPABLE = (*PROBLEM_CODES, "measure", *ITEM_CODES)

_NOISE = re.compile(r"[\s　:：*＊.。、\-—_]+")
_ASIDE = re.compile(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]")


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


def bare(text: str) -> str:
    """A head without spaces and punctuation: ``整 改\\n措施：`` → ``整改措施``."""
    return _NOISE.sub("", text)


def code_of(texts: Sequence[str]) -> str | None:
    """The column that a head names. ``texts`` runs from the upper head down; the lowest decides if it can."""
    for text in reversed(texts):
        for candidate in dict.fromkeys((bare(text), bare(_ASIDE.sub("", text)))):
            if candidate and (code := _code(candidate)):
                return code
    return None


def words_of(section: str) -> dict[str, str]:
    """The ways of writing a value (``due_kinds``, ``progress``, ``sources``), each to its code."""
    lists: dict[str, list[str]] = words.entry(WORDS)[section]
    return {word: code for code, ways in lists.items() for word in ways}


@cache
def _heads() -> dict[str, str]:
    pairs = [(head, column.code) for column in columns() for head in column.heads]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _code(text: str) -> str | None:
    heads = _heads()
    if text in heads:
        return heads[text]
    if len(text) > 24:
        return None
    ending = next((code for head, code in heads.items() if len(head) > 1 and text.endswith(head)), None)
    return ending or next((code for head, code in heads.items() if len(head) > 2 and head in text), None)
