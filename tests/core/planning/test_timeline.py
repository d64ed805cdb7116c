"""A whole case: its steps together, what-ifs, and what is refused."""

import dataclasses
import datetime

import pytest

from bihuan.core.planning import Event, Extension, State, Stop, timeline
from bihuan.core.registry.procedures import procedures

PETITION = procedures()["petition"]
APPEAL = {"route": "direct", "kind": "appeal"}


def day(text):
    return datetime.date.fromisoformat(text)


def event(kind, text):
    return Event(day(text), kind)


def petition(today, *events, **more):
    return timeline(PETITION, today=day(today), events=events, chosen=APPEAL, **more)


def states(found):
    return {step.step: step.state.value for step in found.applicable}


def test_a_case_is_told_step_by_step():
    found = petition(
        "2025-03-20",
        event("received", "2025-03-01"),
        event("told", "2025-03-10"),
        event("accepted", "2025-03-10"),
    )

    assert states(found) == {
        "tell": "on_time",
        "handle": "running",
        "ask_review": "not_started",
        "review": "not_started",
        "ask_second_review": "not_started",
        "second_review": "not_started",
    }


def test_a_sentence_cites_counts_and_judges():
    found = petition("2025-03-20", event("accepted", "2025-03-10")).step("handle")

    assert found.sentence == (
        "《信访工作条例》第三十四条：自受理之日起60日内办结。"
        "2025年3月10日受理，当日不计入，满60日为2025年5月9日。今天还剩50日。"
    )
    assert (found.name, found.words, found.left, found.needs_attention) == ("办结", "办理中", 50, False)


def test_an_overdue_sentence_tells_what_follows_from_it():
    found = petition("2025-05-12", event("accepted", "2025-03-10")).step("handle")

    assert found.sentence == (
        "《信访工作条例》第三十四条：自受理之日起60日内办结。"
        "2025年3月10日受理，当日不计入，满60日为2025年5月9日。到今天已超期3日。"
        "未在规定期限内办结的，由上级机关责令改正（第四十五条）。"
    )
    assert found.needs_attention


def test_a_local_limit_says_that_it_is_local():
    hotline = procedures()["hotline-12345"]

    found = timeline(
        hotline,
        today=day("2025-06-11"),
        events=[event("received", "2025-06-10")],
        chosen={"demand": "enquiry"},
    ).step("answer_question")

    assert found.sentence == (
        "当地12345热线办理规定“办结时限”：咨询3个工作日内答复。"
        "2025年6月10日收到工单，当日不计入，满3个工作日为2025年6月13日。今天还剩2个工作日。"
    )


def test_the_next_due_day_is_the_first_and_an_overdue_one_goes_before():
    events = [event("received", "2025-03-01"), event("accepted", "2025-03-03")]

    assert petition("2025-03-10", *events).next_due.step == "tell"
    assert petition("2025-03-20", *events).next_due.step == "tell"
    assert petition("2025-03-20", *events, event("told", "2025-03-05")).next_due.step == "handle"


def test_nothing_is_due_before_anything_happened():
    found = petition("2025-03-10")

    assert found.next_due is None
    assert found.questions == ()


def test_what_if_it_were_accepted_tomorrow():
    found = petition("2025-03-10", event("received", "2025-03-01"))

    other = found.with_events(event("accepted", "2025-03-11"))

    assert (other.step("handle").state, other.step("handle").due) == (State.NOT_STARTED, day("2025-05-10"))
    assert (found.step("handle").state, found.step("handle").due) == (State.NOT_STARTED, None)


def test_what_if_it_were_extended():
    found = petition("2025-05-01", event("accepted", "2025-03-10"))

    other = found.with_extension("handle", 30)

    assert (other.step("handle").due, other.step("handle").extended_by) == (day("2025-06-08"), 30)
    assert (found.step("handle").due, found.step("handle").extended_by) == (day("2025-05-09"), 0)


