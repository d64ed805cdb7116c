"""A case: its events set its days, and what cannot have happened is said."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts.upkeep import daily_service
from bihuan.domain.ledgers.deadlines import timeline_of
from bihuan.domain.ledgers.failures import NoProcedure, NotYet, WrongState, WrongValue
from bihuan.domain.ledgers.models import Case
from bihuan.domain.ledgers.operations import cases, records
from bihuan.domain.ledgers.operations.extensions import ask_extension
from bihuan.domain.ledgers.queries import cases_past_due
from bihuan.domain.organizations.withdrawing import NoReason, Withdrawn
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, OperationFailed
from tests.cases import day, happened
from tests.shaped_records import entered

pytestmark = pytest.mark.django_db


def days(case):
    case.refresh_from_db()
    return case.state, case.accepted_on, case.due_on, case.closed_on, case.on_time


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


def test_a_reader_cannot_change_a_case(petition, leader):
    with pytest.raises(NotPermitted):
        cases.add_event(case=petition, actor=leader, seen=petition.version, kind="told", on=day("03-06"))


def test_a_withdrawn_case_takes_no_more_events(petition, clerk):
    case = records.withdraw_record(record=petition, actor=clerk, seen=petition.version, reason="误记")

    with pytest.raises(Withdrawn):
        happened(case, "told", "03-06")


def named(found):
    return list(found.order_by("pk").values_list("title", flat=True))


def test_the_limit_that_ends_first_is_kept_for_lists(petition, ticket):
    """Of the petition the notice to whoever came, of the ticket the first call; each until it is done."""
    assert (petition.next_due_on, ticket.next_due_on) == (day("03-17"), day("03-11"))

    assert happened(petition, "told", "03-10").next_due_on == day("05-04")
    called = happened(ticket, "contacted", "03-11")
    assert called.next_due_on == day("03-17")
    assert happened(called, "answered", "03-17").next_due_on is None


def test_what_only_lapses_falls_overdue_for_nobody(bureau, in_march):
    values = {"petitions.category": "appeal"}
    case = entered(bureau.unit, "petitions", "转来的", on=day("03-02"), route="forwarded", values=values)

    assert case.next_due_on == day("03-17")
    assert happened(case, "objected", "03-05").next_due_on is None


def test_cases_are_found_by_how_they_stand(petition, ticket, clerk):
    cases_found = Case.objects.all()
    assert named(cases_found.overdue(day("03-17"))) == ["路灯不亮"]
    assert named(cases_found.overdue(day("03-18"))) == ["反映取水难", "路灯不亮"]

    ask_extension(case=petition, actor=clerk, seen=petition.version, step="handle", days=5, reason="复杂")
    happened(ticket, "answered", "03-17")

    assert named(cases_found.under_way()) == ["反映取水难"]
    assert named(cases_found.closed()) == ["路灯不亮"]
    assert named(cases_found.waiting()) == ["反映取水难"]


def test_a_case_that_grew_late_by_itself_is_noted_at_night(bureau, in_march, monkeypatch):
    values = {"hotline.channel": "hotline", "hotline.demand": "help"}
    case = entered(bureau.unit, "hotline", "井盖松动", on=day("03-18"), values=values)
    monkeypatch.setattr(timezone, "localdate", lambda *given: day("03-25"))
    assert (case.on_time, list(cases_past_due())) == (None, [])
    with pytest.raises(WrongState):
        cases.note_overdue(case=case, actor=daily_service())
    monkeypatch.setattr(timezone, "localdate", lambda *given: day("03-26"))

    assert list(cases_past_due()) == [case]
    cases.note_overdue(case=case, actor=daily_service())

    case.refresh_from_db()
    assert (case.on_time, case.state, list(cases_past_due())) == (False, "open", [])


def test_nobody_but_the_night_notes_that_a_case_is_overdue(ticket, clerk):
    with pytest.raises(NotPermitted):
        cases.note_overdue(case=ticket, actor=clerk)


@pytest.mark.parametrize(
    ("kind", "on", "sentence"),
    [
        ("told", day("03-01"), "“书面告知信访人”的日期早于收到这一件的2026年3月2日，请核对日期。"),
        ("told", datetime.date(1026, 3, 5), "“书面告知信访人”写成了1026年，请核对年份。"),
        ("told", datetime.date(2206, 3, 5), "“书面告知信访人”写成了2206年，请核对年份。"),
        ("told", day("03-21"), "“书面告知信访人”在今天以后。台账只记已经发生的事，请核对日期。"),
        ("accepted", day("03-05"), "“受理”这一天已经登记过。"),
    ],
)
def test_a_day_that_cannot_be_meant_is_said_in_one_sentence(petition, clerk, kind, on, sentence):
    with pytest.raises(OperationFailed) as refusal:
        cases.add_event(case=petition, actor=clerk, seen=petition.version, kind=kind, on=on)

    assert str(refusal.value) == sentence


def test_what_led_up_to_a_case_may_come_before_it(bureau, in_march):
    values = {"labour-disputes.procedure": "inspection"}
    case = entered(bureau.unit, "labour-disputes", "拖欠工资", on=day("03-02"), values=values)

    case = happened(case, "violation_ended", "01-31")
    assert case.events.count() == 1
    with pytest.raises(WrongValue, match="“受理并立案”的日期早于收到这一件的2026年3月2日"):
        happened(case, "accepted", "02-27")


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        (day("03-09"), None, "“暂停的第一天”早于收到这一件的2026年3月10日，请核对日期。"),
        (day("03-12"), day("03-11"), "“暂停的最后一天”早于第一天2026年3月12日，请核对日期。"),
        (day("03-12"), datetime.date(2926, 3, 1), "“暂停的最后一天”写成了2926年，请核对年份。"),
        (datetime.date(226, 3, 12), None, "“暂停的第一天”写成了226年，请核对年份。"),
        (day("03-21"), None, "“暂停的第一天”在今天以后。台账只记已经发生的事，请核对日期。"),
    ],
)
def test_a_pause_that_cannot_be_is_said_in_one_sentence(ticket, clerk, since, until, sentence):
    with pytest.raises(OperationFailed) as refusal:
        cases.stop_clock(
            case=ticket, actor=clerk, seen=ticket.version, kind="waiting", since=since, until=until
        )

    assert str(refusal.value) == sentence


def test_a_case_of_a_year_that_nobody_means_is_refused(bureau, in_march):
    with pytest.raises(WrongValue, match="“收到日期”写成了1026年，请核对年份。"):
        entered(
            bureau.unit,
            "hotline",
            "路灯不亮",
            on=datetime.date(1026, 3, 10),
            values={"hotline.channel": "hotline"},
        )


def test_a_case_moved_behind_what_happened_is_refused(petition, clerk):
    asked = {"actor": clerk, "seen": petition.version, "title": petition.title, "values": petition.values}

    with pytest.raises(WrongValue, match="“受理”的日期早于收到这一件的2026年3月6日，请核对日期。"):
        records.change_record(record=petition, on=day("03-06"), **asked)
    assert records.change_record(record=petition, on=day("03-05"), **asked).on == day("03-05")


def test_the_29th_of_february_counts_where_it_exists(bureau, in_march):
    values = {"labour-disputes.procedure": "mediation"}
    leap = entered(bureau.unit, "labour-disputes", "闰年", on=datetime.date(2024, 2, 14), values=values)

    assert leap.due_on == datetime.date(2024, 2, 29)
    case = cases.add_event(
        case=leap, actor=SYSTEM, seen=leap.version, kind="agreed", on=datetime.date(2024, 2, 29)
    )
    assert case.on_time is True


def test_a_limit_in_a_year_without_holidays_is_not_guessed(bureau, in_march, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *given: day("11-20"))
    values = {"labour-disputes.procedure": "inspection"}
    case = entered(bureau.unit, "labour-disputes", "拖欠工资", on=day("11-16"), values=values)

    case = happened(case, "accepted", "11-18")

    assert (case.due_on, case.on_time) == (None, None)
    sentence = timeline_of(case, day("11-20")).step("investigate").sentence
    assert "2027年的放假调休安排还没有登记，这一年的工作日推算不了" in sentence
    assert "期限最早也要到2027年1月29日，现在没有超期" in sentence
