"""The demo bureau's cases go by their procedures, and are late only where they say so."""

from __future__ import annotations

import datetime

import pytest

from bihuan.core.planning import Event, Extension, State, Stop, timeline
from bihuan.core.registry import demo_ledgers
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.procedures import procedures

MECHANISMS = mechanisms()
RECORDS = {code: demo_ledgers.demo_records(code) for code in MECHANISMS}
ALL = [record for records in RECORDS.values() for record in records]


def since(year, month=1, day=1):
    return datetime.date(year, month, day)


def test_an_accusation_says_only_where_it_went():
    accusations = [
        record for record in RECORDS["petitions"] if record.own["petitions.category"] == "accusation"
    ]

    assert [(record.title, record.note, dict(record.parts)) for record in accusations] == [
        (
            "检举控告件（已转送）",
            "",
            {"steps": ({"on": since(2026, 10, 20), "event": "passed_on", "what": ""},)},
        )
    ]


LIMITED = [record for record in ALL if record.parts.get("deadlines")]


def timeline_of(record):
    """The record's case as the engine of time limits sees it at the end of the demo month."""
    row = record.parts["deadlines"][0]
    procedure = procedures()[row["procedure"]]
    first = next(word for word in ("received", "applied", "complained") if word in procedure.events)
    events = [Event(record.on, first)]
    if "accepted" in procedure.events and "accepted_on" in record.details:
        events.append(Event(record.details["accepted_on"], "accepted"))
    events += [Event(step["on"], step["event"]) for step in record.parts.get("steps", ()) if "event" in step]
    extensions = [
        Extension(row["step"], row["days"], row["reason"], row["approved_on"], row["told_on"])
        for row in record.parts.get("extension", ())
    ]
    return timeline(
        procedure,
        today=datetime.date(2026, 10, 31),
        events=events,
        chosen=row.get("chosen"),
        extensions=extensions,
        stops=[Stop(each["since"], each["kind"], each.get("until")) for each in row.get("stops", ())],
    )


@pytest.mark.parametrize("record", LIMITED, ids=lambda record: record.title)
def test_a_case_is_due_when_its_procedure_says(record):
    main = ("handle", "award", "mediate", "investigate", "answer_")
    due = [step.due for step in timeline_of(record).steps if step.step.startswith(main) and step.due]

    assert due == [record.details["due_on"]] if "due_on" in record.details else due == []


def test_the_cases_that_were_late_say_so():
    late = [
        (record.title, step.step)
        for record in LIMITED
        for step in timeline_of(record).steps
        if step.state in (State.LATE, State.OVERDUE)
    ]

    assert late == [
        ("反映培训学校不退补贴差额", "handle"),
        ("咨询失业金和新工作能不能同时", "answer_plain"),
        ("建材公司不付工伤停工工资", "award"),
    ]


def test_two_cases_were_extended_and_two_paused():
    extended = [record.title for record in LIMITED if record.parts.get("extension")]
    paused = [record.title for record in LIMITED if record.parts["deadlines"][0].get("stops")]

    assert extended == ["反映退休工龄少算三年", "服装厂停产后解除合同补偿"]
    assert paused == ["求助补开以前的失业登记证明", "物流公司不认工伤待遇"]


@pytest.mark.parametrize("mechanism", [code for code, one in MECHANISMS.items() if one.procedures])
def test_the_steps_of_a_case_are_events_of_its_procedures(mechanism):
    known = {event for code in MECHANISMS[mechanism].procedures for event in procedures()[code].events}
    told = {step["event"] for step in steps_of(mechanism) if "event" in step}

    assert (told - known, bool(told)) == (set(), True)


@pytest.mark.parametrize("mechanism", [code for code, one in MECHANISMS.items() if one.shape == "case"])
def test_a_case_goes_forward(mechanism):
    backwards = [
        record.title
        for record in RECORDS[mechanism]
        if (days := [record.on, *(step["on"] for step in record.parts.get("steps", ()))]) != sorted(days)
    ]

    assert backwards == []


def steps_of(mechanism):
    return [step for record in RECORDS[mechanism] for step in record.parts.get("steps", ())]
