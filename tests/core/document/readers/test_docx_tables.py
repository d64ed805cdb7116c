"""Tables: cells of a row on one line, merged cells with their reach."""

from __future__ import annotations

from bihuan.core.document.model import BlockKind, Document
from tests.core.document.build import docx, p, tbl, tc, tr
from tests.core.document.reading import read_word

RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def read(*rows: str) -> Document:
    return read_word(docx(p("整改清单"), tbl(*rows)))


def cells(document: Document) -> list[tuple[str, int, int, int, int]]:
    return [
        (block.text, place.row, place.column, place.row_span, place.column_span)
        for block in document.blocks
        if block.kind is BlockKind.CELL and (place := block.place)
    ]


def test_cells_of_a_row_share_a_line():
    document = read(tr(tc("序号"), tc("问题")), tr(tc("1"), tc("学习不深")))

    assert document.text == "整改清单\n序号\t问题\n1\t学习不深"
    assert cells(document) == [
        ("序号", 0, 0, 1, 1),
        ("问题", 0, 1, 1, 1),
        ("1", 1, 0, 1, 1),
        ("学习不深", 1, 1, 1, 1),
    ]
    assert [block.start for block in document.blocks] == [0, 5, 8, 11, 13]


def test_cell_over_columns_keeps_the_next_one_in_its_column():
    document = read(
        tr(tc("责任", properties='<w:gridSpan w:val="2"/>'), tc("时限")), tr(tc("甲"), tc("乙"), tc("丙"))
    )

    assert document.text == "整改清单\n责任\t\t时限\n甲\t乙\t丙"
    assert cells(document)[:2] == [("责任", 0, 0, 1, 2), ("时限", 0, 2, 1, 1)]


def test_cell_over_rows_stands_once():
    document = read(
        tr(tc("问题", properties=RESTART), tc("措施一")),
        tr(tc(properties=CONTINUE), tc("措施二")),
        tr(tc(properties=CONTINUE), tc("措施三")),
        tr(tc("问题二", properties=RESTART), tc("措施四")),
    )

    assert document.text == "整改清单\n问题\t措施一\n\t措施二\n\t措施三\n问题二\t措施四"
    assert cells(document)[0] == ("问题", 0, 0, 3, 1)
    assert cells(document)[4] == ("问题二", 3, 0, 1, 1)


def test_cell_over_rows_and_columns():
    wide = '<w:gridSpan w:val="2"/>'
    document = read(
        tr(tc("甲", properties=wide + RESTART), tc("乙")), tr(tc(properties=wide + CONTINUE), tc("丙"))
    )

    assert cells(document) == [("甲", 0, 0, 2, 2), ("乙", 0, 2, 1, 1), ("丙", 1, 2, 1, 1)]


def test_old_horizontal_merge_is_one_cell():
    document = read(
        tr(tc("甲", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), tc("乙"))
    )

    assert cells(document) == [("甲", 0, 0, 1, 2), ("乙", 0, 2, 1, 1)]


def test_empty_cells_keep_their_tabs():
    assert read(tr(tc(), tc("甲"), tc(), tc("乙"), tc())).text == "整改清单\n\t甲\t\t乙"


def test_row_without_text_leaves_no_line():
    document = read(tr(tc("甲")), tr(tc(), tc()), tr(tc("乙")))

    assert document.text == "整改清单\n甲\n乙"
    assert [place[1] for place in cells(document)] == [0, 2]


def test_row_that_begins_further_right():
    document = read(tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>'))

    assert document.text == "整改清单\n甲\t乙\n\t丙"


def test_paragraphs_of_a_cell_are_blocks_on_the_same_line():
    document = read(tr(tc("1.加强学习。", "2.改进作风。"), tc("办公室")))

    assert document.text == "整改清单\n1.加强学习。2.改进作风。\t办公室"
    assert cells(document)[:2] == [("1.加强学习。", 0, 0, 1, 1), ("2.改进作风。", 0, 0, 1, 1)]
    assert all(document.text[block.start : block.end] == block.line for block in document.blocks)


def test_table_in_a_cell_belongs_to_the_cell():
    inner = tbl(tr(tc("内一"), tc("内二")))
    document = read(tr(tc("外", inner, p()), tc("旁")))

    assert cells(document) == [
        ("外", 0, 0, 1, 1),
        ("内一", 0, 0, 1, 1),
        ("内二", 0, 0, 1, 1),
        ("旁", 0, 1, 1, 1),
    ]
    assert document.text == "整改清单\n外内一内二\t旁"


def test_tables_are_counted_and_text_between_them_is_not_in_them():
    document = read_word(docx(p("题"), tbl(tr(tc("甲"))), p("中"), tbl(tr(tc("乙")))))

    assert [block.place.table for block in document.blocks] == [None, 0, None, 1]


def test_two_tables_side_by_side_do_not_share_a_line():
    assert read_word(docx(p("题"), tbl(tr(tc("甲"))), tbl(tr(tc("乙"))))).text == "题\n甲\n乙"


def test_deleted_row_and_cell_are_not_shown():
    deleted = '<w:del w:id="1" w:author="秘书"/>'
    document = read(
        tr(tc("甲")),
        tr(tc("旧"), properties=deleted),
        tr(tc("删", properties='<w:cellDel w:id="2" w:author="秘书"/>'), tc("乙")),
    )

    assert cells(document) == [("甲", 0, 0, 1, 1), ("乙", 1, 0, 1, 1)]


def test_inserted_row_is_shown():
    assert read(tr(tc("新"), properties='<w:ins w:id="1" w:author="秘书"/>')).text == "整改清单\n新"


def test_rows_and_cells_in_content_controls_are_read():
    cell = f"<w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent>{tr(cell)}</w:sdtContent></w:sdt>"

    assert read(row).text == "整改清单\n甲"


def test_spans_of_a_hostile_file_are_bounded():
    document = read(
        tr(
            tc("甲", properties='<w:gridSpan w:val="1000000000"/>'),
            tc("乙", properties='<w:gridSpan w:val="-5"/>'),
        )
    )

    assert cells(document) == [("甲", 0, 0, 1, 63), ("乙", 0, 63, 1, 1)]


def test_continuation_without_a_beginning_is_a_cell():
    assert cells(read(tr(tc("甲", properties=CONTINUE)))) == [("甲", 0, 0, 1, 1)]
