"""Red head, title and imprint are told by their form, in every format alike."""

from __future__ import annotations

import pytest

from bihuan.core.document.readers import docx, txt
from tests.core.document import build

CENTRED = '<w:jc w:val="center"/>'
BODY = "根据要求，现将有关情况报告如下。"


def kinds(*lines: str) -> list[str]:
    return [block.kind.value for block in txt.read("\n".join(lines).encode()).blocks]


def test_full_red_head_and_imprint():
    assert (
        kinds(
            "000012",
            "特急",
            "中共某某县教育局党组文件",
            "某教党组〔2026〕17号　　签发人：张某",
            "关于2025年度民主生活会召开情况的报告",
            "县委组织部：",
            BODY,
            "中共某某县教育局党组",
            "2026年1月15日",
            "抄送：县纪委监委。",
            "某某县教育局办公室　　2026年1月15日印发",
            "（共印15份）",
        )
        == ["red_head"] * 4 + ["title"] + ["paragraph"] * 4 + ["imprint"] * 3
    )


@pytest.mark.parametrize(
    "mark", ["某政发〔2026〕17号", "某教函[2026]3号", "某委〔2026〕第 5 号", "某发（2026）1号"]
)
def test_document_number_in_its_writings(mark):
    assert kinds(mark, "情况报告", BODY) == ["red_head", "title", "paragraph"]


def test_letterhead_without_the_word_document():
    assert kinds("某某县教育局", "某教函〔2026〕3号", "情况报告", BODY)[:3] == [
        "red_head",
        "red_head",
        "title",
    ]


def test_document_number_under_the_title_leaves_the_title():
    assert kinds("关于开展整改工作的通知", "某教〔2026〕3号", BODY) == ["title", "red_head", "paragraph"]


def test_paper_without_red_head_begins_with_its_title():
    assert kinds("2025年度民主生活会情况报告", BODY) == ["title", "paragraph"]


@pytest.mark.parametrize("label", ["附件", "附件1", "附件2：", "附 件 一", "附表3"])
def test_label_of_an_annex_is_not_its_title(label):
    assert kinds(label, "整改清单", BODY) == ["paragraph", "title", "paragraph"]


def test_title_that_begins_like_a_label():
    assert kinds("附件材料情况报告", BODY) == ["title", "paragraph"]


@pytest.mark.parametrize("first", [BODY, "一、上年度整改情况", "（一）理论学习", "各位同志：", "长" * 61])
def test_first_line_that_is_no_title(first):
    assert kinds(first, BODY)[0] == "paragraph"


def test_number_of_a_paper_in_the_text_is_no_red_head():
    line = "按照某委办发〔2025〕7号文件要求，我局召开专题会议。"

    assert kinds("情况报告", line, BODY) == ["title", "paragraph", "paragraph"]


@pytest.mark.parametrize("last", ["会议材料已抄送各成员。", "该办法于2024年印发全局执行。", "整改方案印发后"])
def test_words_of_the_imprint_in_the_text_are_no_imprint(last):
    assert kinds("情况报告", BODY, last)[-1] == "paragraph"


def test_title_over_two_centred_paragraphs():
    read = docx.read(
        build.docx(
            build.p("中共某某县教育局党组", properties=CENTRED),
            build.p("关于2025年度民主生活会召开情况的报告", properties=CENTRED),
            build.p("（2026年1月15日）", properties=CENTRED),
            build.p(BODY),
        )
    )

    assert [block.kind.value for block in read.blocks] == ["title", "title", "paragraph", "paragraph"]


def test_imprint_in_a_table():
    read = docx.read(
        build.docx(
            build.p("情况报告"),
            build.p(BODY),
            build.tbl(
                build.tr(build.tc("抄送：县纪委监委。")),
                build.tr(build.tc("某局办公室"), build.tc("2026年1月15日印发")),
            ),
        )
    )

    assert [block.kind.value for block in read.blocks] == ["title", "paragraph"] + ["imprint"] * 3
