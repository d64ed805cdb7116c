"""Papers marked as state secrets are refused; papers that speak of secrets are not."""

from __future__ import annotations

import pytest

from bihuan.core.document.gate import FileRefused
from bihuan.core.document.readers import read
from tests.core.document import build
from tests.core.document.build_pdf import LEFT, At, pdf, set_lines

BODY = "根据要求，现将有关情况报告如下：我局领导班子认真整改。"


@pytest.mark.parametrize(
    "mark",
    [
        "秘密",
        "机密",
        "绝密",
        "秘密★1年",
        "机密★5年",
        "绝密★启用前",
        "秘密★",
        "秘密☆10年",
        "秘 密",
        "秘　密★１年",
        "机密★长期",
        "【机密】",
        "「秘密」",
        "密级：秘密",
        "密级:机密★3年",
        "秘密★6个月",
        "秘密★1年　　特急",
        "000001　　　机密★1年",
        "机密\t特急",
    ],
)
def test_mark_at_the_head_is_refused(mark):
    with pytest.raises(FileRefused) as refusal:
        read("txt", f"{mark}\n某某县教育局文件\n关于整改情况的报告\n{BODY}\n".encode())

    assert refusal.value.code == "classified"
    assert refusal.value.message.startswith("本系统不得处理涉密信息")


@pytest.mark.parametrize(
    "line",
    [
        "保守秘密情况报告",
        "关于保守国家秘密工作的情况报告",
        "保密工作",
        "一是保守秘密意识不强。",
        "商业秘密保护",
        "机密文件管理制度",
        "个别同志对秘密级文件管理不严",
        "绝密级、机密级、秘密级文件应当登记。",
        "秘密",
    ],
)
def test_words_about_secrets_are_read(line):
    far_down = [f"第{number}段正文，整改情况说明。" for number in range(15)]

    document = read("txt", "\n".join(["情况报告", *far_down, line]).encode())

    assert document.blocks[-1].line == line


@pytest.mark.parametrize(
    "line", ["关于保守国家秘密工作的情况报告", "保守秘密", "商业秘密保护工作方案", "密级管理情况报告"]
)
def test_title_about_secrets_is_read(line):
    assert read("txt", f"{line}\n{BODY}".encode()).blocks[0].line == line


def test_mark_in_a_word_file_in_a_box_or_table_is_refused():
    box = f"<w:r><w:pict><w:txbxContent>{build.p('机密★3年')}</w:txbxContent></w:pict></w:r>"
    table = build.tbl(build.tr(build.tc("000001"), build.tc("秘密★1年")))

    for head in (build.p(box), table):
        with pytest.raises(FileRefused) as refusal:
            read("docx", build.docx(head, build.p("情况报告"), build.p(BODY)))
        assert refusal.value.code == "classified"


def test_mark_in_a_pdf_is_refused():
    with pytest.raises(FileRefused) as refusal:
        read("pdf", pdf(set_lines("机密★3年", "关于整改情况的报告", BODY)))

    assert refusal.value.code == "classified"


def with_header(words: str) -> bytes:
    header = f"<w:hdr {build.NAMESPACES}>{build.p(words)}</w:hdr>"
    body = build.p("情况报告") + build.p(BODY)
    return build.zipped({**build.parts_of(body), "word/header2.xml": header})


def test_mark_in_a_page_header_is_refused():
    pages = [[At(LEFT, 800, "机密★3年", 10), *set_lines("说明文字" * 9)] for _ in range(4)]

    for document_format, content in (("docx", with_header("机密★3年")), ("pdf", pdf(*pages))):
        with pytest.raises(FileRefused) as refusal:
            read(document_format, content)
        assert refusal.value.code == "classified"


def test_other_words_in_a_page_header_are_no_mark():
    assert read("docx", with_header("保密教育材料")).text == f"情况报告\n{BODY}"


def test_refusal_carries_no_text_of_the_paper():
    with pytest.raises(FileRefused) as refusal:
        read("txt", f"秘密★1年\n独有的题目字样\n{BODY}".encode())

    said = repr(refusal.value) + str(refusal.value.__dict__) + str(refusal.value.__context__)
    assert "独有" not in said