def test_what_if_it_were_extended_too_far():
    found = (
        petition("2025-05-01", event("accepted", "2025-03-10")).with_extension("handle", 31).step("handle")
    )

    assert found.due == day("2025-05-09")
    assert [(ruling.applied, ruling.sentence) for ruling in found.rulings] == [
        (False, "延长31日未计入：第三十四条规定延长合计不超过30日。")
    ]


def test_what_if_of_a_step_that_is_none():
    with pytest.raises(KeyError):
        petition("2025-05-01").with_extension("nothing", 3)


def test_what_if_there_were_a_hearing():
    found = petition("2025-04-05", event("second_requested", "2025-04-01"))

    other = found.with_stops(Stop(day("2025-04-10"), "hearing", day("2025-04-14")))

    assert other.step("second_review").due == day("2025-05-06")
    assert found.step("second_review").due == day("2025-05-01")


def test_the_same_case_on_another_day():
    found = petition("2025-03-20", event("accepted", "2025-03-10"))

    assert found.on(day("2025-05-20")).step("handle").late_by == 11
    assert found.step("handle").late_by is None


def test_a_timeline_cannot_be_changed():
    found = petition("2025-03-20")

    with pytest.raises(dataclasses.FrozenInstanceError):
        found.steps = ()


def test_an_answer_before_acceptance_is_asked_about():
    found = petition("2025-03-20", event("accepted", "2025-03-10"), event("answered", "2025-03-01"))

    assert found.questions == ("“出具处理意见书”（2025年3月1日）早于“受理”（2025年3月10日），请核对日期。",)
    assert found.step("handle").state is State.ON_TIME


@pytest.mark.parametrize("answered", ["2025-03-10", "2025-03-12"])
def test_an_answer_since_acceptance_is_not_asked_about(answered):
    found = petition("2025-03-20", event("accepted", "2025-03-10"), event("answered", answered))

    assert found.questions == ()


def test_of_two_answers_the_one_since_acceptance_counts():
    found = petition(
        "2025-06-20",
        event("answered", "2025-03-01"),
        event("accepted", "2025-03-10"),
        event("answered", "2025-05-20"),
    )

    assert (found.step("handle").state, found.step("handle").done_on) == (State.LATE, day("2025-05-20"))
    assert found.questions == ()


def test_rulings_come_in_the_order_of_approval():
    later = Extension("handle", 20, "等待鉴定", approved_on=day("2025-05-05"))
    earlier = Extension("handle", 20, "情况复杂", approved_on=day("2025-05-01"))

    found = petition("2025-05-06", event("accepted", "2025-03-10"), extensions=[later, earlier])

    assert [ruling.extension for ruling in found.step("handle").rulings] == [earlier, later]
    assert [ruling.applied for ruling in found.step("handle").rulings] == [True, False]


def test_an_extension_belongs_to_its_step():
    wish = Extension("review", 5, "情况复杂", approved_on=day("2025-05-01"))

    found = petition("2025-05-06", event("accepted", "2025-03-10"), extensions=[wish])

    assert found.step("handle").rulings == ()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"events": [event("promised", "2025-03-01")]}, "没有“promised”这件事"),
        ({"events": [event("received", "0025-03-01")]}, "日期0025-03-01不对，请核对年份。"),
        ({"events": [event("received", "9999-12-31")]}, "日期9999-12-31不对，请核对年份。"),
        ({"stops": [Stop(day("2025-03-01"), "suspended")]}, "没有“suspended”这种暂停"),
        ({"stops": [Stop(day("2025-03-01"), "hearing", day("2925-03-02"))]}, "日期2925-03-02不对"),
        ({"chosen": {"route": "dream"}}, "没有“route=dream”这一选项"),
        ({"chosen": {"colour": "red"}}, "没有“colour=red”这一选项"),
    ],
)
def test_what_cannot_be_meant_is_refused(more, message):
    with pytest.raises(ValueError, match=message):
        timeline(PETITION, today=day("2025-03-10"), **more)
