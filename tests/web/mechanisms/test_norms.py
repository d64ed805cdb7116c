"""The page that says how a unit stands with the norms of a mechanism."""

from __future__ import annotations

import datetime
import re

import pytest

from bihuan.domain.ledgers.models import Exemption
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.profiles.models import NormSetting
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

    with django_assert_num_queries(17):
        page = shown(clerk_client)
    assert f"这一期有{rows}次记录，达到1次" in page


def own(unit, **fields):
    return {"unit": str(unit.key), "request_key": "k", **fields}


def test_the_clerk_says_since_when_everything_is_there(clerk_client, branch):
    assert "还没有启用" in shown(clerk_client)

    answer = clerk_client.post(f"{ADDRESS}keeping/", own(branch, since="2025-01-01"), follow=True)

    assert answer.redirect_chain == [(f"{ADDRESS}?unit={branch.key}", 302)]
    page = shown(clerk_client)
    assert "2025年1月1日起记全" in page
    assert lines(page) == [("2025年1月至12月", "请核对", NOTICE)]


def test_a_day_to_come_is_refused_and_stays_in_the_form(clerk_client, branch):
    answer = clerk_client.post(f"{ADDRESS}keeping/", own(branch, since="2099-01-01"))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "日期在今天以后" in page
    assert 'value="2099-01-01"' in page


def test_the_clerk_excuses_a_month_and_takes_it_back(clerk_client, kept):
    fields = own(kept, since="2025-03-01", last_day="2025-03-31", reason="集中外出培训")
    answer = clerk_client.post(f"{ADDRESS}exempt/", fields, follow=True)

    assert answer.redirect_chain == [(f"{ADDRESS}?unit={kept.key}&year=2025", 302)]
    page = answer.content.decode()
    assert "2025年3月1日至2025年3月31日不需开展：集中外出培训" in page
    assert ("2025年3月", "不适用", "这一期不需开展：集中外出培训") in lines(page)

    exemption = Exemption.objects.get(reason="集中外出培训")
    withdraw = f"/mechanisms/exemptions/{exemption.key}/withdraw/"
    clerk_client.post(withdraw, {"seen": "1", "reason": "培训改期"})

    page = shown(clerk_client)
    assert "集中外出培训" not in page
    assert ("2025年3月", "请核对", NOTICE) in lines(page)


def test_taking_back_needs_a_reason(clerk_client, kept):
    exemption = Exemption.objects.get()

    answer = clerk_client.post(
        f"/mechanisms/exemptions/{exemption.key}/withdraw/", {"seen": "1", "reason": " "}, follow=True
    )

    assert "请写明撤回的理由" in answer.content.decode()
    exemption.refresh_from_db()
    assert exemption.withdrawn_at is None


def test_days_the_wrong_way_round_are_refused(clerk_client, branch):
    fields = own(branch, since="2025-03-31", last_day="2025-03-01", reason="集中外出培训")

    answer = clerk_client.post(f"{ADDRESS}exempt/", fields)

    assert answer.status_code == 422
    assert "最后一天早于第一天" in answer.content.decode()
    assert not Exemption.objects.exists()


def test_reasons_are_offered_but_not_filled_in(clerk_client, branch):
    page = clerk_client.get(f"{ADDRESS}exempt/?unit={branch.key}").content.decode()

    assert "常见的理由：支部刚成立不满1个月；党员集中外出执行任务。" in page
    assert ">支部刚成立不满1个月</textarea>" not in page


def test_a_leader_reads_but_excuses_nobody(leader_client, kept):
    page = shown(leader_client)

    assert "这一期不需开展：全体党员驻村防汛" in page
    assert "exempt/" not in page
    assert "withdraw" not in page
    assert leader_client.get(f"{ADDRESS}exempt/?unit={kept.key}").status_code == 403


SETTING = f"{ADDRESS}branch-rules-2018.theme-day-monthly/setting/"


def test_the_clerk_asks_for_more_than_the_text(clerk_client, kept):
    fields = own(kept, adopted="", at_least="2", reason="局党组2025年工作要点", seen="0")

    answer = clerk_client.post(SETTING, fields, follow=True)

    assert answer.redirect_chain == [(f"{ADDRESS}?unit={kept.key}", 302)]
    page = shown(clerk_client)
    assert "本单位的设定：至少2（局党组2025年工作要点）" in page
    assert ("2025年2月", "请核对", NOTICE.replace("没有记录，不到1次", "有1次记录，不到2次")) in lines(page)
    assert 'value="2"' in clerk_client.get(f"{SETTING}?unit={kept.key}").content.decode()


def test_a_setting_without_a_reason_stays_in_the_form(clerk_client, branch):
    answer = clerk_client.post(SETTING, own(branch, adopted="no", at_least="", reason="", seen="0"))

    assert answer.status_code == 422
    assert '<option value="no" selected>不采用</option>' in answer.content.decode()


def test_what_must_be_done_cannot_be_switched_off_in_the_page(clerk_client, branch):
    life = "/mechanisms/organization-life-meeting/norms/branch-rules-2018.organization-life-meeting-yearly"

    page = clerk_client.get(f"{life}/setting/").content.decode()

    assert "不采用" not in page
    assert 'name="at_least"' in page


@pytest.mark.parametrize(
    "norm", ["branch-rules-2018.nothing", "branch-rules-2018.organization-life-meeting-yearly"]
)
def test_a_norm_of_another_mechanism_is_not_found_here(clerk_client, branch, norm):
    assert clerk_client.get(f"{ADDRESS}{norm}/setting/").status_code == 404


def settled(kept, at_least, **more):
    fields = {"adopted": "", "reason": "本单位的制度", "request_key": f"{more.get('seen')}-{at_least}"}
    return own(kept, at_least=at_least) | fields | more


def test_the_second_editor_of_a_setting_sees_both_texts_and_chooses(clerk_client, kept):
    first = settled(kept, "2", seen="0")
    assert clerk_client.post(SETTING, first).status_code == 302
    page = clerk_client.get(f"{SETTING}?unit={kept.key}").content.decode()
    assert '<input type="hidden" name="seen" value="1">' in page

    late = clerk_client.post(SETTING, settled(kept, "5", seen="0", adopted="no", reason="另一份文件"))

    told = late.content.decode()
    assert late.status_code == 409
    assert ("本单位的制度" in told, "另一份文件" in told, f"{ADDRESS}?unit={kept.key}" in told) == (True,) * 3
    assert NormSetting.objects.get().at_least == 2
    again = clerk_client.post(SETTING, settled(kept, "5", seen="1", adopted="no", reason="另一份文件"))
    assert (again.status_code, NormSetting.objects.get().at_least) == (302, 5)


def test_the_third_editor_is_late_too(clerk_client, kept):
    for seen, number in (("0", "2"), ("1", "3")):
        assert clerk_client.post(SETTING, settled(kept, number, seen=seen)).status_code == 302

    answer = clerk_client.post(SETTING, settled(kept, "4", seen="1"))

    assert (answer.status_code, NormSetting.objects.get().at_least) == (409, 3)


def test_a_setting_that_is_sent_twice_is_saved_once(clerk_client, kept):
    sent = settled(kept, "2", seen="0", request_key="once")

    answers = [clerk_client.post(SETTING, sent).status_code for _ in range(2)]

    assert (answers, NormSetting.objects.get().version) == ([302, 302], 1)


def test_a_form_without_a_version_did_not_come_from_the_page(clerk_client, kept):
    assert clerk_client.post(SETTING, settled(kept, "2")).status_code == 404
