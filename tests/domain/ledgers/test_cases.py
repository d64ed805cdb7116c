"""A case: its events set its days, and whoever came stays sealed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from bihuan.core.seal import Unsealable
from bihuan.domain.ledgers.failures import NoProcedure, NotYet, WrongState, WrongValue
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.models.case import ACCUSATION_TITLE
from bihuan.domain.ledgers.operations import cases, records
from bihuan.domain.organizations.withdrawing import NoReason, Withdrawn
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry
from tests.cases import day, happened
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db
SECRET = {"name": "云外客", "phone": "13800001234", "address": "安禾县青石镇九号"}
ACCUSED = {"petitions.category": "accusation"}


def days(case):
    case.refresh_from_db()
    return case.state, case.accepted_on, case.due_on, case.closed_on, case.on_time


def accusation(bureau, title=ACCUSATION_TITLE, note="", values=ACCUSED, **details):
    return records.enter_record(
        unit=bureau.unit,
        actor=SYSTEM,
        counts_in=["petitions"],
        on=day("03-02"),
        title=title,
        note=note,
        details=details,
        values=values,
    )


def test_a_case_follows_the_procedure_of_its_mechanism(petition, ticket):
    assert (petition.procedure, ticket.procedure) == ("petition", "hotline-12345")
    assert days(petition) == ("open", day("03-05"), day("05-04"), None, None)
    assert days(ticket) == ("open", None, day("03-17"), None, False)


def test_an_answer_closes_the_case_in_time(petition):
    assert days(happened(petition, "answered", "03-20")) == (
        "closed",
        day("03-05"),
        day("05-04"),
        day("03-20"),
        True,
    )


def test_an_answer_too_late_is_told(ticket):
    assert days(happened(ticket, "answered", "03-18"))[3:] == (day("03-18"), False)


@pytest.mark.parametrize(("today", "on_time"), [("03-17", None), ("03-18", False)])
def test_a_day_that_passed_is_late_before_anybody_answers(ticket, monkeypatch, today, on_time):
    monkeypatch.setattr(timezone, "localdate", lambda: day(today))

    assert days(happened(ticket, "contacted", "03-11"))[4] is on_time


def test_an_event_taken_back_opens_the_case_again(petition, clerk):
    case = happened(petition, "answered", "03-20")
    event = case.events.get(kind="answered")

    with pytest.raises(NoReason):
        cases.withdraw_event(case=case, event=event, actor=clerk, seen=case.version, reason=" ")
    case = cases.withdraw_event(case=case, event=event, actor=clerk, seen=case.version, reason="误记")

    assert days(case) == ("open", day("03-05"), day("05-04"), None, None)
    with pytest.raises(Withdrawn):
        cases.withdraw_event(case=case, event=event, actor=clerk, seen=case.version, reason="再来")


def test_progress_changes_no_day(petition):
    case = happened(petition, "progress", "03-10", note="到现场看了")

    assert days(case) == ("open", day("03-05"), day("05-04"), None, None)
    assert [event.note for event in case.events.filter(kind="progress")] == ["到现场看了"]


@pytest.mark.parametrize(
    ("kind", "on", "note", "failure"),
    [
        ("received", "03-02", "", NoProcedure),
        ("promised", "03-02", "", NoProcedure),
        ("told", "03-21", "", NotYet),
        ("accepted", "03-05", "", WrongValue),
        ("progress", "03-10", " ", WrongValue),
    ],
)
def test_events_that_cannot_be_are_refused(petition, kind, on, note, failure):
    with pytest.raises(failure):
        happened(petition, kind, on, note=note)


@pytest.mark.parametrize(
    ("kind", "on", "note"), [("told", "03-20", ""), ("accepted", "03-06", ""), ("progress", "03-05", "看了")]
)
def test_events_of_the_past_are_taken(petition, kind, on, note):
    assert happened(petition, kind, on, note=note).events.filter(kind=kind, on=day(on)).count() == 1


def test_what_is_planned_may_lie_ahead(bureau):
    deed = entered(bureau.unit, "practical-deeds", "老楼装扶手", on=day("03-02"))

    assert days(happened(deed, "promised", "06-30"))[2] == day("06-30")


def test_without_a_procedure_only_progress_is_noted(bureau):
    values = {"labour-disputes.procedure": "mediation"}
    case = entered(bureau.unit, "labour-disputes", "拖欠工资", on=day("03-02"), values=values)

    assert days(case)[2] == day("03-17")
    with pytest.raises(NoProcedure):
        happened(case, "awarded", "03-10")


def test_the_procedure_stays_while_its_events_stand(bureau, clerk):
    values = {"labour-disputes.procedure": "mediation"}
    case = entered(bureau.unit, "labour-disputes", "拖欠工资", on=day("03-02"), values=values)
    asked = {"actor": clerk, "on": day("03-02"), "title": "拖欠工资"}
    asked["values"] = {"labour-disputes.procedure": "inspection"}
    case = records.change_record(record=case, seen=case.version, **asked)
    assert (case.procedure, case.due_on) == ("labour-inspection", None)

    case = happened(case, "accepted", "03-04")
    with pytest.raises(WrongValue, match="已有“劳动保障监察”的经过"):
        records.change_record(record=case, seen=case.version, **asked | {"values": values})


def test_the_day_of_receipt_moves_the_limits(ticket, clerk):
    case = records.change_record(
        record=ticket,
        actor=clerk,
        seen=ticket.version,
        on=day("03-11"),
        title="路灯不亮",
        values={"hotline.channel": "hotline", "hotline.demand": "help"},
    )

    assert case.due_on == day("03-18")


def test_a_pause_moves_the_limit_and_can_be_taken_back(ticket, clerk):
    case = cases.stop_clock(case=ticket, actor=clerk, seen=ticket.version, kind="waiting", since=day("03-12"))
    assert days(case)[2] is None
    with pytest.raises(WrongState, match="还没有结束"):
        cases.stop_clock(case=case, actor=clerk, seen=case.version, kind="waiting", since=day("03-13"))

    stop = case.stops.get()
    with pytest.raises(WrongValue, match="“暂停的最后一天”早于第一天2026年3月12日"):
        cases.end_stop(case=case, stop=stop, actor=clerk, seen=case.version, until=day("03-11"))
    case = cases.end_stop(case=case, stop=stop, actor=clerk, seen=case.version, until=day("03-13"))
    assert days(case)[2] == day("03-19")

    case = cases.withdraw_stop(case=case, stop=stop, actor=clerk, seen=case.version, reason="误记")
    assert days(case)[2] == day("03-17")


def test_a_pause_that_the_procedure_does_not_know_is_refused(petition, clerk):
    asked = {"case": petition, "actor": clerk, "seen": petition.version}

    with pytest.raises(NoProcedure):
        cases.stop_clock(**asked, kind="waiting", since=day("03-12"))
    with pytest.raises(NotYet):
        cases.stop_clock(**asked, kind="hearing", since=day("03-21"))
    with pytest.raises(WrongValue, match="“暂停的最后一天”早于第一天2026年3月12日"):
        cases.stop_clock(**asked, kind="hearing", since=day("03-12"), until=day("03-11"))


def test_a_part_of_another_case_is_refused(petition, ticket, clerk):
    event = petition.events.get()

    with pytest.raises(WrongValue, match="不属于这一件"):
        cases.withdraw_event(case=ticket, event=event, actor=clerk, seen=ticket.version, reason="误记")


def test_whoever_came_is_sealed_and_not_in_the_trail(petition, clerk):
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)

    case.refresh_from_db()
    assert case.petitioner == SECRET
    stored = Case.objects.filter(pk=case.pk).values().get()
    noted = list(Change.objects.values_list("before", "after"))
    for word in SECRET.values():
        assert word not in str(stored)
        assert word not in str(noted)
    assert Entry.objects.latest("pk").action == "ledgers.case.person"


def test_what_is_sealed_for_one_case_opens_in_no_other(petition, ticket, clerk):
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)
    ticket.sealed_person = case.sealed_person

    with pytest.raises(Unsealable):
        _ = ticket.petitioner


def test_empty_fields_clear_whoever_came(petition, clerk):
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)

    case = cases.write_petitioner(case=case, actor=clerk, seen=case.version, name=" ")

    assert (case.sealed_person, case.petitioner) == ("", {})


def test_too_long_a_name_is_refused(petition, clerk):
    with pytest.raises(WrongValue, match="“姓名”最多50个字"):
        cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, name="长" * 51)


def test_revealing_is_noted_with_who_did(petition, clerk, leader):
    with pytest.raises(WrongState, match="没有登记来人"):
        cases.reveal_petitioner(case=petition, actor=clerk)
    case = cases.write_petitioner(case=petition, actor=clerk, seen=petition.version, **SECRET)

    cases.reveal_petitioner(case=case, actor=clerk)

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor_key, entry.object_key) == (
        "ledgers.case.reveal",
        clerk.user_key,
        case.key,
    )
    with pytest.raises(NotPermitted):
        cases.reveal_petitioner(case=case, actor=leader)


def test_an_accusation_keeps_its_transfer_and_nothing_else(bureau):
    values = ACCUSED | {
        "petitions.transfer_number": "访转〔2026〕3号",
        "petitions.receiving_body": "县纪委监委",
    }
    case = accusation(bureau, values=values)

    case = happened(case, "passed_on", "03-04", number="访转〔2026〕3号")

    assert (case.confined, case.values) == (True, values)
    assert days(case) == ("closed", None, None, day("03-04"), None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "反映某某受贿"}, "事由"),
        ({"note": "某某的事"}, "备注"),
        ({"source": "某某来信"}, "来源"),
        ({"number": "1号"}, "编号"),
        ({"answer": "已查"}, "答复内容"),
        ({"satisfaction": "satisfied"}, "满意度"),
        ({"values": ACCUSED | {"petitions.way": "letter"}}, "信访形式"),
        ({"values": ACCUSED | {"petitions.repeated": True}}, "重复信访"),
    ],
)
def test_an_accusation_refuses_anything_else(bureau, changed, field):
    with pytest.raises(WrongValue, match=f"“{field}”"):
        accusation(bureau, **changed)
    assert not Case.objects.exists()


def test_an_accusation_takes_no_person_and_no_note(bureau, clerk):
    case = accusation(bureau)

    with pytest.raises(WrongValue, match="不登记"):
        cases.write_petitioner(case=case, actor=clerk, seen=case.version, **SECRET)
    with pytest.raises(WrongValue, match="“说明”要空着"):
        happened(case, "passed_on", "03-04", note="某某的事")


def test_an_accusation_becomes_nothing_else_nor_the_other_way_round(bureau, petition, clerk):
    asked = {"actor": clerk, "on": day("03-02"), "title": ACCUSATION_TITLE}
    case = accusation(bureau)

    with pytest.raises(WrongValue, match="不能互改"):
        records.change_record(record=petition, seen=petition.version, values=ACCUSED, **asked)
    with pytest.raises(WrongValue, match="不能互改"):
        records.change_record(
            record=case, seen=case.version, values={"petitions.category": "appeal"}, **asked
        )


@pytest.mark.parametrize(
    "changed", [{"note": "某某"}, {"title": "某某"}, {"sealed_person": "x"}, {"answer": "x"}]
)
def test_the_database_itself_refuses_content_of_an_accusation(bureau, changed):
    told = {"title": ACCUSATION_TITLE, "confined": True, "on": day("03-02"), "unit": bureau.unit}

    with pytest.raises(IntegrityError), transaction.atomic():
        super(type(Case.objects.all()), Case.objects.all())._insert(
            [Case(**told | changed)], fields=Case._meta.local_concrete_fields[1:], using="default"
        )


def test_a_reader_cannot_change_a_case(petition, leader):
    with pytest.raises(NotPermitted):
        cases.add_event(case=petition, actor=leader, seen=petition.version, kind="told", on=day("03-06"))


def test_a_withdrawn_case_takes_no_more_events(petition, clerk):
    case = records.withdraw_record(record=petition, actor=clerk, seen=petition.version, reason="误记")

    with pytest.raises(Withdrawn):
        happened(case, "told", "03-06")
