"""From lines as a reader finds them to a :class:`Document` with exact offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.core.document.model import Block, BlockKind, Document, Note, Place


@dataclass(slots=True)
class Line:
    """One future block. ``notes`` are the texts of notes with their offsets in ``text``."""

    text: str
    place: Place
    number: str = ""
    style: str = ""
    level: int | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    centred: bool = False
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return self.number + self.text


def document_of(lines: Iterable[Line], *, source: str, warnings: tuple[str, ...] = ()) -> Document:
    """Join lines into a document: one line each, except that the cells of a row share one.

    One tab stands at every border between grid columns, also where a cell is empty or belongs to a merged
    one, so the columns of a table stay in line; the paragraphs of one cell follow each other directly.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    notes: list[Note] = []
    position = 0
    previous: Place | None = None
    for line in lines:
        gap = _gap(previous, line.place)
        pieces += (gap, line.number, line.text)
        start = position + len(gap)
        position = start + len(line.number) + len(line.text)
        body = start + len(line.number)
        notes += (Note(text=text, anchor=body + offset) for offset, text in line.notes)
        blocks.append(Block(line.kind, line.text, start, line.place, line.number, line.style, line.level))
        previous = line.place
    return Document("".join(pieces), tuple(blocks), tuple(notes), source, warnings)


def _gap(previous: Place | None, place: Place) -> str:
    """What stands in the text between two lines."""
    column = place.column or 0
    if previous is None:
        return "\t" * column
    same_row = place.table is not None and (previous.table, previous.row) == (place.table, place.row)
    return "\t" * (column - (previous.column or 0)) if same_row else "\n" + "\t" * column
