"""What a list of records shows beside day and title, and what of a register it shows at first."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.enums import AttendanceState as State
from bihuan.domain.ledgers.operations.attendance import Answer, set_attendance
from bihuan.domain.ledgers.operations.records import enter_record
from bihuan.domain.organizations.enums import LeadingBody
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db
PAST, COMING = datetime.date(2026, 4, 1), datetime.date(2090, 4, 1)


def channel(unit, title, on=DAY, outdated=None, **details):
    values = {"publicity-channels.kind": "screen"}
    if outdated is not None:
        values["publicity-channels.outdated"] = outdated
    return enter_record(
        unit=unit,
        actor=SYSTEM,
        counts_in=["publicity-channels"],
        on=on,
        title=title,
        details=details,
        values=values,
    )


def duty(bureau, leader):
    return theme_day(
        bureau.unit,
        "部署排查",
        counts_in=["integrity-duties"],
        values={"integrity-duties.leader": str(leader.key), "integrity-duties.form": "meeting"},
    )


@pytest.fixture
def party_group(bureau):
    with door.recorded("tests.unit.lead", actor=SYSTEM, subject=bureau.unit):
        bureau.unit.leading_body = LeadingBody.PARTY_GROUP
        bureau.unit.save()
    return bureau


def listed(client, address):
    response = client.get(address)
    return [(record.title, *(text for _, text in cells)) for record, cells in response.context["lines"]]


def came(activity, *pairs):
    activity.refresh_from_db()
    answers = [Answer(person.key, *rest) for person, *rest in pairs]
    return set_attendance(activity=activity, actor=SYSTEM, seen=activity.version, answers=answers)


def test_a_register_shows_who_looks_after_what_and_until_when(clerk_client, bureau):
    channel(bureau.unit, "电子屏", owner=bureau.head, reviewer=bureau.deputy, review_on=PAST, outdated=True)
    channel(bureau.unit, "宣传栏", on=PAST, review_on=COMING)

    response = clerk_client.get("/mechanisms/publicity-channels/")

    assert response.context["more_heads"] == ["负责人", "审核人", "下次核对", "查出过时内容", "状态"]
    assert listed(clerk_client, "/mechanisms/publicity-channels/") == [
        ("宣传栏", "—", "—", "2090-04-01", "—", "在用"),
        ("电子屏", "沈知远", "韩若溪", "2026-04-01（已到期）", "是", "在用"),
    ]


def test_a_register_is_read_whole_and_narrowed_to_a_year(clerk_client, bureau):
    channel(bureau.unit, "旧展板", on=datetime.date(2024, 5, 6))
    channel(bureau.unit, "电子屏")

    titles = {
        year: [title for title, *_ in listed(clerk_client, f"/mechanisms/publicity-channels/{year}")]
        for year in ("", "?year=2024", "?year=2026")
    }

    assert titles == {"": ["电子屏", "旧展板"], "?year=2024": ["旧展板"], "?year=2026": ["电子屏"]}
    assert "在册2条" in clerk_client.get("/mechanisms/").content.decode()
    whole = clerk_client.get("/mechanisms/publicity-channels/").content.decode()
    assert '<a class="chip" href="?" aria-current="true">全部</a>' in whole
    assert "登记管理宣传阵地" in whole


def test_what_happens_once_is_shown_by_years(clerk_client, branch):
    theme_day(branch)
    theme_day(branch, "往年", on=datetime.date(2024, 3, 1))

    assert [title for title, *_ in listed(clerk_client, "/mechanisms/theme-day/")] == ["3月主题党日"]


def test_a_mechanism_calls_fields_by_its_own_words(clerk_client, bureau):
    form = clerk_client.get("/mechanisms/personal-matters/new/").content.decode()

    assert ("报告人" in form, "催报日期" in form, "负责人" in form) == (True, True, False)
    enter_record(
        unit=bureau.unit,
        actor=SYSTEM,
        counts_in=["personal-matters"],
        on=DAY,
        title="年度报告",
        details={"owner": bureau.head},
        values={"personal-matters.occasion": "yearly"},
    )
    response = clerk_client.get("/mechanisms/personal-matters/")
    assert response.context["more_heads"] == ["报告人", "报告日期", "按期报告"]
    assert listed(clerk_client, "/mechanisms/personal-matters/") == [("年度报告", "沈知远", "—", "—")]


def test_what_is_not_checked_again_has_no_panel_for_checks(clerk_client, bureau):
    once = enter_record(
        unit=bureau.unit,
        actor=SYSTEM,
        counts_in=["eight-point-rules"],
        on=DAY,
        title="接待",
        values={"eight-point-rules.kind": "reception", "eight-point-rules.within": True},
    )
    again = channel(bureau.unit, "电子屏")

    pages = [clerk_client.get(f"/mechanisms/register/{each.key}/").content.decode() for each in (once, again)]

    assert ["登记一次核对" in page for page in pages] == [False, True]
    form = clerk_client.get("/mechanisms/eight-point-rules/new/").content.decode()
    assert ("下次核对" in form, "经办人" in form) == (False, True)


def test_of_a_meeting_the_list_counts_who_came(clerk_client, branch, bureau):
    people = [bureau.head, bureau.deputy, bureau.officer]
    for person in people:
        join_branch(person=person, branch=branch, actor=SYSTEM, since=datetime.date(2025, 1, 1))
    came(theme_day(branch), (people[0], State.PRESENT), (people[1], State.LEAVE, "出差"))

    assert listed(clerk_client, "/mechanisms/theme-day/") == [("3月主题党日", "应到2人，实到1人")]


def test_of_a_talk_the_list_and_the_page_name_who_talked(clerk_client, branch, bureau):
    talk = theme_day(branch, "谈心", counts_in=["heart-talks"], values={"heart-talks.between": "members"})
    came(talk, (bureau.deputy, State.PRESENT), (bureau.head, State.PRESENT))

    assert listed(clerk_client, "/mechanisms/heart-talks/") == [("谈心", "党员之间", "韩若溪、沈知远")]
    page = clerk_client.get(f"/mechanisms/activity/{talk.key}/").content.decode()
    assert ("参加2人。" in page, "应到" in page, "列席" in page) == (True, False, False)
    form = clerk_client.get("/mechanisms/heart-talks/new/").content.decode()
    assert [name for name in ("starts", "place", "host", "minutes") if f'name="{name}"' in form] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_columns_cost_the_same_for_any_number(clerk_client, party_group, rows, django_assert_num_queries):
    for _ in range(rows):
        activity = duty(party_group, party_group.deputy)
        came(activity, (party_group.head, State.PRESENT), (party_group.deputy, State.PRESENT))
    clerk_client.get("/mechanisms/integrity-duties/")

    with django_assert_num_queries(16):
        found = listed(clerk_client, "/mechanisms/integrity-duties/")

    assert found == [("部署排查", "韩若溪", "部署会", "—", "韩若溪、沈知远")] * rows


def test_numbers_that_follow_from_parts_are_not_told_as_changes(clerk_client, branch, bureau):
    join_branch(person=bureau.head, branch=branch, actor=SYSTEM, since=datetime.date(2025, 1, 1))
    record = came(theme_day(branch), (bureau.head, State.PRESENT))

    page = clerk_client.get(f"/mechanisms/activity/{record.key}/").content.decode()

    assert ("“应到人数”" in page, "“实到人数”" in page) == (False, True)


@pytest.mark.parametrize(
    ("code", "room"), [("heart-talks", False), ("online-study", False), ("regular-education", True)]
)
def test_what_must_have_no_content_has_no_room_for_it(clerk_client, branch, code, room):
    choice = {"heart-talks": "between", "online-study": "platform", "regular-education": "campaign"}[code]
    answer = {"heart-talks": "members", "online-study": "other", "regular-education": "history"}[code]
    record = theme_day(branch, "一次", counts_in=[code], values={f"{code}.{choice}": answer})

    form = clerk_client.get(f"/mechanisms/{code}/new/").content.decode()
    page = clerk_client.get(f"/mechanisms/activity/{record.key}/").content.decode()

    assert ('name="note"' in form, "attachments-title" in page) == (room, room)
