"""The text of a Word document is what a person sees."""

from __future__ import annotations

import pytest

from bihuan.core.document.gate import FileRefused
from bihuan.core.document.model import Block, BlockKind, Note, Place
from tests.core.document.build import (
    document,
    docx,
    field,
    field_mark,
    p,
    parts_of,
    run,
    style,
    zipped,
)
from tests.core.document.reading import read_word

TRACKED = 'w:id="1" w:author="秘书" w:date="2024-01-15T09:00:00Z"'


def lines(*body: str, **others: str) -> list[str]:
    return [block.line for block in read_word(docx(*body, **others)).blocks]


def test_blocks_lines_make_the_text():
    read = read_word(docx(p("情况报告"), p(), p("现将有关情况报告如下：")))

    assert read.text == "情况报告\n现将有关情况报告如下："
    assert read.blocks == (
        Block(BlockKind.TITLE, "情况报告", 0, Place(0)),
        Block(BlockKind.PARAGRAPH, "现将有关情况报告如下：", 5, Place(2)),
    )
    assert (read.source, read.notes, read.warnings) == ("docx", (), ())


def test_runs_split_inside_words_join():
    assert lines(p(run("民主"), run("生"), '<w:proofErr w:type="spellStart"/>', run("活会"))) == [
        "民主生活会"
    ]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<w:ins {TRACKED}>{run('新')}</w:ins>", "甲新乙"),
        (f"<w:moveTo {TRACKED}>{run('移')}</w:moveTo>", "甲移乙"),
        (f"<w:del {TRACKED}><w:r><w:delText>旧</w:delText></w:r></w:del>", "甲乙"),
        (f"<w:moveFrom {TRACKED}>{run('走')}</w:moveFrom>", "甲乙"),
        (f"<w:ins {TRACKED}><w:del {TRACKED}>{run('旧')}</w:del></w:ins>", "甲乙"),
        (f'<w:hyperlink w:anchor="a">{run("链接")}</w:hyperlink>', "甲链接乙"),
        (f'<w:smartTag w:element="date">{run("标签")}</w:smartTag>', "甲标签乙"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>", "甲控件乙"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>",
            "甲乙",
        ),
        (f'<w:fldSimple w:instr=" DATE ">{run("1月5日")}</w:fldSimple>', "甲1月5日乙"),
        (field(" REF _Ref1 ", "第三条"), "甲第三条乙"),
        (field(" IF 1 = 1 ", field(" PAGE ", "3")), "甲3乙"),
        (field_mark("begin") + "<w:r><w:instrText> TC x </w:instrText></w:r>" + field_mark("end"), "甲乙"),
        (run("隐", "<w:vanish/>"), "甲乙"),
        (run("显", '<w:vanish w:val="0"/>'), "甲显乙"),
        ("<w:r><w:noBreakHyphen/></w:r>", "甲-乙"),
        ("<w:r><w:softHyphen/></w:r>", "甲乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "甲☑乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FF"/></w:r>', "甲□乙"),
        ('<w:r><w:sym w:font="宋体" w:char="25CB"/></w:r>', "甲○乙"),
        ('<w:r><w:sym w:font="宋体" w:char="D800"/></w:r>', "甲□乙"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>zhu</w:t></w:r></w:rt><w:rubyBase>"
            + run("注")
            + "</w:rubyBase></w:ruby></w:r>",
            "甲注乙",
        ),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "甲x=1乙"),
        ("<w:r><w:tab/></w:r>", "甲\u3000乙"),
        ("<w:r><w:tab/><w:tab/></w:r>", "甲\u3000乙"),
        ("<w:r><w:t> 空 </w:t></w:r>", "甲空乙"),
        (run(" 空 "), "甲 空 乙"),
        (run("\u200b\ufeff"), "甲乙"),
        ("<w:r><w:lastRenderedPageBreak/></w:r>", "甲乙"),
        ('<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', "甲乙"),
        (
            '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><x/></mc:Choice>'
            "<mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>",
            "甲☑乙",
        ),
        (f"<w:unknown>{run('未知')}</w:unknown>", "甲乙"),
    ],
)
def test_piece_of_a_paragraph(markup, expected):
    assert lines(p(run("甲"), markup, run("乙"))) == [expected]


