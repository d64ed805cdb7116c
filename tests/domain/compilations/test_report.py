"""The skeleton of the next report: structure and facts, places for the team, no prose."""

from __future__ import annotations

import datetime

from bihuan.core.registry import themes
from bihuan.domain.compilations import report
from bihuan.domain.compilations.composition import Frame
from bihuan.domain.compilations.open_points import open_points
from bihuan.domain.rectification.view import ledger_of

from . import twin
from .reading_back import lines, lines_of

TODAY = datetime.date(2023, 12, 20)


def test_the_next_report_has_its_sections_in_order(cycle):
    composition = report.next_report(ledger_of(cycle), Frame(TODAY))

    told = lines_of(composition)
    assert composition.paper.title == composition.name == "2023年度民主生活会情况报告"
    assert [line for line in told if line[1] == "、"] == [
        "一、上年度民主生活会整改措施落实情况",
        "二、检视查摆的主要问题",
        "三、产生问题的原因剖析",
        "四、努力方向和整改措施",
    ]
    assert told[told.index("二、检视查摆的主要问题") + 1 :] == [
        *(
            line
            for number, aspect in zip(
                "一二三四五六",
                ["理论学习", "政治素质", "能力本领", "担当作为", "工作作风", "廉洁自律"],
                strict=True,
            )
            for line in (f"（{number}）{aspect}方面", "（此处由班子撰写）")
        ),
        "三、产生问题的原因剖析",
        "（此处由班子撰写）",
        "四、努力方向和整改措施",
        "（此处由班子撰写：逐项写明责任领导、牵头部门、完成时限和可以检验的目标）",
    ]
    assert len(composition.sources) == len(composition.paper.blocks)


def test_what_is_not_given_stays_visibly_open(cycle):
    paper = report.next_report(ledger_of(cycle), Frame(TODAY)).paper

    assert (paper.addressees, paper.organ, paper.date) == (("（主送机关）",), "青禾县水务局", None)
    assert (paper.notes, paper.demo) == (("成文日期在签发时填写",), False)


def test_what_is_given_is_taken(cycle):
    date = datetime.date(2024, 1, 15)

    paper = report.next_report(ledger_of(cycle), Frame(TODAY, "县委组织部", date, demo=True)).paper

    assert (paper.addressees, paper.date, paper.notes, paper.demo) == (("县委组织部",), date, (), True)


def test_an_unknown_theme_is_said_and_no_aspect_made_up(bureau, clerk):
    assert themes.theme(2026) is None
    cycle = twin.built(bureau.unit, clerk, name="bureau-report-2025", year=2025)

    told = lines_of(report.next_report(ledger_of(cycle), Frame(TODAY)))

    at = told.index("二、检视查摆的主要问题")
    assert told[at + 1 : at + 4] == [
        "（2026年度民主生活会的主题和查摆方面还没有收录，请按上级通知列出各方面。）",
        "（此处由班子撰写）",
        "三、产生问题的原因剖析",
    ]


def test_an_unverified_theme_is_marked():
    theme = themes.theme(2021)

    told = lines(list(report.problems_to_write(2021, theme)))

    assert not theme.verified
    assert told[0] == "（收录的2021年度查摆方面未经核实，请与上级通知核对。）"
    assert told[1] == f"（一）{theme.aspects[0].short}方面"


def test_the_section_alone_has_its_aspects_at_the_first_level(cycle):
    composition = report.last_year_alone(ledger_of(cycle), Frame(TODAY))

    told = lines_of(composition)
    assert composition.paper.title == "2022年度民主生活会整改措施落实情况"
    assert told[4].startswith("（一）关于“把政治要求落到业务中不够”的问题。")
    assert told[3].startswith("一、带头深刻领悟")


def test_open_points_count_what_is_missing_before_it_can_be_issued(cycle):
    ledger = ledger_of(cycle)
    composition = report.next_report(ledger, Frame(TODAY))

    points = open_points(ledger, composition, official=True)

    assert [(point.words, point.count) for point in points] == [
        ("留给班子撰写的位置", 9),
        ("主送机关未填", 1),
        ("成文日期未填", 1),
        ("没有完成且未填写原因的措施", 7),
        ("问题没有原因", 2),
        ("问题没有措施", 2),
        ("问题的措施偏弱", 1),
        ("措施没有责任人", 7),
        ("措施没有时限", 7),
        ("措施没有目标", 7),
        ("隐去的数字未补", 2),
    ]


def test_a_list_wants_no_addressee_and_no_date(cycle):
    ledger = ledger_of(cycle)
    composition = report.next_report(ledger, Frame(TODAY))

    points = open_points(ledger, composition, official=False)

    assert [point.words for point in points][:2] == ["留给班子撰写的位置", "没有完成且未填写原因的措施"]
