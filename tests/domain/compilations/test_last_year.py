"""The section on last year's promises: done as entered, not done said plainly, figures counted."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.domain.compilations.sections import last_year
from bihuan.domain.compilations.tally import tally
from bihuan.domain.cycles.models import Cycle
from bihuan.domain.rectification.enums import DueKind, Progress
from bihuan.domain.rectification.models import Figure, Item, Problem
from bihuan.domain.rectification.operations import figures, items, wording
from bihuan.domain.rectification.view import ledger_of

from . import twin
from .reading_back import lines

TODAY = datetime.date(2023, 12, 20)


def section(cycle) -> list[str]:
    return lines(last_year.section(ledger_of(cycle), today=TODAY))


def item_of(cycle, title: str) -> Item:
    return Item.objects.get(cycle=cycle, measure__title=title)


def report(cycle, clerk, title: str, progress: str, **words: str) -> None:
    item = item_of(cycle, title)
    items.report_progress(item=item, actor=clerk, seen=item.version, progress=progress, **words)


def plan(cycle, clerk, title: str, **values: object) -> None:
    item = item_of(cycle, title)
    items.plan_item(item=item, actor=clerk, seen=item.version, **values)


def line(cycle, start: str) -> str:
    return next(each for each in section(cycle) if each.startswith(start))


def test_untouched_the_twin_is_told_as_it_is(cycle):
    told = section(cycle)

    assert told[:5] == [
        "2022年度民主生活会查摆问题14个，制定整改措施7项。截至2023年12月20日，已完成0项，长期坚持0项，"
        "正在整改0项，未开展7项；其中已逾期0项。",
        "没有对应整改措施的问题2个：“改革创新办法不多”、“防范风险的预见性不强”。",
        "整改措施只是部分对应的问题1个：“动真碰硬的劲头不足”。",
        '（一）带头深刻领悟“两个确立"的决定性意义，增强"四个意识"、坚定“四个自信"、做到“两个维护”方面',
        "1.关于“把政治要求落到业务中不够”的问题。对应整改措施1项。",
    ]
    assert [each for each in told if each[0] == "（" and each.endswith("方面")][1:] == [
        "（二）带头用习近平新时代中国特色社会主义思想凝心铸魂方面",
        "（三）带头坚持和加强党的全面领导方面",
        "（四）带头坚持以人民为中心的发展思想，推动改革发展稳定方面",
        "（五）带头发扬斗争精神，防范化解风险挑战方面",
        "（六）带头落实全面从严治党政治责任方面",
    ]
    assert sum("的问题。" in each and each[0].isdigit() for each in told) == 14


def test_a_promise_nobody_owned_or_dated_is_told_so_with_its_mask(cycle):
    assert line(cycle, "（1）深化理论学习") == (
        "（1）深化理论学习，筑牢思想根基。原定措施：坚持个人自学和集体研讨相促进、读原著与破难题相结合，"
        "修订完善中心组学习规则，推行班子成员轮流主讲、会后交账，全年组织理论学习中心组学习不少于＊＊次，"
        "真正把党的创新理论学懂学透、用活用好。同时，认真参加双重组织生活，带头严肃开展批评和自我批评,"
        '经常同党员干部谈心交心，让党内政治生活“炉火"旺起来，提振全局上下精气神。'
        "未明确责任人；未明确时限；目标：全年不少于＊＊次。落实情况：未开展。未填写原因。"
    )


def test_a_filled_mask_stands_in_the_wording(cycle, clerk):
    figure = Figure.objects.get(cycle=cycle, text="不少于**次")
    figures.fill_figure(figure=figure, actor=clerk, seen=figure.version, value=Decimal(12), note="学习台账")

    assert "学习不少于12次，真正把" in line(cycle, "（1）深化理论学习")


@pytest.mark.parametrize(
    ("progress", "words", "expected"),
    [
        (Progress.DONE, {"outcome": "组织学习14次，交流研讨6次"}, "已完成。组织学习14次，交流研讨6次。"),
        (Progress.ONGOING, {"outcome": "每季度通报一次；"}, "长期坚持。每季度通报一次。"),
        (Progress.ONGOING, {}, "长期坚持，未填写进展。"),
        (
            Progress.IN_PROGRESS,
            {"outcome": "制度已修订", "shortfall_reason": "联合督查未排期"},
            "正在整改。制度已修订。未完成的原因：联合督查未排期。",
        ),
        (Progress.IN_PROGRESS, {}, "正在整改。未填写进展。未填写原因。"),
        (Progress.NOT_STARTED, {"shortfall_reason": "经费未落实"}, "未开展。未完成的原因：经费未落实。"),
        (Progress.NOT_STARTED, {"outcome": "已\n定点"}, "未开展。已 定点。未填写原因。"),
    ],
)
def test_progress_is_told_as_entered_and_what_is_missing_said(cycle, clerk, progress, words, expected):
    report(cycle, clerk, "建强基层党支部", progress, **words)

    told = line(cycle, "（2）建强基层党支部")

    assert told.rpartition("落实情况：")[2] == expected


def test_what_is_past_its_day_and_open_is_called_late_and_named(cycle, clerk):
    plan(cycle, clerk, "狠抓作风建设", due_kind=DueKind.DATED, due_date=datetime.date(2023, 6, 30))
    plan(cycle, clerk, "坚守廉洁底线", due_kind=DueKind.DATED, due_date=datetime.date(2023, 6, 30))
    report(cycle, clerk, "坚守廉洁底线", Progress.DONE, outcome="开展警示教育4次")

    told = section(cycle)

    assert told[1] == "已逾期的措施为：“狠抓作风建设”。"
    assert "其中已逾期1项。" in told[0]
    assert line(cycle, "（3）狠抓作风建设").rpartition("未明确责任人；")[2] == (
        "时限：2023年6月30日前；未明确目标。落实情况：已超过2023年6月30日的时限，未开展。未填写原因。"
    )
    assert "时限，已完成" not in "".join(told)


def test_counts_add_up_to_the_items(cycle, clerk):
    report(cycle, clerk, "狠抓作风建设", Progress.DONE, outcome="压减会议")
    report(cycle, clerk, "坚守廉洁底线", Progress.ONGOING, outcome="常态谈话")
    report(cycle, clerk, "建强基层党支部", Progress.IN_PROGRESS)

    counted = tally(ledger_of(cycle), today=TODAY)

    assert (counted.done, counted.ongoing, counted.in_progress, counted.not_started) == (1, 1, 1, 4)
    assert "已完成1项，长期坚持1项，正在整改1项，未开展4项；" in section(cycle)[0]


def test_a_measure_of_several_problems_is_told_once_in_full(cycle):
    told = [each for each in section(cycle) if "践行群众路线，锤炼过硬作风。" in each]

    assert ["原定措施" in each for each in told] == [True, False, False, False]
    assert told[1:] == 3 * ["（1）践行群众路线，锤炼过硬作风。未开展，详见“干事创业的心气有所减退”的问题。"]


def test_a_linked_group_is_told_by_its_parts(cycle):
    told = section(cycle)
    at = told.index("1.关于“抓党建的责任感不够强”的问题。对应整改措施4项。")

    assert [each.partition("。")[0] for each in told[at + 1 : at + 5]] == [
        "（1）严明政治纪律和组织纪律",
        "（2）建强基层党支部",
        "（3）狠抓作风建设",
        "（4）坚守廉洁底线",
    ]


def test_without_any_link_the_promises_stand_apart_and_no_problem_has_one(bureau, clerk):
    told = section(twin.built(bureau.unit, clerk))

    assert told[1].startswith("没有对应整改措施的问题14个：“把政治要求落到业务中不够”、")
    at = told.index("（七）尚未与问题对应的整改措施")
    assert [each.partition("。")[0] for each in told[at + 1 :]] == [
        "1.强化政治引领，站稳政治立场",
        "2.深化理论学习，筑牢思想根基",
        "3.践行群众路线，锤炼过硬作风",
        "4.严明政治纪律和组织纪律",
        "5.建强基层党支部",
        "6.狠抓作风建设",
        "7.坚守廉洁底线",
    ]


def test_owners_and_dates_in_brackets_of_the_wording_are_not_told_twice(bureau, clerk):
    cycle = twin.built(bureau.unit, clerk, name="bureau-report-2025", year=2025)

    told = line(cycle, "（1）深化理论武装")

    assert told == (
        "（1）深化理论武装。原定措施：针对“理论学习系统性不够”的问题，健全中心组“专题研讨+课题调研”机制，"
        "全年安排中心组集中学习不少于12次，其中围绕改革难题开展专题研讨3至5场，每名班子成员形成调研成果1篇。"
        "牵头：沈砚秋、机关党委；配合：办公室；时限：2026年12月底前；目标：全年不少于12次。"
        "落实情况：未开展。未填写原因。"
    )


def test_quotation_marks_inside_a_title_become_single(bureau, clerk):
    cycle = twin.built(bureau.unit, clerk, name="bureau-report-2025", year=2025)

    assert line(cycle, "1.关于“履行") == "1.关于“履行‘一岗双责’不到位”的问题。对应整改措施1项。"


def test_a_withdrawn_problem_is_not_told(cycle, clerk):
    problem = Problem.objects.get(cycle=cycle, title="深入基层不够经常")
    wording.withdraw_statement(statement=problem, actor=clerk, seen=problem.version, reason="并入前一项")

    told = section(cycle)

    assert "查摆问题13个" in told[0]
    assert not any("深入基层不够经常" in each for each in told)


def test_every_passage_names_the_rows_behind_it(cycle):
    passages = last_year.section(ledger_of(cycle), today=TODAY)

    assert len(passages[0].sources) == 14 + 7
    named = [passage.sources for passage in passages if passage.block.__class__.__name__ == "Heading"]
    assert [len(each) for each in named if not each] == [0] * 6
    item = item_of(cycle, "建强基层党支部")
    about = [each[0] for each in named if each and each[0].key == item.key]
    assert [(source.kind, source.title) for source in about] == 3 * [("item", "建强基层党支部")]


def test_an_empty_ledger_counts_nothing(bureau, clerk):
    twin.built(bureau.unit, clerk)
    before = ledger_of(Cycle.objects.select_related("unit").get(unit=bureau.unit, year=2021))

    assert lines(last_year.section(before, today=TODAY)) == [
        "2021年度民主生活会查摆问题0个，制定整改措施0项。截至2023年12月20日，已完成0项，长期坚持0项，"
        "正在整改0项，未开展0项；其中已逾期0项。"
    ]
