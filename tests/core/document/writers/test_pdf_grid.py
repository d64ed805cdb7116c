"""The geometry of GB/T 9704, measured on the pages of the PDF."""

import datetime
import itertools

import pytest

from bihuan.core.document.paper import Heading, Imprint, Paper, Paragraph
from bihuan.core.document.writers.pdf import write_pdf
from bihuan.core.registry.layouts import layout
from tests.core.document.writers import measuring
from tests.core.document.writers.papers import FLOOR, full_paper, hanzi

MM = measuring.MM
PITCH = 225 / 22
ADVANCE = (156 - 16 * MM) / 27


def pages_of(paper: Paper) -> list[list[measuring.Sign]]:
    return measuring.pages(write_pdf(paper, layout(), FLOOR).content)


@pytest.fixture(scope="module")
def body_rows() -> list[list[list[measuring.Sign]]]:
    """The rows of three full pages of plain text, without their page numbers."""
    text = Paragraph.of(hanzi(3 * 22 * 28 - 2))
    return [measuring.rows(signs)[:-1] for signs in pages_of(Paper("", blocks=(text,)))]


@pytest.fixture(scope="module")
def full() -> list[list[measuring.Sign]]:
    return pages_of(full_paper())


def test_pages_are_a4_and_turned_ones_lie_on_their_side():
    sizes = measuring.sizes(write_pdf(full_paper(), layout(), FLOOR).content)

    expected = [(210, 297), (210, 297), (297, 210), (297, 210), (210, 297)]
    assert sizes == [pytest.approx(size, abs=0.02) for size in expected]


def test_full_pages_have_22_lines_of_28_characters(body_rows):
    assert [[len(row) for row in page] for page in body_rows] == [[26, *[28] * 21], [28] * 22, [28] * 22]


def test_lines_reach_from_edge_to_edge_of_the_type_area(body_rows):
    lines = [row for page in body_rows for row in page][1:]

    assert {round(row[0].x, 1) for row in lines} == {28.0}
    assert [row[-1].x + 16 * MM for row in lines] == [pytest.approx(184, abs=0.1)] * len(lines)


def test_characters_of_a_line_stand_at_equal_distance(body_rows):
    for row in body_rows[1]:
        steps = [after.x - before.x for before, after in itertools.pairwise(row)]
        assert steps == [pytest.approx(ADVANCE, abs=0.01)] * 27


def test_paragraph_begins_two_characters_in(body_rows):
    assert body_rows[0][0][0].x == pytest.approx(28 + 2 * ADVANCE, abs=0.01)


def test_lines_stand_at_equal_distance_and_fill_the_type_area(body_rows):
    baselines = [row[0].y for row in body_rows[1]]
    steps = [after - before for before, after in itertools.pairwise(baselines)]

    assert steps == [pytest.approx(PITCH, abs=0.005)] * 21
    middle = 0.38 * 16 * MM
    assert baselines[0] - middle - PITCH / 2 == pytest.approx(37, abs=0.01)
    assert baselines[-1] - middle + PITCH / 2 == pytest.approx(262, abs=0.01)


@pytest.mark.parametrize("number", [1, 3])
def test_page_number_of_an_odd_page_stands_below_at_the_right(number):
    signs = pages_of(Paper("", blocks=(Paragraph.of(hanzi(3 * 22 * 28)),)))[number - 1]

    row = measuring.row_of(signs, f"—{number}—")

    assert row[0].box[1] == pytest.approx(262 + 7, abs=0.05)
    assert row[-1].box[2] == pytest.approx(184 - ADVANCE, abs=0.3)
    assert {sign.size for sign in row} == {14}


def test_page_number_of_an_even_page_stands_below_at_the_left():
    signs = pages_of(Paper("", blocks=(Paragraph.of(hanzi(3 * 22 * 28)),)))[1]

    row = measuring.row_of(signs, "—2—")

    assert row[0].box[1] == pytest.approx(262 + 7, abs=0.05)
    assert row[0].x == pytest.approx(28 + ADVANCE, abs=0.01)


def test_page_number_of_a_turned_page_stays_at_its_place_of_the_sheet(full):
    """Page 3 turned back upright has it at the lower right, page 4 at the lower left."""
    third = [sign for sign in full[2] if sign.size == 14]
    fourth = [sign for sign in full[3] if sign.size == 14]

    assert measuring.words(third) == "—3—"
    assert measuring.words(fourth) == "—4—"
    for signs in (third, fourth):
        assert signs[0].box[2] == pytest.approx(35 - 7, abs=0.05)
    assert third[-1].box[3] == pytest.approx(210 - 26 - ADVANCE, abs=0.3)
    assert fourth[0].box[1] == pytest.approx(28 + ADVANCE, abs=0.3)


def test_red_head_begins_35_mm_below_the_edge_of_the_type_area(full):
    mark = measuring.row_of(full[0], "中共云溪市数据局党组文件")

    assert min(sign.box[1] for sign in mark) == pytest.approx(37 + 35, abs=0.7)
    assert mark[0].x == pytest.approx(28, abs=0.1)


