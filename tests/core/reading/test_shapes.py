"""Shapes of real papers that differ from the plain one; each in a few fictional lines."""

import re

import pytest

from bihuan.core.document.model import BlockKind
from bihuan.core.document.readers import txt
from bihuan.core.reading import read
from tests.core.reading.test_quality import FILES

TITLE = "2025年度民主生活会对照检查材料"


def test_words_before_a_list_name_the_aspect(items_of):
    found = items_of(
        TITLE,
        "一、存在的问题",
        "在理论学习方面，一是学习不系统；二是钻研不深。",
        "能力本领方面。一是统筹能力不足。二是专业能力不强。",
    )

    assert [(title, aspect) for _, _, title, aspect in found] == [
        ("学习不系统", "理论学习"),
        ("钻研不深", "理论学习"),
        ("统筹能力不足", "能力本领"),
        ("专业能力不强", "能力本领"),
    ]


def test_numbered_cues_inside_an_aspect_set_the_type(items_of):
    found = items_of(
        TITLE,
        "一、存在问题、原因分析和整改措施",
        "（一）带头固本培元、增强党性方面",
        "1.存在问题。一是组织生活不严；二是调研不多。",
        "2.原因分析。党性锻炼有所放松。",
        "3.整改措施。每月开展1次主题党日。",
    )

    assert [(kind, title) for kind, _, title, _ in found] == [
        ("problem", "组织生活不严"),
        ("problem", "调研不多"),
        ("cause", "党性锻炼有所放松"),
        ("measure", "每月开展1次主题党日"),
    ]


def test_quoted_problems_are_as_many_items(reading_of):
    reading, text = reading_of(
        "2024年度民主生活会情况通报",
        "一、查摆问题情况",
        "会议查摆出“理论学习不够系统”“深入基层调研不够经常”等2个方面问题。",
        "二、整改措施",
        "坚持每月学习。每月集中学习1次。",
    )

    assert [(item.type.value, text[item.start : item.end]) for item in reading.items][:2] == [
        ("problem", "“理论学习不够系统”"),
        ("problem", "“深入基层调研不够经常”"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "存在“不想为”“不愿为”“不敢为”问题，劲头不足。",
        "还有“重业务、轻党建”“船到码头车到站”等观念，精气神不够。",
    ],
)
def test_other_quotations_stay_in_their_paragraph(reading_of, line):
    reading, text = reading_of(TITLE, "一、存在的问题", line)

    assert [text[item.start : item.end] for item in reading.items] == [line]


def test_a_chapter_of_a_plan_may_be_its_problem(items_of):
    found = items_of(
        "民主生活会问题整改情况报告",
        "一、关于理论学习不够深入的问题",
        "1.加强学习。组织学习12次。",
        "二、下步打算",
        "继续巩固整改成果。",
    )

    assert [(kind, title) for kind, _, title, _ in found] == [
        ("problem", "关于理论学习不够深入的问题"),
        ("measure", "加强学习"),
        ("direction", "继续巩固整改成果"),
    ]


def test_sections_that_announce_nothing_are_typed_by_their_entries_with_a_doubt(reading_of):
    reading, _ = reading_of(
        "民主生活会召开情况的报告",
        "一、政治建设方面",
        "1.理论学习不够系统。满足于一般性学习。",
        "2.执行决策有偏差。落实上级部署不及时。",
        "二、会议安排",
        "1.会议时间定于1月8日。",
        "2.会议地点在三楼会议室。",
        "三、切实抓好整改",
        "1.强化理论武装。每周学习1次。",
    )

    assert [(item.type.value, item.title) for item in reading.items] == [
        ("problem", "理论学习不够系统"),
        ("problem", "执行决策有偏差"),
        ("measure", "强化理论武装"),
    ]
    assert reading.items[0].confidence < 0.8 < reading.items[2].confidence


def test_tabs_after_numbers_and_between_owners_are_no_table(reading_of):
    reading, _ = reading_of(
        "民主生活会整改方案",
        "一、\t整改任务",
        "1.\t理论学习不够系统。",
        "整改措施：\t坚持每周学习1次。",
        "责任领导：闻人博\t责任单位：党政办\t完成时限：2025年6月底前",
    )

    assert [(item.type.value, item.title) for item in reading.items] == [
        ("problem", "理论学习不够系统"),
        ("measure", "坚持每周学习1次"),
    ]
    assert [owner.text for owner in reading.items[1].owners] == ["闻人博", "党政办"]
    assert [(link.source, link.target, link.kind) for link in reading.links] == [("1", "2", "explicit")]


def test_brackets_after_a_list_speak_of_each_part(reading_of):
    reading, _ = reading_of(
        "2025年度民主生活会情况报告",
        "一、存在的问题",
        "一是学习不够。",
        "二、整改措施",
        "（一）强化学习，坚定信念。一是每月研讨；二是全员轮训。（责任领导：季临川；完成时限：2026年6月底前）",
    )

    assert [(item.ordinal, [owner.text for owner in item.owners]) for item in reading.items[1:]] == [
        ("（一）", []),
        ("一是", ["季临川"]),
        ("二是", ["季临川"]),
    ]