@pytest.mark.parametrize(
    "breaking", ["<w:br/>", "<w:cr/>", '<w:br w:type="page"/>', '<w:br w:type="column"/>']
)
def test_break_begins_a_new_block_of_the_same_paragraph(breaking):
    read = read_word(docx(p("题目"), p(run("第一行"), f"<w:r>{breaking}</w:r>", run("第二行"))))

    assert read.text == "题目\n第一行\n第二行"
    assert [block.place.paragraph for block in read.blocks] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\t甲\t", "甲"),
        ("　　甲　", "甲"),
        ("一、\t甲", "一、甲"),
        ("（二）\t\t甲", "（二）甲"),
        ("1.\t甲", "1.甲"),
    ],
)
def test_tabs_and_spaces_at_the_ends_and_after_a_number_are_layout(text, expected):
    body = "".join("<w:r><w:tab/></w:r>" if piece == "\t" else run(piece) for piece in text)

    assert lines(p(body)) == [expected]


def test_deleted_paragraph_mark_joins_with_the_next_paragraph():
    deleted = f"<w:rPr><w:del {TRACKED}/></w:rPr>"

    read = read_word(docx(p("题目"), p("前半", properties=deleted), p("后半"), p("末段")))

    assert read.text == "题目\n前半后半\n末段"
    assert [block.place.paragraph for block in read.blocks] == [0, 2, 3]


def test_paragraph_deleted_with_its_text_disappears():
    deleted = f"<w:rPr><w:del {TRACKED}/></w:rPr>"
    gone = f"<w:del {TRACKED}><w:r><w:delText>旧段</w:delText></w:r></w:del>"

    assert lines(p("题目"), p(gone, properties=deleted), p("新段")) == ["题目", "新段"]


def test_last_paragraph_with_a_deleted_mark_keeps_its_text():
    assert lines(p("题目"), p("末段", properties=f"<w:rPr><w:del {TRACKED}/></w:rPr>")) == ["题目", "末段"]


def test_inserted_paragraph_is_shown():
    assert lines(p("题目"), p("新段", properties=f"<w:rPr><w:ins {TRACKED}/></w:rPr>")) == ["题目", "新段"]


BOX = f"<wps:txbx><w:txbxContent>{p('框内')}</w:txbxContent></wps:txbx>"
OLD_BOX = f"<w:pict><v:textbox><w:txbxContent>{p('框内')}</w:txbxContent></v:textbox></w:pict>"


@pytest.mark.parametrize(
    "shape",
    [
        f"<w:drawing>{BOX}</w:drawing>",
        OLD_BOX,
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{BOX}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent>",
        f'<w:drawing><mc:AlternateContent><mc:Choice Requires="wps">{BOX}</mc:Choice>'
        f"<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent></w:drawing>",
    ],
)
def test_text_box_is_read_once_after_its_paragraph(shape):
    assert lines(p("题目"), p(run("前"), f"<w:r>{shape}</w:r>", run("后"))) == ["题目", "前后", "框内"]


def test_notes_stand_apart_with_their_anchors():
    notes = '<w:footnote w:id="2">' + p("依据见附件。") + p("第二段。") + "</w:footnote>"
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'

    read = read_word(docx(p("题目"), p(run("　　甲"), mark, run("乙")), footnotes=notes))

    assert read.text == "题目\n甲乙"
    assert read.notes == (Note("依据见附件。\n第二段。", 4),)


def test_endnote_is_a_note_and_a_second_mark_is_not():
    mark = '<w:r><w:endnoteReference w:id="1"/></w:r>'

    read = read_word(
        docx(p("题目"), p(run("甲"), mark, mark), endnotes=f'<w:endnote w:id="1">{p("注")}</w:endnote>')
    )

    assert read.notes == (Note("注", 4),)


def test_note_mark_without_a_note_is_silent():
    read = read_word(docx(p("题目"), p(run("甲"), '<w:r><w:footnoteReference w:id="9"/></w:r>')))

    assert (read.text, read.notes) == ("题目\n甲", ())


def test_level_comes_from_outline_style_chain_or_name():
    styles = (
        style("1", "heading 1")
        + style("2", "标题 2")
        + style("Own", "小标题", based_on="1")
        + style("Out", "自定", properties='<w:outlineLvl w:val="2"/>')
        + style("Body", "正文", default=True)
    )
    body = [
        p("题目"),
        p("甲", style="1"),
        p("乙", style="2"),
        p("丙", style="Own"),
        p("丁", style="Out"),
        p("戊", properties='<w:outlineLvl w:val="3"/>'),
        p("己", style="1", properties='<w:outlineLvl w:val="9"/>'),
        p("庚", style="Heading 3"),
        p("辛"),
    ]

    blocks = read_word(docx(*body, styles=styles)).blocks[1:]

    assert [(block.kind.value, block.level, block.style) for block in blocks] == [
        ("heading", 1, "heading 1"),
        ("heading", 2, "标题 2"),
        ("heading", 1, "小标题"),
        ("heading", 3, "自定"),
        ("heading", 4, ""),
        ("paragraph", None, "heading 1"),
        ("heading", 3, "Heading 3"),
        ("paragraph", None, ""),
    ]


