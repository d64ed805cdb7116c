"""A paper together with the rows behind each of its blocks."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bihuan.core.document.paper import Block, Heading, Paper, Paragraph, Run
from bihuan.core.text.masking import masked
from bihuan.domain.rectification.models import Cause, Item, Measure, Problem, Statement

from .hiding import hidden

KINDS = {Problem: "problem", Cause: "cause", Measure: "measure", Item: "item"}
#: Where the team must write itself: the program writes no self-criticism.
BY_THE_TEAM = "此处由班子撰写"


@dataclass(frozen=True, slots=True)
class Source:
    """A row of the ledger that a passage tells about."""

    kind: str
    key: UUID
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the paper and the rows behind it."""

    block: Block
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What the asker says: the day that the paper tells about, to whom, of which date, demo or not."""

    today: datetime.date
    addressee: str = ""
    date: datetime.date | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Composition:
    """A paper; ``sources`` are those of its blocks, one tuple each; ``name`` is what the file is called."""

    name: str
    paper: Paper
    sources: tuple[tuple[Source, ...], ...]


def composed(
    name: str, passages: Iterable[Passage], *, frame: Frame, title: str | None = None, **parts: object
) -> Composition:
    """Bind passages into a paper, titled by its name unless told otherwise. Further ``parts`` by name.

    Phone, identity and bank card numbers are masked in every block.
    """
    passages = list(passages)
    blocks = tuple(hidden(each.block) for each in passages)
    paper = Paper(title=name if title is None else title, blocks=blocks, demo=frame.demo, **parts)
    return Composition(name, paper, tuple(each.sources for each in passages))


def sources(*rows: Statement | Item) -> tuple[Source, ...]:
    """The rows as sources, each once."""
    return tuple(dict.fromkeys(source(row) for row in rows))


def source(row: Statement | Item) -> Source:
    title = row.measure.title if isinstance(row, Item) else row.title
    return Source(KINDS[type(row)], row.key, masked(title))


def paragraph(text: str, *rows: Statement | Item) -> Passage:
    return Passage(Paragraph.of(text), sources(*rows))


def heading(level: int, text: str, follows: str = "", rows: Iterable[Statement | Item] = ()) -> Passage:
    """A heading; ``follows`` stands after it in the same paragraph."""
    runs = (Run(follows),) if follows else ()
    return Passage(Heading(level, text, runs), sources(*rows))


def left_open(what: str = "") -> Passage:
    """A bracketed place for the team."""
    return paragraph(f"（{BY_THE_TEAM}{'：' + what if what else ''}）")
