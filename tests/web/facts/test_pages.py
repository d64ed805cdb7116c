"""Numbers on pages: in their sentences, led back to exactly their records, frozen, and told when stale."""

from __future__ import annotations

import datetime
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from bihuan.domain.facts.models import Fact
from bihuan.domain.facts.operations import freeze_fact
from bihuan.domain.ledgers.operations.records import withdraw_record
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.records import theme_day

pytestmark = pytest.mark.django_db
PERIOD = {"since": datetime.date(2026, 3, 1), "until": datetime.date(2026, 7, 1)}
DAYS = "since=2026-03-01&last=2026-06-30"


def day(month, number=6):
    return datetime.date(2026, month, number)


def freeze(unit, code="theme-day.sessions"):
    return freeze_fact(unit=unit, actor=SYSTEM, code=code, **PERIOD)


def text(answer):
    return answer.content.decode()


def body(fact_or_unit, **fields):
    return {"request_key": "k", "since": "2026-03-01", "last": "2026-06-30"} | fields


def test_each_number_stands_in_its_sentence_and_leads_to_its_records(clerk_client, branch):
    theme_day(branch)
    theme_day(branch, on=day(4))

    page = text(clerk_client.get(f"/facts/?unit={branch.key}&{DAYS}"))

    assert (
        f'组织主题党日活动<a class="facts-value" href="/mechanisms/theme-day/?fact=theme-day.sessions'
        f'&amp;unit={branch.key}&amp;since=2026-03-01&amp;last=2026-06-30">2</a>次。'
    ) in page
    assert "2026年3月1日至2026年6月30日的数据" in page
    assert "党课次数：不详" in page
    assert "“党课”的台账还没有启用" in page


def test_the_list_holds_exactly_the_records_behind_the_number(clerk_client, branch):
    theme_day(branch, "三月那次")
    theme_day(branch, "七月那次", on=day(7))
    withdraw_record(record=theme_day(branch, "误记那次"), actor=SYSTEM, seen=1, reason="误记")

    page = text(clerk_client.get(f"/mechanisms/theme-day/?fact=theme-day.sessions&unit={branch.key}&{DAYS}"))

    assert "三月那次" in page
    assert "七月那次" not in page
    assert "误记那次" not in page
    assert "组织主题党日活动<strong>1</strong>次。依据的就是下面这1条。" in page


def test_a_number_of_another_ledger_narrows_nothing(clerk_client, branch):
    theme_day(branch, "三月那次")

    page = text(
        clerk_client.get(
            f"/mechanisms/theme-day/?fact=party-lecture.sessions&unit={branch.key}&{DAYS}&year=2026"
        )
    )

    assert "依据的就是" not in page


def test_a_mechanisms_page_has_the_panel_of_its_year(clerk_client, branch):
    theme_day(branch)

    page = text(clerk_client.get("/mechanisms/theme-day/?year=2026"))

    assert '<h2 id="facts-title">数据</h2>' in page
    assert "可能偏少：从2026年3月1日起才记" in page
    assert "facts-title" not in text(clerk_client.get("/mechanisms/theme-day/?year=0"))
    assert "facts-title" not in text(clerk_client.get("/mechanisms/theme-day/?year=2026&withdrawn=1"))


def test_a_month_of_the_list(clerk_client, branch):
    theme_day(branch, "三月那次")
    theme_day(branch, "四月那次", on=day(4))

    page = text(clerk_client.get("/mechanisms/theme-day/?year=2026&month=4"))

    assert ("四月那次" in page, "三月那次" in page) == (True, False)


def test_freezing_from_the_page_and_what_it_says_when_the_ledger_changes(clerk_client, branch):
    record = theme_day(branch)

    answer = clerk_client.post(
        f"/facts/units/{branch.key}/freeze/", body(branch, code="theme-day.sessions"), follow=True
    )
    assert "已冻结，依据的记录一起留下了。" in text(answer)

    fact = Fact.objects.get()
    assert "台账没有变化，这个数站得住。" in text(clerk_client.get(f"/facts/{fact.key}/"))
    later = theme_day(branch, "补记的一次", on=day(5))
    assert "已变化：冻结时1，现在2" in text(clerk_client.get(f"/facts/?unit={branch.key}&{DAYS}&show=stale"))
    page = text(clerk_client.get(f"/facts/{fact.key}/"))
    assert "台账已变化：冻结时1，现在2。" in page
    assert "冻结以后新增" in page
    assert f"/mechanisms/activity/{record.key}/" in page
    assert f"/mechanisms/activity/{later.key}/" in page

    answer = clerk_client.post(f"/facts/{fact.key}/refreeze/", {"seen": "1", "request_key": "r"}, follow=True)
    assert "已按现在的台账重新冻结" in text(answer)
    assert Fact.objects.get().value == 2


