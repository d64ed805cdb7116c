"""The docx, opened again: geometry, fonts, order of elements, and the same words as the PDF."""

import datetime
import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from bihuan.core.document.paper import Cell, Heading, Imprint, Paper, Paragraph, Run, Table
from bihuan.core.document.writers.docx import write_docx
from bihuan.core.document.writers.pdf import write_pdf
from bihuan.core.document.writers.wordml import SCHEMA_ORDER
from bihuan.core.registry.layouts import layout
from tests.core.document.writers import measuring
from tests.core.document.writers.papers import FLOOR, full_paper, hanzi, ledger


def opened(paper: Paper):
    return docx.Document(io.BytesIO(write_docx(paper, layout())))


def attributes(element, name: str) -> dict[str, str]:
    """The attributes of the only such element below, without their namespace."""
    (found,) = element.iter(qn(name))
    return {key.split("}")[1]: value for key, value in found.attrib.items()}


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def all_words(content: bytes) -> str:
    """Everything the body says, in order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(text.text for text in body.iter(qn("w:t")))


@pytest.fixture(scope="module")
def full():
    return opened(full_paper())


def test_upright_page_has_the_measures_of_the_norm(full):
    section = full.sections[0]._sectPr

    assert attributes(section, "w:pgSz") == {"w": "11906", "h": "16838"}
    assert attributes(section, "w:pgMar") == {
        "top": "2098",
        "right": "1474",
        "bottom": "1984",
        "left": "1587",
        "header": "1049",
        "footer": "1447",
        "gutter": "0",
    }
    assert attributes(section, "w:docGrid") == {"type": "lines", "linePitch": "579"}


def test_22_lines_and_28_characters_fit_the_type_area(full):
    section = full.sections[0]._sectPr
    size, margins = attributes(section, "w:pgSz"), attributes(section, "w:pgMar")
    height = int(size["h"]) - int(margins["top"]) - int(margins["bottom"])
    width = int(size["w"]) - int(margins["left"]) - int(margins["right"])

    assert (height // 579, width // (320 - 5)) == (22, 28)
    assert height < 22 * 580


def test_turned_page_swaps_width_and_height_and_its_margins(full):
    section = full.sections[1]._sectPr

    assert attributes(section, "w:pgSz") == {"w": "16838", "h": "11906", "orient": "landscape"}
    margins = attributes(section, "w:pgMar")
    assert [margins[side] for side in ("top", "right", "bottom", "left")] == ["1587", "2098", "1474", "1984"]


def test_sections_are_upright_turned_upright(full):
    assert [section.page_width > section.page_height for section in full.sections] == [False, True, False]


def test_odd_pages_have_the_number_right_and_even_pages_left(full):
    section = full.sections[0]

    assert full.settings.odd_and_even_pages_header_footer is True
    for footer, side, indents in (
        (section.footer, "right", {"left": "0", "right": "316", "firstLine": "0"}),
        (section.even_page_footer, "left", {"left": "316", "right": "0", "firstLine": "0"}),
    ):
        (paragraph,) = footer.paragraphs
        assert attributes(paragraph._p, "w:jc") == {"val": side}
        assert attributes(paragraph._p, "w:ind") == indents
        assert attributes(paragraph._p, "w:fldSimple") == {"instr": "PAGE"}
        assert [text.text for text in paragraph._p.iter(qn("w:t"))] == ["— ", "1", " —"]
        assert {fonts.get(qn("w:eastAsia")) for fonts in paragraph._p.iter(qn("w:rFonts"))} == {"宋体"}


def test_turned_pages_have_the_number_in_a_turned_box_at_the_left_edge(full):
    section = full.sections[1]
    for footer, from_top in (
        (section.footer, 210 * 72 / 25.4 - 26 * 72 / 25.4 - 15.785 - 84),
        (section.even_page_footer, 28 * 72 / 25.4 + 15.785),
    ):
        xml = footer._element.xml
        x, y = (int(number) / 12700 for number in re.findall(r"<wp:posOffset>(\d+)<", xml))
        assert x == pytest.approx(28 * 72 / 25.4 - 7, abs=0.1)
        assert y == pytest.approx(from_top, abs=0.1)
        assert 'vert="vert"' in xml


def test_every_run_names_its_font_for_all_scripts(full):
    for properties in full.element.body.iter(qn("w:rFonts")):
        names = {properties.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1
        assert properties.get(qn("w:hint")) == "eastAsia"


def test_each_kind_of_line_has_its_official_font_and_size(full):
    found = {}
    for paragraph in full.element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        run = paragraph.find(qn("w:r"))
        if style is not None and run is not None:
            fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            size = run.find(f"{qn('w:rPr')}/{qn('w:sz')}")
            found[style.get(qn("w:val"))] = (fonts.get(qn("w:eastAsia")), size.get(qn("w:val")))

    assert found == {
        "发文机关标志": ("方正小标宋简体", "74"),
        "发文字号": ("仿宋_GB2312", "32"),
        "Title": ("方正小标宋简体", "44"),
        "主送机关": ("仿宋_GB2312", "32"),
        "Heading1": ("黑体", "32"),
        "公文正文": ("仿宋_GB2312", "32"),
        "Heading2": ("楷体_GB2312", "32"),
        "Heading3": ("仿宋_GB2312", "32"),
        "Heading4": ("仿宋_GB2312", "32"),
        "表题": ("黑体", "32"),
        "表头文字": ("黑体", "24"),
        "表格文字": ("仿宋_GB2312", "24"),
        "附件说明": ("仿宋_GB2312", "32"),
        "署名和日期": ("仿宋_GB2312", "32"),
        "附注": ("仿宋_GB2312", "32"),
        "附件序号": ("黑体", "32"),
        "版记": ("仿宋_GB2312", "28"),
    }


def test_every_paragraph_has_an_exact_pitch_and_those_off_the_grid_say_so(full):
    styles = {style.style_id: style.element for style in full.styles}
    for paragraph in full.element.body.iter(qn("w:p")):
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        if spacing is None:
            continue
        assert spacing.get(qn("w:lineRule")) == "exact"
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        holders = [paragraph, *([] if style is None else [styles[style.get(qn("w:val"))]])]
        off_grid = any(holder.find(f"{qn('w:pPr')}/{qn('w:snapToGrid')}") is not None for holder in holders)
        assert off_grid == (spacing.get(qn("w:line")) != "579")


def test_properties_of_every_paragraph_stand_in_schema_order(full):
    roots = [
        full.element,
        full.styles.element,
        full.sections[0].footer._element,
        full.sections[1].footer._element,
    ]
    for properties in (one for root in roots for one in root.iter(qn("w:pPr"))):
        places = [SCHEMA_ORDER.index(child.tag.split("}")[1]) for child in properties]
        assert places == sorted(places)


def test_body_runs_are_tightened_by_five_twips_and_titles_are_not(full):
    tightened = {
        size.get(qn("w:val")): run.find(qn("w:spacing")) is not None
        for run in full.element.body.iter(qn("w:rPr"))
        if (size := run.find(qn("w:sz"))) is not None and run.find(qn("w:rFonts")) is not None
    }

    assert tightened == {"74": False, "32": True, "44": False, "24": False, "28": False}


def test_red_is_the_colour_of_head_and_rule_alone(full):
    body = full.element.body
    coloured = [
        run.text for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:color')}") is not None
    ]
    red_rules = [one for one in body.iter(qn("w:bottom")) if one.get(qn("w:color")) == "ff0000"]

    assert coloured == ["中共云溪市数据局党组文件"]
    assert [rule.get(qn("w:sz")) for rule in red_rules] == ["8"]


def test_headings_are_seen_by_the_navigation_pane():
    document = opened(Paper("标题", blocks=tuple(Heading(level, "某项") for level in (1, 2, 3, 4))))

    assert [(one.style.name, one.text) for one in document.paragraphs] == [
        ("Title", "标题"),
        ("Heading 1", "一、某项"),
        ("Heading 2", "（一）某项"),
        ("Heading 3", "1.某项"),
        ("Heading 4", "（1）某项"),
    ]


def test_tables_are_fixed_as_wide_as_the_type_area_with_repeated_heads(full):
    table, wide = full.tables

    for one, width in ((table, 8844), (wide, 12756)):
        assert attributes(one._tbl.tblPr, "w:tblLayout") == {"type": "fixed"}
        assert attributes(one._tbl.tblPr, "w:tblW") == {"w": str(width), "type": "dxa"}
        assert sum(int(column.get(qn("w:w"))) for column in one._tbl.tblGrid) == pytest.approx(width, abs=2)
    assert len(list(table._tbl.iter(qn("w:tblHeader")))) == 2
    assert len(list(wide._tbl.iter(qn("w:tblHeader")))) == 1


def test_cells_keep_the_padding_of_the_layout(full):
    (padding,) = full.tables[0]._tbl.iter(qn("w:tblCellMar"))

    assert [(side.tag.split("}")[1], side.get(qn("w:w"))) for side in padding] == [
        ("top", "40"),
        ("left", "60"),
        ("bottom", "40"),
        ("right", "60"),
    ]


def test_low_rows_stay_whole_and_high_or_spanned_rows_may_be_cut():
    rows = (
        (Cell("低"), Cell("低")),
        (Cell("高" * 2000), Cell("低")),
        (Cell("跨", row_span=2), Cell("低")),
        (Cell("低"),),
    )
    table = opened(Paper("", blocks=(Table((1, 1), (), rows),))).tables[0]

    cut = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None for row in table._tbl.iter(qn("w:tr"))]
    assert cut == [False, True, True, True]


def test_merged_cells_reach_where_they_should(full):
    rows = [[cell.text for cell in row.cells] for row in full.tables[0].rows]

    assert rows == [
        ["序号", "问题和措施", "问题和措施"],
        ["序号", "问题", "措施"],
        ["1", "学习不够深入", "每季度研讨1次"],
        ["2", "学习不够深入", "修订学习制度"],
    ]


def test_docx_and_pdf_say_the_same():
    paper = full_paper()
    pages = measuring.pages(write_pdf(paper, layout(), FLOOR).content)
    printed = sorted("".join(measuring.words(page) for page in pages))

    # The PDF has, besides, five page numbers and the head of the table on its second page.
    extra = "".join(f"—{page}—" for page in range(1, 6)) + "序号问题措施"
    said = all_words(write_docx(paper, layout())).replace(" ", "")
    assert sorted(said + extra) == printed


def test_text_stands_in_the_order_of_the_paper():
    assert all_words(write_docx(full_paper(attachments=()), layout())) == (
        "中共云溪市数据局党组文件云数党组〔2026〕17号签发人：周闻川"
        "中共云溪市数据局党组关于2026年度民主生活会整改落实情况的报告中共云溪市纪委，市委组织部："
        "一、上年度整改措施落实情况" + hanzi(120) + "（一）强化理论武装方面"
        "1.制定学习计划。集中学习12次，286人次。（1）按月学习。"
        "任务分工序号问题和措施问题措施1学习不够深入每季度研讨1次2修订学习制度"
        "中共云溪市数据局党组2027年1月5日（联系人：办公室）抄送：市政府办公室。云溪市数据局办公室2027年1月6日印发"
    )


@pytest.mark.parametrize("text", ["A & B < C > D", "]]> </w:t>", "&amp; &#65;", "{x} %s", "  两端空格  "])
def test_xml_specials_are_written_as_text(text):
    cells = Table((1,), (), ((Cell(text),),))
    document = opened(Paper(text, blocks=(Paragraph.of(text), cells)))

    assert [one.text for one in document.paragraphs[:2]] == [text, text]
    assert document.tables[0].cell(0, 0).text == text


def test_bold_runs_are_bold_and_others_are_not():
    document = opened(Paper("", blocks=(Paragraph((Run("平"), Run("粗", bold=True))),)))

    assert [(run.text, bool(run.bold)) for run in document.paragraphs[0].runs] == [
        ("平", False),
        ("粗", True),
    ]


def test_control_characters_are_left_out():
    document = opened(Paper("报\x00告\x0b甲", blocks=(Paragraph.of("一\x1f\ud800二"),)))

    assert [one.text for one in document.paragraphs] == ["报告 甲", "一二"]


def test_empty_paper_can_be_opened():
    assert [one.text for one in opened(Paper("")).paragraphs] == [""]


def test_long_table_loses_no_row():
    document = opened(Paper("", blocks=(ledger(300),)))

    cells = document.tables[0]._tbl.findall(f"{qn('w:tr')}/{qn('w:tc')}")
    assert len(cells) == 301 * 3
    assert "".join(text.text for text in cells[-2].iter(qn("w:t"))) == "第300个问题"


def test_demo_paper_says_so_in_the_header_of_every_page():
    document = opened(full_paper(demo=True))

    for section in document.sections:
        assert [section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text] == [
            "演示文稿，不作公文使用"
        ] * 2


def test_real_paper_has_no_header(full):
    assert "headerReference" not in full.element.xml


def test_same_paper_gives_the_same_bytes():
    first, second = (write_docx(full_paper(), layout()) for _ in range(2))

    assert first == second


def test_file_tells_nothing_of_author_or_program():
    content = write_docx(full_paper(), layout())
    properties = docx.Document(io.BytesIO(content)).core_properties

    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title == "中共云溪市数据局党组关于2026年度民主生活会整改落实情况的报告"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert [name for name in package.namelist() if "thumbnail" in name] == []
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_imprint_stands_in_a_box_at_the_lower_edge():
    xml = part(write_docx(full_paper(), layout()), "word/document.xml")

    assert '<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align>' in xml
    assert "<a:spAutoFit/>" in xml
    assert re.findall(
        r'<w:bottom w:val="single" w:sz="(\d)" w:space="0" w:color="000000"/></w:pBdr>', xml
    ) == [
        "8",
        "6",
        "8",
    ]


def test_imprint_of_many_copies_has_a_box_as_high_as_its_lines():
    many = tuple(f"第{number}办公室" for number in range(1, 12))
    few, more = (
        int(
            re.findall(
                r'<wp:extent cx="\d+" cy="(\d+)"', part(write_docx(paper, layout()), "word/document.xml")
            )[0]
        )
        for paper in (
            full_paper(),
            full_paper(imprint=Imprint("云溪市数据局办公室", datetime.date(2027, 1, 6), many)),
        )
    )

    assert (more - few) / 12700 == 2 * 28
