"""Plans and accounts in prose: which paragraph is the problem, which chapter tells no measures."""

import pytest

from bihuan.core.document.model import BlockKind
from bihuan.core.document.readers import txt
from bihuan.core.reading import read

PLAN = "2025年度民主生活会整改方案"
ACCOUNT = "2024年度民主生活会整改落实情况报告"


@pytest.mark.parametrize(
    "paragraph",
    [
        "学习贯彻创新理论不够深入。学习多以集中传达为主，系统研读较少。",
        "推动产业发展步伐不快，工作举措不多。招商办法较少。",
        "解决群众实际困难力度不够大。走访群众偏少，台账更新滞后。",
        "学习的系统性、深入性有差距。以会代学多，研讨偏少。",
        "廉政教育需要进一步加强。警示教育形式单一，针对性有待提升。",
        "基层党建存在薄弱环节。有的支部活动流于形式。",
    ],
)
def test_a_paragraph_of_lacks_above_measures_is_their_problem(reading_of, paragraph):
    reading, _ = reading_of(
        PLAN,
        "一、整改措施",
        "（一）带头固本培元方面",
        f"1.{paragraph}",
        "（1）健全制度。每月集中学习1次。",
        "（2）推动转化。形成报告3篇。",
        "责任领导：向远舟；完成时限：2026年6月底前",
    )

    assert [(one.type.value, one.parent) for one in reading.items] == [
        ("problem", None),
        ("measure", None),
        ("measure", None),
    ]
    assert [(link.source, link.target, link.kind) for link in reading.links] == [
        ("1", "2", "explicit"),
        ("1", "3", "explicit"),
    ]
    assert [[owner.text for owner in one.owners] for one in reading.items] == [[], ["向远舟"], ["向远舟"]]


@pytest.mark.parametrize(
    ("line", "owners"),
    [
        ("由办公室牵头，人事科配合，2026年6月底前完成。", ["办公室", "人事科"]),
        ("（由办公室牵头负责）", ["办公室"]),
        ("由于任务较重，逐步推进。", []),
        ("由办公室牵头，健全制度。每月学习1次。", []),
    ],
)
def test_a_sentence_on_owners_below_a_list_reaches_each_of_its_measures(reading_of, line, owners):
    reading, _ = reading_of(
        PLAN,
        "一、整改措施",
        "1.学习不够深入。研讨偏少。",
        "（1）健全制度。",
        "（2）推动转化。",
        line,
    )

    assert [owner.text for owner in reading.items[1].owners] == owners


@pytest.mark.parametrize(
    "paragraph",
    [
        "健全学习制度。针对学习不够深入的问题，完善制度。",
        "切实解决学习不够深入。坚持每月集中学习。",
        "持续整治不担当不作为问题。紧盯重点岗位。",
        "学习制度不健全。制定学习计划，定期开展研讨。",
        "防止流于形式。压实支部责任。",
    ],
)
def test_a_paragraph_that_promises_stays_a_measure_with_parts(reading_of, paragraph):
    reading, _ = reading_of(
        PLAN,
        "一、整改措施",
        "（一）带头固本培元方面",
        f"1.{paragraph}",
        "（1）每月集中学习1次。",
        "（2）形成报告3篇。",
    )

    assert [(one.type.value, one.parent) for one in reading.items] == [
        ("measure", None),
        ("measure", "1"),
        ("measure", "1"),
    ]


def test_measures_below_a_label_on_the_problem_answer_it(reading_of):
    reading, _ = reading_of(
        PLAN,
        "一、整改措施",
        "1.学习不够系统。",
        "主要表现：计划执行不严，研讨偏少。",
        "（1）健全学习制度。",
        "（2）开展研讨。",
    )

    assert [(one.type.value, one.title) for one in reading.items] == [
        ("problem", "计划执行不严，研讨偏少"),
        ("measure", "健全学习制度"),
        ("measure", "开展研讨"),
    ]
    assert [(link.source, link.target) for link in reading.links] == [("1", "2"), ("1", "3")]


def test_lacks_below_a_label_on_the_problem_stay_problems(items_of):
    found = items_of(
        PLAN,
        "一、整改措施",
        "1.学习不够系统。",
        "主要表现：有两个方面不足。",
        "（1）落实学习计划不严格。",
        "（2）研讨偏少。",
    )

    assert [kind for kind, *_ in found] == ["problem", "problem", "problem"]


@pytest.mark.parametrize("title", ["整改工作总体情况", "强化组织领导，压实整改责任", "整改工作推进情况"])
def test_how_the_work_was_organised_is_no_measure_in_an_account(items_of, title):
    found = items_of(
        ACCOUNT,
        f"一、{title}",
        "（一）强化组织领导。成立专班。",
        "（二）细化任务分工。建立台账12份。",
        "（三）严格督导检查。按月调度。",
        "二、问题整改落实情况",
        "（一）健全制度。学习12次。",
    )

    assert found == [("measure", "（一）", "健全制度", None)]


@pytest.mark.parametrize(
    ("paper", "title"),
    [(PLAN, "加强组织领导"), (ACCOUNT, "整改工作总体情况"), (ACCOUNT, "整改工作推进情况")],
)
def test_the_only_chapter_on_measures_and_those_of_a_plan_are_kept(items_of, paper, title):
    found = items_of(
        paper, f"一、{title}", "（一）强化组织领导。成立专班。", "（二）严格督导检查。按月调度。"
    )

    assert [(kind, lead) for kind, _, lead, _ in found] == [
        ("measure", "强化组织领导"),
        ("measure", "严格督导检查"),
    ]


def styled(text, level):
    """The lines of a paper, those that begin with （ in a heading style."""
    document = txt.read_text(text)
    for block in document.blocks:
        if block.text.startswith("（"):
            object.__setattr__(block, "kind", BlockKind.HEADING)
            object.__setattr__(block, "level", level)
    return document


def test_a_heading_style_over_a_whole_paragraph_makes_no_heading():
    promise = "（一）强化学习。健全学习制度，坚持每月集中学习、每季度研讨交流，推动学习走深走实。"
    paper = f"2025年度民主生活会情况报告\n一、努力方向\n{promise}\n以上情况，特此报告。"

    reading = read(styled(paper, 2))

    assert [(one.title, one.end - one.start) for one in reading.items] == [("强化学习", len(promise))]
    assert reading.outline[2].run_in


def test_a_heading_style_over_one_sentence_makes_a_heading():
    paper = "2025年度民主生活会情况报告\n一、努力方向\n（一）强化学习\n坚持每月学习。每季度研讨。"

    reading = read(styled(paper, 2))

    assert [one.title for one in reading.items] == ["坚持每月学习"]
    assert not reading.outline[2].run_in
