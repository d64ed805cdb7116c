"""The page that says how a unit stands with the norms of a mechanism."""

from __future__ import annotations

import datetime
import re

import pytest

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from tests.domain.ledgers.norms import written

pytestmark = pytest.mark.django_db
ADDRESS = "/mechanisms/theme-day/norms/"
NOTICE = "这一期没有记录，不到1次，请核对是否漏记，确实不需开展的可写明理由"


def shown(client, query="?year=2025", address=ADDRESS):
    answer = client.get(f"{address}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def lines(page):
    """Period, verdict and finding of every row."""
    rows = re.findall(
        r"<li><b>(.*?)</b><span>\s*<[^>]*>(.*?)</span>\s*</span><span>(.*?)</span></li>", page, re.S
    )
    return [(label, word.strip(), finding) for label, word, finding in rows]


@pytest.fixture
def kept(branch):
    written.keeping(branch, "theme-day", datetime.date(2025, 2, 1))
    for month in (2, 4):
        written.activity(branch, datetime.date(2025, month, 6), ["theme-day"])
    written.exemption(
        branch, "theme-day", datetime.date(2025, 5, 1), datetime.date(2025, 6, 1), "全体党员驻村防汛"
    )
    return branch


def test_every_period_has_a_word_and_a_reason(clerk_client, kept):
    page = shown(clerk_client)

    assert "<h2>每月相对固定1天开展主题党日</h2>" in page
    assert "《中国共产党支部工作条例（试行）》第十六条" in page
    assert "一般要求 · 中央 · 达到2，请核对8，不适用1，说不准1" in page
    assert lines(page) == [
        ("2025年1月", "说不准", "这本台账自2025年2月1日启用，这一期的记录不全（已有0次），不作判定"),
        ("2025年2月", "达到", "这一期有1次记录，达到1次"),
        ("2025年3月", "请核对", NOTICE),
        ("2025年4月", "达到", "这一期有1次记录，达到1次"),
        ("2025年5月", "不适用", "这一期不需开展：全体党员驻村防汛"),
        ("2025年6月至12月", "请核对", NOTICE),
    ]


def test_a_usual_norm_is_never_shown_as_an_error(clerk_client, kept):
    page = shown(clerk_client)

    assert "status-overdue" not in page
    assert "未达到" not in page


def test_the_ledger_leads_to_its_norms_if_it_has_any(clerk_client, branch):
    assert f'href="{ADDRESS}"' in clerk_client.get("/mechanisms/theme-day/").content.decode()
    assert "/norms/" not in clerk_client.get("/mechanisms/branch-standards/").content.decode()


def test_a_mechanism_without_numbers_says_so(clerk_client, branch):
    page = shown(clerk_client, address="/mechanisms/branch-standards/norms/")

    assert "没有写明次数的规范" in page


def test_where_nobody_keeps_it_the_reason_is_told(clerk_client, bureau):
    assert "这里没有单位开展它" in shown(clerk_client)


def test_one_of_several_units_is_chosen_by_the_address(clerk_client, kept, bureau):
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="二支部")

    page = shown(clerk_client, f"?year=2025&unit={other.key}")

    assert f'<option value="{other.key}" selected>二支部</option>' in page
    assert lines(page) == [
        ("2025年1月至12月", "说不准", "本单位没有启用这本台账，这一期的情况不在这里，不作判定")
    ]


def test_a_stranger_s_unit_is_not_looked_at(stranger_client, kept):
    page = shown(stranger_client, f"?year=2025&unit={kept.key}")

    assert "机关党支部" not in page
    assert lines(page) == []


def test_an_unknown_mechanism_is_not_found(clerk_client, bureau):
    assert clerk_client.get("/mechanisms/nothing/norms/").status_code == 404


def test_who_reads_no_ledgers_finds_nothing(sysadmin_client, kept):
    assert sysadmin_client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(clerk_client, branch, rows, django_assert_num_queries):
    for day in range(1, rows + 1):
        written.activity(branch, datetime.date(2025, 3, day), ["theme-day"])
    shown(clerk_client)

    with django_assert_num_queries(11):
        page = shown(clerk_client)
    assert f"这一期有{rows}次记录，达到1次" in page
