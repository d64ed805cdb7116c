"""PDF: printed lines become the paragraphs they were set from."""

from __future__ import annotations

import pytest

from bihuan.core.document import sandbox
from bihuan.core.document.gate import FileRefused
from bihuan.core.document.model import Document
from bihuan.core.document.readers import pdf as reader
from tests.core.document.build_pdf import CHARACTERS, LEFT, PITCH, SIZE, At, pdf, set_lines

FULL = CHARACTERS * SIZE
LONG = (
    "我局领导班子坚持以问题为导向，对照检查出的问题逐项制定整改措施，"
    "明确责任领导和完成时限，确保件件有着落、事事有回音。"
)
PAGE_NUMBERS = ["— 1 —", "-1-", "－1－", "1", "第1页", "第 1 页 共 9 页", "1/9", "Page 1 of 9"]


def read(*pages: list[At]) -> Document:
    return sandbox.read_bytes("报告.pdf", pdf(*pages))


def lines(*pages: list[At]) -> list[str]:
    return [block.line for block in read(*pages).blocks]


def test_lines_join_into_paragraphs():
    assert lines(set_lines("一、工作情况", LONG, "二、存在问题")) == ["一、工作情况", LONG, "二、存在问题"]


def test_paragraph_goes_on_over_the_page():
    first = set_lines("甲情况说明", LONG[:24] + LONG[24:50])
    second = [At(LEFT, 760, LONG[50:]), *set_lines("丙段落说明", top=700)]

    document = read(first, second)

    assert [block.line for block in document.blocks] == ["甲情况说明", LONG, "丙段落说明"]
    assert [block.place.page for block in document.blocks] == [1, 1, 2]


def test_full_last_line_followed_by_an_indent_ends_its_paragraph():
    full = "工" * (CHARACTERS - 2) + "作" * (CHARACTERS - 1) + "。"

    assert lines(set_lines("题目说明", full, "下一段文字。")) == ["题目说明", full, "下一段文字。"]


@pytest.mark.parametrize("mark", PAGE_NUMBERS)
def test_page_number_at_the_foot_is_dropped(mark):
    assert lines([*set_lines("甲情况说明", LONG), At(280, 60, mark, 14)]) == ["甲情况说明", LONG]


@pytest.mark.parametrize("text", ["2026年1月15日", "（一）", "1.加强学习", "第1页文件", "100%"])
def test_last_line_that_is_no_page_number_stays(text):
    assert lines([*set_lines("甲情况说明", LONG), At(300, 60, text)])[-1] == text


def test_figure_inside_the_page_stays():
    assert lines(set_lines("甲情况说明", "2023", "2024", LONG))[1:3] == ["2023", "2024"]


def test_repeated_header_is_dropped():
    words = ["甲情况说明文字。", "乙情况说明文字。", "丙情况说明文字。", "丁情况说明文字。"]
    pages = [
        [At(LEFT, 800, f"某局情况报告 第{number}册", 10), *set_lines(word, word * 5)]
        for number, word in enumerate(words)
    ]

    assert lines(*pages) == [line for word in words for line in (word, word * 5)]


def test_line_that_begins_two_pages_only_is_text():
    pages = [[At(LEFT + 2 * SIZE, 800, "整改情况"), *set_lines(LONG)] for _ in range(2)]

    assert lines(*pages).count("整改情况") == 2


def test_order_of_drawing_does_not_matter():
    right_to_left = [At(LEFT + 5 * SIZE, 760, "“两个维护”"), At(LEFT + 2 * SIZE, 760, "做到了")]

    assert lines(right_to_left) == ["做到了“两个维护”"]


def test_character_drawn_twice_for_bold_counts_once():
    assert lines([At(100, 760, "整改措施清单"), At(100.4, 760, "整改措施清单")]) == ["整改措施清单"]


def test_spaces_between_chinese_characters_vanish_and_between_words_stay():
    assert lines([At(100, 760, "整改 措施 已 完成 GB T"), At(100, 700, LONG[:20])])[0] == "整改措施已完成GB T"


def test_wide_gap_becomes_one_ideographic_space():
    page = [At(100, 760, "某政发〔2026〕17号"), At(400, 760, "签发人：张某")]

    assert lines(page) == ["某政发〔2026〕17号　签发人：张某"]


