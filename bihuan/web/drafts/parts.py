"""A long document is shown in parts of bounded size, so that a page stays quick however long the paper is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.core.document.model import Block, Document

MOST_BLOCKS = 200
MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive blocks; ``number`` counts from 1, ``first`` is the number of the first block from 1."""

    number: int
    total: int
    first: int
    blocks: tuple[Block, ...]
    start: int
    end: int

    @property
    def last(self) -> int:
        return self.first + len(self.blocks) - 1

    def holds(self, offset: int) -> bool:
        return self.start <= offset < self.end


def parts_of(document: Document) -> list[Part]:
    """The whole document in order; every offset of its text lies in exactly one part."""
    slices = _slices(document.blocks) or [(0, 0)]
    starts = [document.blocks[first].start for first, _ in slices[1:]]
    edges = [0, *starts, len(document.text) + 1]
    return [
        Part(
            number=number,
            total=len(slices),
            first=first + 1,
            blocks=document.blocks[first:stop],
            start=edges[number - 1],
            end=edges[number],
        )
        for number, (first, stop) in enumerate(slices, start=1)
    ]


def part_at(parts: Sequence[Part], offset: int) -> Part:
    return next((part for part in parts if part.holds(offset)), parts[-1])


def _slices(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    slices: list[tuple[int, int]] = []
    first = characters = 0
    for index, block in enumerate(blocks):
        full = index - first >= MOST_BLOCKS or characters >= MOST_CHARACTERS
        if full and not _inside_row(blocks, index):
            slices.append((first, index))
            first, characters = index, 0
        characters += len(block.text)
    return [*slices, (first, len(blocks))] if first < len(blocks) else slices


def _inside_row(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block goes on with the table row of the one before it."""
    before, here = blocks[index - 1].place, blocks[index].place
    return here.table is not None and (before.table, before.row) == (here.table, here.row)