def test_the_same_number_of_other_records_is_told_in_words(clerk_client, branch):
    record = theme_day(branch)
    fact = freeze(branch)
    withdraw_record(record=record, actor=SYSTEM, seen=1, reason="误记")
    theme_day(branch)

    page = text(clerk_client.get(f"/facts/{fact.key}/"))

    assert "数没有变，依据的记录变了：增加1条，减少1条" in page
    assert "冻结以后不再计入" in page


def test_what_is_unknown_is_refused_with_what_to_do(clerk_client, branch):
    answer = clerk_client.post(
        f"/facts/units/{branch.key}/freeze/", body(branch, code="theme-day.sessions"), follow=True
    )

    assert "请先把台账记起来，再冻结。" in text(answer)
    assert not Fact.objects.exists()


def test_the_search_finds_by_name_sentence_and_ledger(clerk_client, branch):
    theme_day(branch)

    assert "组织主题党日活动" in text(clerk_client.get(f"/facts/?unit={branch.key}&{DAYS}&q=主题党日"))
    assert "组织主题党日活动" not in text(clerk_client.get(f"/facts/?unit={branch.key}&{DAYS}&q=党课"))
    assert "没有这样的数据" in text(clerk_client.get(f"/facts/?unit={branch.key}&{DAYS}&q=无此一项"))


@pytest.mark.parametrize(
    ("show", "shown"), [("known", True), ("unknown", False), ("frozen", True), ("stale", False)]
)
def test_the_chips_narrow_the_lines(clerk_client, branch, show, shown):
    theme_day(branch)
    freeze(branch)

    page = text(clerk_client.get(f"/facts/?unit={branch.key}&{DAYS}&show={show}"))

    assert ("组织主题党日活动" in page) is shown


@pytest.mark.parametrize(
    "query",
    [
        "",
        "year=1890",
        "since=2026-05-01&last=2026-04-01",
        "since=x&last=y",
        "since=1600-01-01&last=1600-02-01",
    ],
)
def test_days_that_cannot_be_become_this_year(clerk_client, branch, query):
    page = text(clerk_client.get(f"/facts/?unit={branch.key}&{query}"))

    assert f"{timezone.localdate().year}年的数据" in page


def test_the_spreadsheet_holds_the_numbers_and_is_noted(clerk_client, branch):
    theme_day(branch)

    answer = clerk_client.post(f"/facts/units/{branch.key}/export/", body(branch))

    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [[cell.value for cell in row[:6]] for row in sheet.iter_rows(min_row=4)]
    assert ["主题党日", "主题党日次数", "1", "次", "组织主题党日活动1次。", "1条"] in cells
    assert ["党课", "党课次数", "不详", "次", None, None] in cells
    assert Entry.objects.filter(action="facts.list.export", object_key=branch.key).count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_any_number(clerk_client, branch, rows, django_assert_num_queries):
    for month in range(3, 3 + rows):
        theme_day(branch, on=day(month))
    clerk_client.get(f"/facts/?{DAYS}")

    with django_assert_num_queries(14 + len(MODELS)):
        clerk_client.get(f"/facts/?{DAYS}")


def test_leaders_read_and_do_not_freeze(leader_client, branch):
    theme_day(branch)
    fact = freeze(branch)

    assert "冻结主题党日次数" not in text(leader_client.get(f"/facts/?unit={branch.key}&{DAYS}"))
    refused = [
        leader_client.post(f"/facts/units/{branch.key}/freeze/", body(branch, code=fact.code)),
        leader_client.post(f"/facts/{fact.key}/refreeze/", {"seen": "1"}),
    ]
    assert [answer.status_code for answer in refused] == [403, 403]


def test_strangers_find_nothing(stranger_client, branch):
    theme_day(branch)
    fact = freeze(branch)

    answers = [
        stranger_client.get(f"/facts/?unit={branch.key}"),
        stranger_client.get(f"/facts/{fact.key}/"),
        stranger_client.get(f"/mechanisms/theme-day/?unit={branch.key}"),
        stranger_client.post(f"/facts/units/{branch.key}/freeze/", body(branch, code=fact.code)),
        stranger_client.post(f"/facts/units/{branch.key}/export/", body(branch)),
        stranger_client.post(f"/facts/{fact.key}/refreeze/", {"seen": "1"}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
