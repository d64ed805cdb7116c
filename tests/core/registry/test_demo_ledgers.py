"""The demo bureau's ledgers: they can be believed, agree with its reports, and answer every question."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from decimal import Decimal
from itertools import combinations

import pytest

from bihuan.core.planning.workdays import published
from bihuan.core.registry import demo, demo_ledgers
from bihuan.core.registry.files import codes
from bihuan.core.registry.mechanisms import facts, mechanisms

MECHANISMS = mechanisms()
RECORDS = {code: demo_ledgers.demo_records(code) for code in MECHANISMS}
ALL = [record for records in RECORDS.values() for record in records]
EACH = pytest.mark.parametrize("mechanism", MECHANISMS)

TEAM = {member["name"] for member in demo.bureau()["team"]}
BRANCHES = demo.bureau()["branches"]
DEMO_MONTH = (datetime.date(2026, 10, 1), datetime.date(2026, 11, 1))
THE_TWO_YEARS = (datetime.date(2025, 1, 1), datetime.date(2027, 1, 1))


def present(record):
    return [each.person for each in record.attendance if each.state in ("present", "made_up")]


def derived(record):
    """What a record's own fields say, with what follows from them."""
    told = {"on": record.on, "title": record.title, "note": record.note, **record.details}
    steps, criteria = record.parts.get("milestones", ()), record.parts.get("criteria", ())
    shape = MECHANISMS[record.mechanism].shape
    if shape == "plan":
        begun = any("done_on" in step for step in steps)
        told["state"] = "done" if "closed_on" in told else "in_progress" if begun else "planned"
    elif shape == "case" and "closed_on" in told:
        told["state"] = "closed"
        if "due_on" in told:
            told["on_time"] = told["closed_on"] <= told["due_on"]
    elif shape == "scorecard":
        told |= {"state": "done", "criteria_count": len(criteria)}
        told["met_count"] = sum(row["state"] == "met" for row in criteria)
    elif shape == "award":
        told["chosen"] = sum(row["chosen"] for row in record.parts["nominations"])
    return told


def counting(mechanism, since, until):
    """The records that count in a mechanism, wherever they were entered, with all that they say of it."""
    for record in ALL:
        if mechanism in (record.mechanism, *record.also) and since <= record.on < until:
            prefix = f"{mechanism}."
            own = {
                name.removeprefix(prefix): value
                for name, value in record.own.items()
                if name.startswith(prefix)
            }
            yield record, {**derived(record), **own}


def answer(code, since, until):
    """The value of a fact, counted here by hand."""
    fact = facts()[code]
    rows = list(counting(code.partition(".")[0], since, until))
    matching = [
        (record, told)
        for record, told in rows
        if all(told.get(name) == value for name, value in fact.where.items())
    ]

    def total(field):
        return sum((Decimal(str(told.get(field, 0))) for _, told in matching), Decimal(0))

    match fact.measure:
        case "count":
            return len(matching)
        case "sum":
            return total(fact.of)
        case "persons":
            return sum(len(present(record)) for record, _ in matching)
        case "days":
            return len({record.on for record, _ in matching})
        case "distinct":
            return len({told[fact.of] for _, told in matching})
    if fact.of:
        return round(100 * total(fact.of) / total(fact.over), 1)
    answered = [told for _, told in rows if all(name in told for name in fact.where)]
    return round(Decimal(100 * len(matching)) / len(answered), 1)


def since(year, month=1, day=1):
    return datetime.date(year, month, day)


def test_every_mechanism_has_its_ledger_and_nothing_else_does():
    assert set(codes("demo/ledgers")) == set(MECHANISMS)


@EACH
def test_every_mechanism_has_a_month_or_its_yearly_days(mechanism):
    """Appraisals are held once a year, in January; everything else has something in October."""
    months = {(record.on.year, record.on.month) for record, _ in counting(mechanism, *THE_TWO_YEARS)}
    ongoing = {"plan", "register"}

    yearly = (2026, 1) in months if mechanism == "member-appraisal" else False
    assert (2026, 10) in months or yearly or MECHANISMS[mechanism].shape in ongoing


@EACH
def test_every_question_has_an_answer(mechanism):
    unanswered = [code for code in MECHANISMS[mechanism].facts if not answer(code, *THE_TWO_YEARS)]

    assert unanswered == []


@pytest.mark.parametrize(
    ("code", "begin", "end", "value"),
    [
        ("theory-group.sessions", since(2025), since(2026), 14),
        ("theory-group.discussions", since(2025), since(2026), 2),
        ("theory-group.sessions", since(2026, 1, 22), since(2026, 11), 9),
        ("theory-group.discussions", since(2026, 1, 22), since(2026, 11), 4),
        ("first-topic.sessions", since(2026), since(2026, 11), 14),
        ("theme-day.sessions", since(2026), since(2026, 11), 30),
        ("general-meeting.sessions", since(2026), since(2026, 11), 9),
        ("biweekly-forum.online_above", since(2026), since(2026, 11), 8),
        ("member-awards.workers", since(2026), since(2026, 11), 1),
        ("member-awards.members", since(2026), since(2026, 11), 1),
        ("field-visits.solved", since(2026), since(2026, 11), 11),
        ("study-research-action.topics", since(2026), since(2026, 11), 7),
        ("first-topic.sessions", since(2025), since(2026), 0),
        ("labour-disputes.workers", since(2025), since(2026), 436),
        ("labour-disputes.recovered", since(2025), since(2026), 612),
    ],
)
def test_the_ledgers_agree_with_the_reports_of_the_demo(code, begin, end, value):
    assert answer(code, begin, end) == value


def test_five_of_the_seven_topics_have_led_to_results():
    results = [record for record in RECORDS["study-research-action"] if "result" in record.details]

    assert len(results) == 5


