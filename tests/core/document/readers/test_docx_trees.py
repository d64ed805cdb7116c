"""Whatever elements a Word file nests in each other, it is read or refused, and offsets stay exact."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.document.gate import FileRefused
from bihuan.core.document.model import Document
from bihuan.core.document.readers import docx as reader
from tests.core.document.build import abstract, docx, lvl, num, p, style

NAMES = st.sampled_from(
    [
        *("p", "pPr", "r", "rPr", "t", "tab", "br", "tbl", "tr", "trPr", "tc", "tcPr", "sdt", "sdtContent"),
        *("sdtPr", "ins", "del", "moveFrom", "vanish", "numPr", "numId", "ilvl", "pStyle", "outlineLvl"),
        *("gridSpan", "vMerge", "hMerge", "gridBefore", "cellDel", "hyperlink", "fldSimple", "fldChar"),
        *("instrText", "sym", "footnoteReference", "drawing", "txbxContent", "ruby", "rubyBase", "jc"),
        *("docPartObj", "docPartGallery", "customXml", "smartTag", "noBreakHyphen", "body", "sectPr"),
    ]
)
VALUES = st.sampled_from(
    ["", "0", "1", "2", "-1", "9", "A", "restart", "continue", "center", "begin", "99999999999"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["val", "fldCharType", "id", "char", "font", "instr", "type"]), VALUES, max_size=2
)
WORDS = st.sampled_from(["", "甲", "一、", " ", "　", "\t", "某发〔2026〕3号", "抄送：乙", "TOC", "separate"])


def element(name: str, attributes: dict[str, str], inner: str) -> str:
    given_attributes = "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<w:{name}{given_attributes}>{inner}</w:{name}>"


LEAVES = st.builds(element, st.just("t"), st.just({}), WORDS) | st.builds(element, NAMES, ATTRIBUTES, WORDS)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(element, NAMES, ATTRIBUTES, st.lists(inner, max_size=5).map("".join)),
    max_leaves=40,
)
STYLES = style("A", "heading 1", based_on="9") + style("9", "Title", based_on="A") + style("1", "toc 1")
NUMBERING = abstract(0, lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%1.%2")) + num(1, 0) + num(2, 0)
NOTES = f'<w:footnote w:id="1">{p("注")}</w:footnote>'


def read(body: list[str]) -> Document | None:
    try:
        return reader.read(docx(*body, styles=STYLES, numbering=NUMBERING, footnotes=NOTES))
    except FileRefused:
        return None


@settings(max_examples=300, deadline=None)
@given(st.lists(TREES, max_size=6))
def test_any_tree_is_read_or_refused(trees):
    document = read([p("题目"), *(p(tree) if "w:t>" in tree else tree for tree in trees)])

    assert document is None or all(
        document.text[block.start : block.end] == block.line for block in document.blocks
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, max_size=6))
def test_paragraphs_after_any_tree_are_still_read(trees):
    document = read([p("题目"), *trees, p(), p("末段说明文字")])

    assert document is None or "末段说明文字" in document.text
