"""What a PDF says: all of it, nothing read as markup, and honest about fonts."""

import pytest

from bihuan.core.document.fonts import Substitution
from bihuan.core.document.paper import Cell, Paper, Paragraph, Run, Table
from bihuan.core.document.writers.pdf import write_pdf
from bihuan.core.registry.layouts import layout
from tests.core.document.writers import measuring
from tests.core.document.writers.papers import FLOOR, full_paper, hanzi, ledger

MARKUP = [
    "#set page(width: 1cm)",
    "$x^2$ 与 $",
    "*粗* _斜_ `码`",
    r"\ \u{41} \\",
    "<label> @label",
    "= 不是标题",
    "- 不是列表",
    "//不是注释",
    "https://example.invalid/a_b",
    "\"引号\" '单引'",
    "A & B < C > D",
    "]]> </w:t> <![CDATA[",
    "~ -- ---",
    "#eval(1)",
]


def body_text(paper: Paper) -> str:
    """The text of all pages, without page numbers."""
    pages = measuring.pages(write_pdf(paper, layout(), FLOOR).content)
    return "".join("".join(sign.text for sign in page if sign.size != 14) for page in pages)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_as_it_stands(text):
    cells = Table((1,), ((Cell(text),),), ((Cell(text),),))
    paper = Paper(text, blocks=(Paragraph.of(text), cells))

    assert body_text(paper) == text.replace(" ", "") * 4


def test_text_comes_out_as_it_went_in():
    text = hanzi(2000)

    assert body_text(Paper("", blocks=(Paragraph.of(text),))) == text


def test_same_paper_gives_the_same_bytes():
    first, second = (write_pdf(full_paper(), layout(), FLOOR).content for _ in range(2))

    assert first == second


def test_another_paper_gives_other_bytes():
    first = write_pdf(full_paper(), layout(), FLOOR).content

    assert write_pdf(full_paper(signer="周闻海"), layout(), FLOOR).content != first


def test_control_characters_are_left_out():
    paper = Paper("报\x00告", blocks=(Paragraph((Run("一\x07二\u202e三\ud800四\ufeff"),)),))

    assert body_text(paper) == "报告一二三四"


def test_empty_paper_is_one_page_with_its_number():
    content = write_pdf(Paper(""), layout(), FLOOR).content

    assert [measuring.words(page) for page in measuring.pages(content)] == ["—1—"]


def test_word_longer_than_a_line_is_broken_inside_the_type_area():
    signs = measuring.pages(write_pdf(Paper("", blocks=(Paragraph.of("a" * 300),)), layout(), FLOOR).content)[
        0
    ]
    letters = [sign for sign in signs if sign.text == "a"]

    assert len(letters) == 300
    assert max(sign.box[2] for sign in letters) <= 184.1


def test_demo_paper_says_so_on_every_page():
    pages = measuring.pages(write_pdf(full_paper(demo=True), layout(), FLOOR).content)

    assert ["演示文稿，不作公文使用" in measuring.words(page) for page in pages] == [True] * 5


def test_real_paper_says_nothing_of_a_demo():
    pages = measuring.pages(write_pdf(full_paper(), layout(), FLOOR).content)

    assert ["演示" in measuring.words(page) for page in pages] == [False] * 5


def test_long_table_loses_no_row_and_repeats_its_head():
    content = write_pdf(Paper("", blocks=(ledger(300),)), layout(), FLOOR).content
    pages = [measuring.rows(page) for page in measuring.pages(content)]
    lines = [measuring.words(row) for page in pages for row in page]

    numbers = [line for line in lines if line.endswith("每月学习2次")]
    assert numbers == [f"{row}第{row}个问题每月学习2次" for row in range(1, 301)]
    assert [measuring.words(page[0]) for page in pages] == ["序号问题措施"] * len(pages)


def test_missing_characters_are_named_before_anything_is_drawn():
    written = write_pdf(Paper("报告", blocks=(Paragraph.of("很好👍👍\U000e0101😀"),)), layout(), FLOOR)

    assert written.missing_glyphs == "👍😀\U000e0101"
    assert written.warnings[0] == "以下字符缺字：👍、😀、\U000e0101"


def test_no_missing_characters_no_such_warning():
    written = write_pdf(Paper("报告", blocks=(Paragraph.of("周镕赟玥喆堃昇祎翀曌珺"),)), layout(), FLOOR)

    assert written.missing_glyphs == ""
    assert all("缺字" not in warning for warning in written.warnings)


def test_substituted_fonts_are_told_for_the_roles_in_use_only():
    written = write_pdf(Paper("报告", blocks=(Paragraph.of("正文"),)), layout(), FLOOR)

    assert written.substitutions == (
        Substitution("仿宋", "仿宋_GB2312", "Noto Serif SC"),
        Substitution("小标宋", "方正小标宋简体", "Noto Serif SC"),
        Substitution("宋体", "宋体", "Noto Serif SC"),
    )
    assert str(written.substitutions[0]) == "仿宋：没有 仿宋_GB2312，用 Noto Serif SC 代替"


def test_a_cell_longer_than_a_page_loses_nothing():
    text = hanzi(3000)
    table = Table((1, 5), ((Cell("序"), Cell("文")),), ((Cell("1"), Cell(text)),))
    pages = measuring.pages(write_pdf(Paper("", blocks=(table,)), layout(), FLOOR).content)
    signs = [sign for page in pages for row in measuring.rows(page) for sign in row]

    assert "".join(sign.text for sign in signs if sign.x > 50 and sign.size == 12).replace("文", "") == text
    assert max(sign.y for sign in signs if sign.size == 12) < 262


def test_short_rows_are_not_cut_at_the_end_of_a_page():
    """Every row has two lines; each page shows as many first as second lines."""
    rows = tuple((Cell(str(row)), Cell("甲\n乙")) for row in range(1, 90))
    paper = Paper("", blocks=(Table((1, 5), (), rows),))
    pages = [measuring.words(page) for page in measuring.pages(write_pdf(paper, layout(), FLOOR).content)]

    assert len(pages) > 4
    assert [page.count("甲") for page in pages] == [page.count("乙") for page in pages]