def test_records_that_count_twice_are_entered_once():
    assert [record.title for record, _ in counting("party-lecture", *DEMO_MONTH)] == [
        "把整改做成群众看得见的事",
        "一张工伤认定书背后的三个家庭",
        "10月主题党日暨党课：从一张工资表看群众路线",
    ]


@EACH
def test_a_record_stands_with_a_unit_that_keeps_the_ledger(mechanism):
    kinds = dict.fromkeys(BRANCHES, "branch")
    kinds |= {group["name"]: "branch_group" for group in demo.bureau()["branch_groups"]}
    kept_by = set(MECHANISMS[mechanism].binds)
    bureau = {"organ", "party_group"}

    assert [
        record.title
        for record in RECORDS[mechanism]
        if not ({kinds[record.unit]} if record.unit in kinds else bureau) & kept_by
    ] == []


@EACH
def test_a_record_is_of_the_two_years(mechanism):
    """What stands in a register may be older."""
    first, last = THE_TWO_YEARS
    days = [record.on for record in RECORDS[mechanism] if MECHANISMS[mechanism].shape != "register"]

    assert [day for day in days if not first <= day < last] == []


@EACH
def test_nothing_is_held_on_a_day_off(mechanism):
    activity = MECHANISMS[mechanism].shape == "activity"

    assert [
        (record.on, record.title)
        for record in RECORDS[mechanism]
        if activity and published().day_off(record.on)
    ] == []


@EACH
def test_nothing_is_studied_before_it_was_issued(mechanism):
    assert [
        (record.title, document["title"])
        for record in RECORDS[mechanism]
        for document in record.details.get("documents", ())
        if document["issued_on"] > record.on
    ] == []


def test_a_document_was_issued_on_one_day():
    issued = {
        (document["title"], document["issued_on"])
        for record in ALL
        for document in record.details.get("documents", ())
    }

    assert [title for title, days in Counter(title for title, _ in issued).items() if days > 1] == []


@EACH
def test_nobody_is_counted_in_a_branch_that_is_not_his_own(mechanism):
    strangers = [
        (record.title, person)
        for record in RECORDS[mechanism]
        if record.unit in BRANCHES
        for person in present(record)
        if demo_ledgers.branch_of_people()[person] != record.unit
    ]

    assert strangers == []


def test_nobody_is_in_two_places_at_once():
    timed = [record for record in ALL if "starts" in record.details and "ends" in record.details]
    clashes = [
        (first.title, second.title, person)
        for first, second in combinations(timed, 2)
        if first.on == second.on
        and first.details["starts"] < second.details["ends"]
        and second.details["starts"] < first.details["ends"]
        for person in set(really_there(first)) & set(really_there(second))
    ]

    assert clashes == []


def really_there(record):
    return [each.person for each in record.attendance if each.state == "present"]


def test_what_was_missed_is_made_up_for_later():
    early = [
        (record.title, each.person)
        for record in ALL
        for each in record.attendance
        if each.state == "made_up" and each.made_up_on <= record.on
    ]

    assert early == []


def test_whoever_was_away_has_a_reason():
    away = [each for record in ALL for each in record.attendance if each.state != "present"]

    assert away
    assert [each for each in away if not each.reason] == []


def test_a_reason_says_nothing_of_health_or_family():
    told = {each.reason for record in ALL for each in record.attendance}

    assert [reason for reason in told if re.search("病|孕|产假|住院|手术|家人|离婚", reason)] == []


def test_the_leaders_who_took_part_are_those_who_attended():
    counts = {
        record.title: (record.own["dual-organization-life.leaders"], len(TEAM & set(present(record))))
        for record in ALL
        if "dual-organization-life.leaders" in record.own
    }

    assert len(counts) >= 10
    assert [title for title, (told, counted) in counts.items() if told != counted] == []


def test_no_text_of_a_record_stands_in_another():
    minutes = [record.details["minutes"] for record in ALL if "minutes" in record.details]
    titles = [(record.unit, record.on, record.mechanism, record.title) for record in ALL]
    imported = {"online-study", "personal-matters"}

    assert [text for text, times in Counter(minutes).items() if times > 1] == []
    assert [at for at, times in Counter(titles).items() if times > 1 and at[2] not in imported] == []


def test_what_is_done_or_reached_says_by_what():
    done = [step for record in ALL for step in record.parts.get("milestones", ()) if "done_on" in step]
    met = [row for record in ALL for row in record.parts.get("criteria", ()) if row["state"] == "met"]
    unmet = [row for record in ALL for row in record.parts.get("criteria", ()) if row["state"] == "unmet"]

    assert all((done, met, unmet))
    assert [step["text"] for step in done if not step.get("proof")] == []
    assert [row["text"] for row in met if not row.get("evidence")] == []
    assert [row["text"] for row in unmet if not row.get("gap")] == []


def test_no_more_are_chosen_than_the_quota_allows():
    awards = [record for record in ALL if MECHANISMS[record.mechanism].shape == "award"]
    over = [
        record.title
        for record in awards
        if sum(row["chosen"] for row in record.parts["nominations"]) > record.details["quota"]
    ]

    assert (len(awards), over) == (4, [])


def test_votes_add_up():
    polls = [record for record in ALL if MECHANISMS[record.mechanism].shape == "poll"]
    counted = [
        (record.title, sum(row["votes"] for row in record.details["options"]), record.details["valid"])
        for record in polls
        if "options" in record.details
    ]

    assert [title for title, votes, valid in counted if votes != valid] == []
    assert len(counted) == 4


def test_thoughts_are_told_only_of_five_and_more():
    assert min(record.details["valid"] for record in RECORDS["members-thinking"]) >= 5
