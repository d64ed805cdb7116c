"""The coverage page: who sees it, what it counts, what it filters, what it costs."""

from __future__ import annotations

import re
import time

import pytest
from django.urls import reverse

from bihuan.domain.cycles import opening
from bihuan.domain.rectification.coverage import Gap
from bihuan.domain.trail.door import recorded
from tests.domain.compilations import growth, twin

PAGE = reverse("coverage")


def chips(response) -> dict[str, int]:
    return {chip.label: chip.count for chip in response.context["chips"]}


def shown(response) -> tuple[int, int, int, int]:
    listing = response.context["listing"]
    return len(listing.problems), len(listing.causes), len(listing.measures), len(listing.figures)


@pytest.mark.parametrize(("role", "expected"), [("clerk", 200), ("leader", 200), ("stranger", 404)])
def test_who_sees_the_years_coverage(request, cycle, role, expected):
    client = request.getfixturevalue(f"{role}_client")

    assert client.get(PAGE, {"year": 2022}).status_code == expected


def test_signed_out_the_page_asks_to_sign_in(client, cycle):
    response = client.get(PAGE, {"year": 2022})

    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/coverage/%3Fyear%3D2022")


def test_a_stranger_sees_nothing_of_the_bureau(stranger_client, cycle):
    response = stranger_client.get(PAGE)

    assert response.status_code == 200
    assert "还没有台账" in response.content.decode()
    assert "青禾县水务局" not in response.content.decode()


def test_the_twin_unconfirmed_shows_its_known_gaps_as_chips(clerk_client, cycle):
    assert chips(clerk_client.get(PAGE)) == {
        "全部缺口": 64,
        "问题没有原因": 14,
        "问题没有措施": 14,
        "问题的措施偏弱": 0,
        "原因没有对应问题": 5,
        "措施没有对应问题": 8,
        "措施没有责任人": 7,
        "措施没有时限": 7,
        "措施没有目标": 7,
        "责任人不在名册中": 0,
        "隐去的数字未补": 2,
    }


def test_chips_link_to_what_they_count(clerk_client, cycle, clerk):
    twin.judge_by_gold(cycle, clerk)
    response = clerk_client.get(PAGE, {"year": 2022})
    chip = next(each for each in response.context["chips"] if each.label == "问题没有措施")

    filtered = clerk_client.get(PAGE + chip.url.partition("#")[0])

    assert chip.url == "?year=2022&gap=no_measure#problems"
    assert [row.problem.title for row in filtered.context["listing"].problems] == [
        "改革创新办法不多",
        "防范风险的预见性不强",
    ]
    assert shown(filtered) == (2, 0, 0, 0)


@pytest.mark.parametrize("gap", list(Gap))
def test_each_filter_shows_as_many_rows_as_its_chip_counts(clerk_client, cycle, gap):
    response = clerk_client.get(PAGE, {"gap": gap.code})

    assert sum(shown(response)) == chips(response)[gap.value]


def test_an_unknown_filter_counts_as_none(clerk_client, cycle):
    assert shown(clerk_client.get(PAGE, {"gap": "x", "sort": "y"})) == (14, 5, 8, 2)


def test_the_table_tells_what_the_picture_shows(clerk_client, cycle, clerk):
    twin.judge_by_gold(cycle, clerk)

    row = clerk_client.get(PAGE, {"q": "组织生活的严肃性有待增强"}).context["listing"].problems[0]

    assert [(tie.target.title, tie.confirmed) for tie in row.causes if tie.confirmed] == [
        ("党性锻炼有所松懈", True)
    ]
    assert [tie.target.title for tie in row.measures if tie.confirmed] == ["深化理论学习，筑牢思想根基"]
    assert [(item.owner, item.due, item.target) for item in row.items] == [("", "", "全年不少于＊＊次")]
    assert [gap.value for gap in row.items[0].gaps] == ["措施没有责任人", "措施没有时限", "措施没有目标"]