def test_missing_numbers_lower_the_confidence(reading_of):
    reading, _ = reading_of(
        TITLE, "一、存在的问题", "1.学习不够。研讨偏少。", "2.调研不够。走访偏少。", "4.督查不够。跟踪偏少。"
    )

    assert [item.confidence for item in reading.items] == [0.97, 0.97, 0.68]


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.suffix == ".txt"], ids=lambda path: path.stem
)
def test_no_line_is_dropped_silently(path):
    """Whatever is neither item nor listed as unassigned is a heading, a label, an owner line or the frame."""
    document = txt.read(path.read_bytes())
    reading = read(document)
    spans = [(item.start, item.end) for item in reading.items]
    spans += [(span.start, span.end) for span in reading.unassigned]
    beside = [one.start for item in reading.items for one in (*item.owners, *item.deadlines)]
    headings = [heading.start for heading in reading.outline]

    for block in document.blocks:
        if any(start < block.end and block.start < end for start, end in spans):
            continue
        known = any(block.start <= at < block.end for at in (*headings, *beside))
        frame = block.kind is not BlockKind.PARAGRAPH or re.search(r"[：:]$|^[^。；]{2,45}$", block.text)
        assert known or frame, block.text


def test_an_account_with_its_result_in_one_paragraph_is_one_item(reading_of):
    reading, text = reading_of(
        TITLE,
        "一、上年度整改情况",
        "1.关于学习不够深入问题。整改情况：全年集中学习15次。",
        "二、存在的问题",
        "1.学习不够。研讨偏少。",
    )

    assert [(item.type.value, item.ordinal, text[item.start : item.end]) for item in reading.items] == [
        ("last_year_measure", "1.", "1.关于学习不够深入问题。整改情况：全年集中学习15次。"),
        ("problem", "1.", "1.学习不够。研讨偏少。"),
    ]


def test_words_before_a_colon_name_the_aspect(items_of):
    found = items_of(
        TITLE,
        "一、存在的问题",
        "（一）政治忠诚方面：学习抓得不紧，有时以干代学。",
        "（二）党性修养方面：一是锻炼不够；二是学习不多。",
    )

    assert [(ordinal, title, aspect) for _, ordinal, title, aspect in found] == [
        ("（一）", "学习抓得不紧，有时以干代学", "政治忠诚"),
        ("一是", "锻炼不够", "党性修养"),
        ("二是", "学习不多", "党性修养"),
    ]


def test_numbered_labels_of_a_plan(reading_of):
    reading, _ = reading_of(
        "民主生活会整改方案",
        "一、整改原则",
        "坚持问题导向。",
        "二、整改任务",
        "1.存在问题：学习研讨不够深入。",
        "（1）整改措施：每月学习1次。",
        "（2）责任领导：公孙策。",
        "（3）整改时限：2025年3月底前，并长期坚持。",
    )

    problem, measure = reading.items
    assert (problem.type.value, problem.ordinal, problem.title) == ("problem", "1.", "学习研讨不够深入")
    assert (measure.type.value, measure.title) == ("measure", "每月学习1次")
    assert [owner.text for owner in measure.owners] == ["公孙策"]
    assert [limit.text for limit in measure.deadlines] == ["2025年3月底前", "长期坚持"]
    assert [(link.source, link.target) for link in reading.links] == [("1", "2")]


def test_a_chapter_that_runs_into_its_list(items_of):
    found = items_of(
        TITLE,
        "一、存在的问题。主要有以下问题：一是学习不够；二是作风不实。",
        "二、原因剖析。一是信念不坚定；二是宗旨淡薄。",
    )

    assert [(kind, title) for kind, _, title, _ in found] == [
        ("problem", "学习不够"),
        ("problem", "作风不实"),
        ("cause", "信念不坚定"),
        ("cause", "宗旨淡薄"),
    ]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["李某2025年度民主生活会对照检查材料", "我学习不够。"], "个人对照检查"),
        (["水务局班子2025年度民主生活会对照检查材料", "我们学习不够。"], "班子对照检查"),
        (["民主生活会个人发言提纲", "学习不够。"], "个人对照检查"),
        (["民主生活会问题整改台账", "学习不够。"], "整改清单"),
        (["民主生活会整改方案落实情况报告", "学习不够。"], "整改落实情况"),
        (["民主生活会征求意见情况汇总", "学习不够。"], "意见汇总"),
        (["关于召开民主生活会的通知", "按时参加。"], "其他"),
        (["关于印发《水务局民主生活会整改方案》的通知", "请遵照执行。"], "整改方案"),
        (["关于开展植树活动的情况报告", "植树200棵。"], "其他"),
    ],
)
def test_kind_by_title(reading_of, lines, kind):
    assert reading_of(*lines)[0].kind == kind