def test_title_over_two_centred_lines_is_one_block():
    title = [At(LEFT, 780, "题" * CHARACTERS), At(LEFT + FULL / 2 - 40, 752, "情况报告")]
    body = set_lines(LONG, LONG, top=680)

    document = read([*title, *body])

    first = document.blocks[0]
    assert (first.kind.value, first.line) == ("title", "题" * CHARACTERS + "情况报告")


def test_title_in_large_type_goes_on_wherever_it_was_broken():
    title = [At(210, 790, "某某县教育局党组", 22), At(177, 760, "关于整改情况的报告说明", 22)]
    document = read([*title, At(250, 700, "（2026年1月15日）"), *set_lines(LONG, LONG, top=640)])

    assert [block.line for block in document.blocks[:2]] == [
        "某某县教育局党组关于整改情况的报告说明",
        "（2026年1月15日）",
    ]


def test_larger_type_is_a_paragraph_of_its_own():
    assert lines([At(LEFT, 780, "大" * 20, 22), *set_lines("正文" * 30, indent=0)])[0] == "大" * 20


def test_paper_without_indents_is_parted_by_fill_distance_and_numbers():
    body = [
        *set_lines("一、" + "工" * 23 + "。", "二、" + "作" * 40 + "。", indent=0, top=760),
        *set_lines("空行之后另起一段文字内容。", indent=0, top=760 - 5 * PITCH),
    ]

    assert lines(body) == ["一、" + "工" * 23 + "。", "二、" + "作" * 40 + "。", "空行之后另起一段文字内容。"]


@pytest.mark.parametrize("text", ["— 3 —", "内部资料注意保存"])
def test_words_turned_against_the_page_are_no_text(text):
    page = [*set_lines("甲情况说明", LONG), At(560, 400, text, 14, turned=1)]

    assert [block.line for block in reader.read(pdf(page)).blocks] == ["甲情况说明", LONG]


@pytest.mark.parametrize("turned", [1, 2, 3])
def test_page_that_lies_on_its_side_is_read_upright(turned):
    corners = {1: lambda x, y: (842 - y, x), 2: lambda x, y: (595 - x, 842 - y), 3: lambda x, y: (y, 595 - x)}
    upright = set_lines("甲情况说明", LONG, "乙情况说明")
    page = [At(*corners[turned](at.x, at.y), at.text, turned=turned) for at in upright]

    # The child has no fonts but those in the file, and PDFium drops turned text without one.
    assert [block.line for block in reader.read(pdf(page)).blocks] == ["甲情况说明", LONG, "乙情况说明"]


def test_long_table_does_not_disturb_the_paragraphs_around_it():
    rows = [
        At(x, 600 - 20 * number, text, 12)
        for number in range(20)
        for x, text in ((100, f"{number + 1}"), (180, "学习不够深入"), (330, "每季度集中研讨一次"))
    ]

    found = lines([*set_lines("一、整改情况", LONG), *rows])

    assert found[:3] == ["一、整改情况", LONG, "1　学习不够深入　每季度集中研讨一次"]
    assert len(found) == 22


def test_broken_latin_words_are_mended():
    page = [At(LEFT, 760, "工" * 22 + "info-"), At(LEFT, 732, "rmation已公开" + "工" * 10)]

    assert lines(page) == ["工" * 22 + "information已公开" + "工" * 10]


@pytest.mark.parametrize("pages", [([],), ([], [], []), ([At(100, 100, "1")],)])
def test_scan_without_text_is_refused(pages):
    with pytest.raises(FileRefused) as refusal:
        read(*pages)

    assert refusal.value.code == "no_text"
    assert refusal.value.message.startswith("这份PDF没有文字层（多半是扫描件），请")


def test_page_without_text_is_named():
    assert read(set_lines("甲情况说明", LONG), [], set_lines("乙情况说明", LONG)).warnings == (
        "第2页没有文字，可能是扫描的图片，没有读入。",
    )


def test_offsets_lead_to_the_blocks():
    document = read(set_lines("甲情况说明", LONG), set_lines("乙情况说明", LONG))

    assert document.text == f"甲情况说明\n{LONG}\n乙情况说明\n{LONG}"
    assert all(document.text[block.start : block.end] == block.line for block in document.blocks)
