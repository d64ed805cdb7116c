"""The one model of a document that has been read: blocks of text and where each stands in the file.

Offsets count code points of ``Document.text``. The text is the blocks' ``line``s joined by a line feed; the
cells of one table row share a line and are separated by a tab.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is, as far as its form tells."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CELL = "cell"
    RED_HEAD = "red_head"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands in the file: enough to find it again by hand.

    ``paragraph`` counts from 0 in file order (lines of a text file); ``page`` counts from 1 (PDF only);
    ``table``, ``row`` and ``column`` count from 0 (cells only). ``row_span`` and ``column_span`` tell how far
    a merged cell reaches.
    """

    paragraph: int
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table cell.

    ``number`` is the visible number that the word processor generates ("" where the number is typed);
    ``line`` is what a person sees: ``number + text``. ``level`` is the level of a heading style, 1 for the
    highest, ``None`` for a block that no style marks as a heading.
    """

    kind: BlockKind
    text: str
    start: int
    place: Place
    number: str = ""
    style: str = ""
    level: int | None = None

    @property
    def line(self) -> str:
        return self.number + self.text

    @property
    def end(self) -> int:
        return self.start + len(self.number) + len(self.text)


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its text stands apart from the body; ``anchor`` is an offset in the body."""

    text: str
    anchor: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as its reader saw it."""

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()
    source: str = "txt"
    warnings: tuple[str, ...] = field(default=())
