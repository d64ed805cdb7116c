"""The columns of a register of people, and how a head is recognised whatever it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bihuan.core.registry import words
from bihuan.domain.exchange.heads import Heads, bare

WORDS = "people-columns"
NUMBER, NAME = "staff_number", "name"


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """A column. ``written``: it stands in our own sheets; the others are only recognised."""

    code: str
    label: str
    heads: tuple[str, ...]
    width: float
    centred: bool = False
    written: bool = True
    how: str = ""
    example: str = ""


@cache
def columns() -> tuple[PeopleColumn, ...]:
    """All columns, in the order in which they are written."""
    return tuple(
        PeopleColumn(**{**entry, "heads": tuple(bare(head) for head in entry["heads"])})
        for entry in words.entry(WORDS)["column"]
    )


@cache
def by_code() -> dict[str, PeopleColumn]:
    return {column.code: column for column in columns()}


def written() -> tuple[PeopleColumn, ...]:
    """The columns of our own sheets."""
    return tuple(column for column in columns() if column.written)


def label_of(code: str) -> str:
    return by_code()[code].label


def code_of(texts: Sequence[str]) -> str | None:
    """The column that a head names. ``texts`` runs from the upper head down; the lowest decides if it can."""
    return _heads().code_of(texts)


@cache
def words_of(section: str) -> dict[str, str]:
    """The ways of writing a value (``seats``, ``nothing``), each to its code."""
    lists: dict[str, list[str]] = words.entry(WORDS)[section]
    return {word: code for code, ways in lists.items() for word in ways}


def says_nothing_holds(text: str) -> bool:
    """Whether a cell says that there is none (``无``), unlike an empty cell, which says nothing."""
    return text in words_of("nothing")


def starts_as_note(text: str) -> bool:
    starts: list[str] = words.entry(WORDS)["notes"]["starts"]
    return bare(text).startswith(tuple(starts))


@cache
def _heads() -> Heads:
    pairs = ((head, column.code) for column in columns() for head in column.heads)
    return Heads.of(pairs, longest=16)