def test_number_and_signer_share_a_line_two_lines_below_the_mark(full):
    mark = measuring.row_of(full[0], "中共云溪市数据局党组文件")
    row = measuring.row_of(full[0], "云数党组〔2026〕17号签发人：周闻川")

    assert row[0].x == pytest.approx(28 + ADVANCE, abs=0.01)
    assert row[-1].x + 16 * MM == pytest.approx(184 - ADVANCE, abs=0.1)
    space = (row[0].y - 0.88 * 16 * MM) - (mark[0].y + 0.12 * mark[0].size * MM)
    assert space == pytest.approx(2 * PITCH, abs=0.05)


def test_title_stands_two_lines_below_the_rule_centred_in_22_points(full):
    number = measuring.row_of(full[0], "云数党组〔2026〕17号签发人：周闻川")
    lines = [row for row in measuring.rows(full[0]) if row[0].size == 22]

    assert [measuring.words(row) for row in lines] == [
        "中共云溪市数据局党组关于2026年度",
        "民主生活会整改落实情况的报告",
    ]
    rule = number[0].y + 0.12 * 16 * MM + 4
    line_top = lines[0][0].y - 0.38 * 22 * MM - 18 * MM
    assert line_top - rule == pytest.approx(2 * PITCH, abs=0.05)
    assert [(row[0].x + row[-1].x + 22 * MM) / 2 for row in lines] == [
        pytest.approx(106, abs=0.3),
        pytest.approx(106, abs=0.1),
    ]


def test_addressees_stand_flush_left_one_line_below_the_title(full):
    row = measuring.row_of(full[0], "中共云溪市纪委，市委组织部：")
    title = measuring.row_of(full[0], "民主生活会整改落实情况的报告")

    assert row[0].x == pytest.approx(28, abs=0.01)
    title_bottom = title[0].y - 0.38 * 22 * MM + 18 * MM
    assert row[0].y - 0.38 * 16 * MM - PITCH / 2 - title_bottom == pytest.approx(PITCH, abs=0.05)


def test_signature_ends_two_characters_in_and_the_date_begins_two_behind_it(full):
    organ = measuring.row_of(full[1], "中共云溪市数据局党组")
    date = measuring.row_of(full[1], "2027年1月5日")

    assert organ[-1].x + 16 * MM == pytest.approx(184 - 2 * ADVANCE, abs=0.15)
    assert date[0].x - organ[0].x == pytest.approx(2 * ADVANCE, abs=0.01)
    assert date[0].y - organ[0].y == pytest.approx(PITCH, abs=0.01)


def test_sealed_date_ends_four_characters_in_under_the_middle_of_the_organ():
    signs = pages_of(full_paper(sealed=True))[1]
    organ = measuring.row_of(signs, "中共云溪市数据局党组")
    date = measuring.row_of(signs, "2027年1月5日")

    assert date[-1].x + 16 * MM == pytest.approx(184 - 4 * ADVANCE, abs=1.5)
    middles = [(row[0].x + row[-1].x + 16 * MM) / 2 for row in (organ, date)]
    assert middles[0] == pytest.approx(middles[1], abs=0.8)


def test_imprint_ends_on_the_lower_edge_of_the_type_area_of_the_last_page(full):
    copies = measuring.row_of(full[4], "抄送：市政府办公室。")
    printed = measuring.row_of(full[4], "云溪市数据局办公室2027年1月6日印发")

    assert [row[0].x for row in (copies, printed)] == [pytest.approx(28 + ADVANCE, abs=0.01)] * 2
    assert printed[-1].x + 14 * MM == pytest.approx(184 - ADVANCE, abs=0.05)
    assert printed[0].y - 0.38 * 14 * MM + 14 * MM == pytest.approx(262, abs=0.05)


def test_imprint_of_many_copies_grows_upwards_and_aligns_its_lines():
    many = tuple(f"第{number}办公室" for number in range(1, 12))
    imprint = Imprint("云溪市数据局办公室", datetime.date(2027, 1, 6), many)
    last = measuring.rows(pages_of(full_paper(imprint=imprint))[-1])[-5:-1]

    assert "".join(measuring.words(row) for row in last[:-1]) == "抄送：" + "，".join(many) + "。"
    left = 28 + ADVANCE
    assert [row[0].x for row in last] == [
        pytest.approx(left, abs=0.01),
        pytest.approx(left + 3 * 14 * MM, abs=0.01),
        pytest.approx(left + 3 * 14 * MM, abs=0.01),
        pytest.approx(left, abs=0.01),
    ]
    assert last[-1][0].y - 0.38 * 14 * MM + 14 * MM == pytest.approx(262, abs=0.05)


def test_headings_have_the_fonts_of_their_levels():
    levels = tuple(Heading(level, f"第{level}级") for level in (1, 2, 3, 4))
    signs = pages_of(Paper("", blocks=(*levels, Paragraph.of("正文"))))[0]

    assert {measuring.words(row): row[-1].font for row in measuring.rows(signs)[:-1]} == {
        "一、第1级": "NotoSansSC-Regular",
        "（一）第2级": "NotoSerifSC-Regular",
        "1.第3级": "NotoSerifSC-Regular",
        "（1）第4级": "NotoSerifSC-Regular",
        "正文": "NotoSerifSC-Regular",
    }
