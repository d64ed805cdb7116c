"""A long paper is cut into parts of bounded size; nothing is lost between them."""

from __future__ import annotations

import pytest

from bihuan.core.document.model import Block, BlockKind, Document, Place
from bihuan.web.drafts import parts


def document(lengths, *, rows=None):
    blocks, start = [], 0
    for number, length in enumerate(lengths):
        place = Place(number, table=0, row=rows[number], column=number) if rows else Place(number)
        kind = BlockKind.CELL if rows else BlockKind.PARAGRAPH
        blocks.append(Block(kind, "字" * length, start, place))
        start += length + 1
    return Document("\n".join(block.text for block in blocks), tuple(blocks))


def sizes(cut):
    return [len(part.blocks) for part in cut]


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], [0]),
        ([5], [1]),
        ([5] * 200, [200]),
        ([5] * 201, [200, 1]),
        ([5] * 20_000, [200] * 100),
        ([20_000, 5], [1, 1]),
        ([19_999, 5, 5], [2, 1]),
    ],
)
def test_a_part_holds_so_many_blocks_and_characters(lengths, expected):
    assert sizes(parts.parts_of(document(lengths))) == expected


def test_a_table_row_is_never_torn_apart():
    rows = [number // 150 for number in range(450)]

    assert sizes(parts.parts_of(document([5] * 450, rows=rows))) == [300, 150]


def test_every_offset_lies_in_exactly_one_part():
    cut = parts.parts_of(document([3] * 450))

    for offset in range(450 * 4):
        assert sum(part.holds(offset) for part in cut) == 1
        assert parts.part_at(cut, offset).holds(offset)


def test_parts_say_where_they_stand():
    cut = parts.parts_of(document([3] * 450))

    assert [(part.number, part.total, part.first, part.last) for part in cut] == [
        (1, 3, 1, 200),
        (2, 3, 201, 400),
        (3, 3, 401, 450),
    ]