def test_a_linked_group_brings_the_items_of_its_parts(clerk_client, cycle, clerk):
    twin.judge_by_gold(cycle, clerk)

    row = clerk_client.get(PAGE, {"q": "抓党建的责任感不够强"}).context["listing"].problems[0]

    assert sorted(item.item.measure.title for item in row.items) == [
        "严明政治纪律和组织纪律",
        "坚守廉洁底线",
        "建强基层党支部",
        "狠抓作风建设",
    ]


def test_sorting_brings_rows_with_more_gaps_first(clerk_client, cycle, clerk):
    twin.judge_by_gold(cycle, clerk)

    rows = clerk_client.get(PAGE, {"sort": "gaps"}).context["listing"].problems

    assert [row.problem.title for row in rows[:3]] == [
        "防范风险的预见性不强",
        "对基层支部的指导帮带不到位",
        "改革创新办法不多",
    ]


def test_search_that_finds_nothing_says_what_to_do(clerk_client, cycle):
    response = clerk_client.get(PAGE, {"q": "查无此项"})

    assert shown(response) == (0, 0, 0, 0)
    assert "没有符合条件的内容" in response.content.decode()


def test_the_year_can_be_switched_and_an_unknown_year_does_not_exist(clerk_client, cycle):
    assert clerk_client.get(PAGE, {"year": 2021}).context["cycle"].year == 2021
    assert clerk_client.get(PAGE, {"year": 2019}).status_code == 404
    assert clerk_client.get(PAGE).context["cycle"].year == 2022
    assert clerk_client.get(PAGE, {"cycle": cycle.key}).context["cycle"].year == 2022


def test_years_name_their_unit_only_where_there_are_several(clerk_client, cycle, clerk, bureau):
    def labels() -> list[str]:
        return [choice.label for choice in clerk_client.get(PAGE).context["cycles"]]

    assert labels() == ["2022年度民主生活会", "2021年度民主生活会"]

    with recorded("tests.cycle.open", actor=clerk, subject=bureau.office):
        opening.opened(bureau.office, 2020)

    assert labels()[-1] == "办公室 2020年度民主生活会"


def test_another_tenants_year_cannot_be_asked_for_by_its_key(stranger_client, cycle):
    assert stranger_client.get(PAGE, {"cycle": cycle.key}).status_code == 404


def test_the_year_before_lists_the_masked_figures_of_its_accounts(clerk_client, cycle):
    response = clerk_client.get(PAGE, {"year": 2021})

    figures = response.context["listing"].figures
    assert [row.text for row in figures] == ["**余次", "**余次", "*次", "*场次"]
    assert figures[2].before.endswith("组织主题党日活动**余次，召开党支部大会")
    assert figures[2].after == "，班子成员还通过干部网络课堂自主选学急需课程。"


def test_a_leader_sees_no_form(leader_client, cycle):
    page = leader_client.get(PAGE).content.decode()

    assert "问题没有原因" in page
    assert "coverage-figure-fill" not in page
    assert re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page) == [
        "/sign-out/",
        "/sign-out/everywhere/",
    ]


def test_nothing_inline_on_the_page(clerk_client, cycle):
    page = clerk_client.get(PAGE).content.decode()

    assert re.findall(r"<[^>]+\sstyle=", page) == []
    assert re.findall(r"<style|<script(?![^>]*\ssrc=)", page) == []
    assert re.findall(r"<[^>]+\son\w+=", page) == []


def count_queries(client, django_assert_max_num_queries, url: str) -> int:
    with django_assert_max_num_queries(40) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("added", [3, 300])
def test_the_page_costs_the_same_queries_however_long(
    clerk_client, cycle, clerk, django_assert_max_num_queries, added
):
    before = count_queries(clerk_client, django_assert_max_num_queries, PAGE)

    growth.grow(cycle, clerk, added)

    assert count_queries(clerk_client, django_assert_max_num_queries, PAGE) == before


@pytest.mark.slow
def test_three_hundred_problems_load_in_time(clerk_client, cycle, clerk):
    growth.grow(cycle, clerk, 286)
    clerk_client.get(PAGE)

    start = time.process_time()
    response = clerk_client.get(PAGE)

    assert (len(response.context["rows"].problems), response.status_code) == (300, 200)
    assert time.process_time() - start < 1.5