def test_title_style_marks_the_title():
    read = read_word(docx(p("某单位"), p("情况报告", style="T"), p("正文。"), styles=style("T", "Title")))

    assert [block.kind.value for block in read.blocks] == ["paragraph", "title", "paragraph"]


def test_title_that_is_broken_for_its_looks_is_one_line():
    title = p(run("关于整改情况的"), "<w:r><w:br/></w:r>", run("报告"), style="T")

    assert lines(title, p("正文。"), styles=style("T", "标题")) == ["关于整改情况的报告", "正文。"]


def test_circle_of_styles_ends():
    styles = style("A", "甲式", based_on="B") + style("B", "乙式", based_on="A")

    assert lines(p("甲", style="A"), styles=styles) == ["甲"]


CONTENTS_STYLE = style("TOC1", "toc 1")


def test_table_of_contents_is_left_out_and_said():
    opening = (
        field_mark("begin") + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + field_mark("separate")
    )
    body = [p("题目"), p(opening, run("一、甲……1")), p("二、乙……2"), p(field_mark("end")), p("一、甲")]

    read = read_word(docx(*body))

    assert read.text == "题目\n一、甲"
    assert read.warnings == ("目录有2行，没有读入正文。",)


def test_table_of_contents_by_style_and_by_control_is_left_out():
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('目录')}{p('一、甲……1')}</w:sdtContent></w:sdt>"
    )

    assert lines(p("题目"), control, p("一、甲……1", style="TOC1"), p("一、甲"), styles=CONTENTS_STYLE) == [
        "题目",
        "一、甲",
    ]


def test_table_of_contents_that_never_ends_swallows_nothing():
    opening = field_mark("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>" + field_mark("separate")

    assert lines(p("题目"), p(opening, run("甲")), p("乙")) == ["题目", "甲", "乙"]


def test_field_that_never_shows_a_result_swallows_only_its_paragraph():
    assert lines(p("题目"), p(run("甲"), field_mark("begin"), run("乙")), p("丙")) == ["题目", "甲", "丙"]


def test_strict_and_utf16_parts_read_the_same():
    parts = parts_of(p("题目"), p("正文"))
    strict = str(parts["word/document.xml"]).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    wide = document(p("题目"), p("正文")).replace("UTF-8", "UTF-16").encode("utf-16")

    for main in (strict, wide):
        assert read_word(zipped({**parts, "word/document.xml": main})).text == "题目\n正文"


def test_other_prefix_for_the_namespace_reads_the_same():
    main = document(p("题目")).replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w=", "xmlns:x=")

    assert read_word(zipped({**parts_of(), "word/document.xml": main})).text == "题目"


@pytest.mark.parametrize("body", [(), (p(),), (p("　 "),)])
def test_document_without_text_is_refused(body):
    with pytest.raises(FileRefused) as refusal:
        read_word(docx(*body))

    assert refusal.value.code == "blank"


def test_number_of_paragraphs_is_said_when_too_many():
    with pytest.raises(FileRefused) as refusal:
        read_word(docx("<w:p/>" * 50_000))

    assert refusal.value.message == "这份文件有50,000段，上限是20,000段，请拆成几份后再试。"


def varied(count: int) -> str:
    """Paragraphs that do not compress like a bomb."""
    return "".join(p(str(number * 2654435761 % 2**61)) for number in range(count))


def test_too_many_paragraphs_under_another_prefix_are_refused():
    main = (
        document(varied(20_001)).replace("<w:", "<x:").replace("</w:", "</x:").replace("xmlns:w=", "xmlns:x=")
    )

    with pytest.raises(FileRefused) as refusal:
        read_word(zipped({**parts_of(), "word/document.xml": main}))

    assert refusal.value.code == "too_long"


def test_number_of_paragraphs_is_said_of_a_file_that_compresses_like_a_bomb():
    with pytest.raises(FileRefused) as refusal:
        read_word(docx(p("同一段话") * 50_000))

    assert refusal.value.message == "这份文件有50,000段，上限是20,000段，请拆成几份后再试。"


def test_twenty_thousand_paragraphs_are_read():
    assert len(read_word(docx(varied(20_000))).blocks) == 20_000
