"""The original with its passages: the text is exactly the document's, every stretch knows its item."""

from __future__ import annotations

import pytest

from bihuan.core import reading as reader
from bihuan.core.document import sandbox
from bihuan.core.document.model import Block, BlockKind, Place
from bihuan.core.reading.model import Item, ItemType, Owner, Quantity, Span
from bihuan.web.drafts import cards
from bihuan.web.drafts.passages import Line, Table, lines_of
from tests.domain.documents.material import content


def block(text, start=0, **place):
    kind = BlockKind.CELL if place else BlockKind.PARAGRAPH
    return Block(kind, text, start, Place(0, **place))


def item(identifier, start, end, **more):
    return Item(identifier, more.pop("type", ItemType.PROBLEM), None, None, None, start, end, **more)


def outline_of(line):
    return [(p.type, p.item, [(piece.text, piece.fact) for piece in p.pieces]) for p in line.passages]


def only_line(text, items, unassigned=(), names=None):
    (line,) = lines_of([block(text)], items, unassigned, (), names or {})
    return line


def test_text_outside_items_belongs_to_nothing():
    line = only_line("前言。问题。", [item("1", 3, 6)])

    assert outline_of(line) == [("", "", [("前言。", "")]), ("problem", "1", [("问题。", "")])]


def test_what_was_left_over_is_marked():
    line = only_line("前言。问题。", [item("1", 3, 6)], [Span(0, 3)])

    assert outline_of(line)[0] == ("unassigned", "", [("前言。", "")])


def test_a_part_goes_before_its_whole():
    whole, part = (
        item("1", 0, 9, type=ItemType.DIRECTION),
        item("2", 3, 6, type=ItemType.DIRECTION, parent="1"),
    )

    line = only_line("前面的中间的后面的", [whole, part])

    assert [(passage.item, passage.pieces[0].text) for passage in line.passages] == [
        ("1", "前面的"),
        ("2", "中间的"),
        ("1", "后面的"),
    ]


def test_numbers_are_marked_within_their_passage():
    quantity = Quantity("**次", 2, None, "次", "=", masked=True)

    line = only_line("到场**次。", [item("1", 0, 6, quantities=(quantity,))])

    assert outline_of(line) == [("problem", "1", [("到场", ""), ("**次", "masked"), ("。", "")])]


@pytest.mark.parametrize(("spans", "expected"), [([], ""), ([(0, 2)], "问1"), ([(0, 2), (2, 4)], "问1…")])
def test_the_gutter_names_what_begins(spans, expected):
    items = [item(str(n), *span) for n, span in enumerate(spans, 1)]

    assert only_line("一二三四", items, names=cards.names_of(items)).begins == expected


def test_an_owner_that_stands_in_another_cell_is_marked_but_not_left_over():
    owner = Owner("办公室", 3, "牵头")

    line = only_line("措施。办公室", [item("1", 0, 3, owners=(owner,))])

    assert outline_of(line)[1] == ("", "", [("办公室", "fact")])


def test_an_item_over_two_paragraphs_begins_once():
    first, second = lines_of([block("一二", 0), block("三四", 3)], [item("1", 0, 5)], (), (), {"1": "问1"})

    assert (first.begins, second.begins) == ("问1", "")
    assert [passage.item for passage in second.passages] == ["1"]


def test_cells_of_a_table_are_gathered_in_rows():
    shown = lines_of(
        [
            block("表前", 0),
            block("甲", 3, table=0, row=0, column=0, row_span=2),
            block("乙", 5, table=0, row=0, column=1),
            block("乙续", 7, table=0, row=0, column=1),
            block("丙", 10, table=0, row=1, column=1),
            block("丁", 12, table=1, row=0, column=0),
        ],
        [], (), (), {},
    )  # fmt: skip

    before, first, second = shown
    assert isinstance(before, Line)
    assert [[(len(cell.lines), cell.row_span) for cell in row] for row in first.rows] == [
        [(1, 2), (2, 1)],
        [(1, 1)],
    ]
    assert isinstance(second, Table)
    assert len(second.rows) == 1


@pytest.mark.parametrize(
    "name",
    ["bureau-report-2022.docx", "county-list-2024.docx", "redhead-report-2023.docx", "township-2023.docx"],
)
def test_the_shown_text_is_the_documents_text(name):
    document = sandbox.read_bytes(name, content(name))
    reading = reader.read(document)

    shown = lines_of(document.blocks, reading.items, reading.unassigned, reading.outline, {})

    lines = []
    for each in shown:
        lines += (
            [each]
            if isinstance(each, Line)
            else [inner for row in each.rows for cell in row for inner in cell.lines]
        )
    texts = ["".join(piece.text for p in line.passages for piece in p.pieces) for line in lines]
    assert texts == [block.line for block in document.blocks]
    assert [line.start for line in lines] == [block.start for block in document.blocks]
