"""Ledgers answer: exact numbers, the records behind them, and what is not known."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.core.registry.mechanisms import facts as fact_queries
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.facts.answers import Answer, Scope
from bihuan.domain.facts.asking import ask, ask_all
from bihuan.domain.ledgers.models import Attendance, Exemption, Keeping
from bihuan.domain.ledgers.operations import records
from bihuan.domain.ledgers.shapes import MODELS
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db
SINCE, UNTIL = datetime.date(2026, 3, 1), datetime.date(2026, 7, 1)
SESSIONS, ATTENDANCES = "theme-day.sessions", "theme-day.attendances"


@pytest.fixture
def other(bureau):
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第二党支部")


def day(month, number=6):
    return datetime.date(2026, month, number)


def asked(unit, code=SESSIONS, since=SINCE, until=UNTIL):
    return ask(code, unit, since, until)


def keep(unit, mechanism="theme-day", since=SINCE):
    with door.recorded("tests.keeping", actor=SYSTEM, subject=unit):
        Keeping(unit=unit, mechanism=mechanism, since=since).save()


def exempt(unit, since, until, mechanism="theme-day"):
    with door.recorded("tests.exemption", actor=SYSTEM, subject=unit):
        Exemption(unit=unit, mechanism=mechanism, since=since, until=until, reason="刚成立").save()


def close(unit, on):
    unit.closed_on = on
    with door.recorded("tests.close", actor=SYSTEM, subject=unit):
        unit.save()


def attend(activity, *people, state="present"):
    with door.recorded("tests.attend", actor=SYSTEM, subject=activity):
        for person in people:
            Attendance(unit=activity.unit, activity=activity, person=person, state=state).save()


def test_records_of_the_period_count_and_stand_behind_the_number(branch):
    first, second = theme_day(branch, on=day(3, 1)), theme_day(branch, on=day(6, 30))
    theme_day(branch, on=day(7, 1))

    answer = asked(branch)

    assert (answer.value, set(answer.rows), answer.shortfall) == (2, {first.key, second.key}, "")
    assert list(answer.rows) == sorted(answer.rows, key=str)
    assert answer.complete


def test_the_last_day_is_open(branch):
    theme_day(branch, on=day(3))

    assert asked(branch, until=day(3, 6)).value == 0
    assert asked(branch, until=day(3, 7)).value == 1


def test_the_unit_above_counts_everything_below_it_and_a_sibling_nothing(bureau, branch, other):
    theme_day(branch)
    theme_day(other)
    theme_day(other, on=day(4))

    assert [asked(unit).value for unit in (bureau.unit, branch, other)] == [3, 1, 2]


def test_a_stranger_unit_is_never_counted(branch, stranger_user):
    theme_day(branch)

    assert asked(stranger_user.person.unit) == Answer(None, (), "这里没有开展“主题党日”的单位")


def test_a_withdrawn_record_stays_silent_until_it_is_restored(branch):
    record = records.withdraw_record(record=theme_day(branch), actor=SYSTEM, seen=1, reason="误记")
    assert asked(branch) == Answer(Decimal(0), (), "")

    records.restore_record(record=record, actor=SYSTEM, seen=2)
    assert asked(branch).rows == (record.key,)


def test_one_record_counts_in_each_of_its_mechanisms(branch, bureau):
    told = {"party-lecture.lecturer_is": "secretary"}
    record = theme_day(branch, counts_in=["theme-day", "party-lecture"], values=told)
    attend(record, bureau.head, bureau.deputy)
    codes = [SESSIONS, "party-lecture.sessions", ATTENDANCES]

    answers = ask_all(codes, Scope(branch, SINCE, UNTIL))

    assert [(code, answer.value, answer.rows) for code, answer in answers.items()] == [
        (SESSIONS, 1, (record.key,)),
        ("party-lecture.sessions", 1, (record.key,)),
        (ATTENDANCES, 2, (record.key,)),
    ]


def test_attendances_are_those_present_and_those_who_made_up(branch, bureau):
    first, second = theme_day(branch), theme_day(branch, on=day(4))
    attend(first, bureau.head, bureau.deputy)
    attend(first, bureau.officer, state="made_up")
    attend(second, bureau.head)
    attend(second, bureau.deputy, state="leave")
    attend(second, bureau.officer, state="absent")

    answer = asked(branch, ATTENDANCES)

    assert (answer.value, set(answer.rows)) == (4, {first.key, second.key})


def test_what_a_mechanism_asks_itself_narrows_and_adds_up(bureau):
    visits = [
        records.enter_record(
            unit=bureau.unit,
            actor=SYSTEM,
            counts_in=["field-visits"],
            on=on,
            title="走访企业",
            values=given(problems=problems, solved=solved),
        )
        for on, problems, solved in [(day(3), "3", "1"), (day(3), "2.5", ""), (day(4), "0", "0")]
    ]
    codes = [f"field-visits.{code}" for code in ("visits", "days", "problems", "solved")]

    answers = ask_all(codes, Scope(bureau.unit, SINCE, UNTIL))

    assert [answer.value for answer in answers.values()] == [3, 2, Decimal("5.5"), 1]
    assert set(answers["field-visits.solved"].rows) == {visits[0].key, visits[2].key}


def given(**values):
    """Own fields of a visit, with something in those that must be filled in."""
    fields = mechanisms()["field-visits"].fields.values()
    asked_for = {
        field.code: next(iter(field.choices), "1")
        for field in fields
        if field.required and field.kind not in ("person", "unit")
    }
    return {f"field-visits.{code}": value for code, value in (asked_for | values).items()}


def test_a_ledger_that_was_never_kept_is_unknown_and_not_zero(branch):
    assert asked(branch) == Answer(None, (), "“主题党日”的台账还没有启用")


def test_a_ledger_that_is_kept_and_empty_is_zero(branch):
    keep(branch)

    assert asked(branch) == Answer(Decimal(0), (), "")


def test_a_ledger_that_began_in_the_period_says_since_when(branch):
    record = theme_day(branch, on=day(4, 10))

    assert asked(branch) == Answer(Decimal(1), (record.key,), "从2026年4月1日起才记")


def test_a_ledger_that_began_on_the_first_day_says_nothing(branch):
    keep(branch, since=SINCE)

    assert asked(branch).complete


def test_a_ledger_that_begins_after_the_period_is_unknown_in_it(branch):
    theme_day(branch, on=day(8))

    assert asked(branch) == Answer(None, (), "“主题党日”的台账还没有启用")


def test_units_that_do_not_keep_it_are_counted_in_words(bureau, branch, other):
    record = theme_day(branch)
    create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="机关第三党支部")
    theme_day(other, on=day(5))

    answer = asked(bureau.unit)

    assert answer.value == 2
    assert record.key in answer.rows
    assert answer.shortfall == ("3个单位中，1个没有启用台账；1个在这段时间里才开始记，最晚从2026年5月1日起")


def test_units_that_all_do_not_keep_it_say_how_many(bureau, branch, other):
    assert asked(bureau.unit).shortfall == "2个单位都没有启用“主题党日”的台账"


def test_an_exempt_unit_leaves_no_gap(bureau, branch, other):
    theme_day(branch)
    exempt(other, SINCE, UNTIL)

    assert asked(bureau.unit).complete


def test_an_exemption_for_a_part_of_the_period_leaves_the_gap(bureau, branch, other):
    theme_day(branch)
    exempt(other, SINCE, day(6))

    assert asked(bureau.unit).shortfall == "2个单位中，1个没有启用台账"


def test_a_branch_that_was_closed_before_leaves_no_gap(bureau, branch, other):
    theme_day(branch)
    close(other, SINCE)

    assert asked(bureau.unit).complete


def test_a_branch_dissolved_in_the_period_counts_until_then(bureau, branch, other):
    theme_day(branch)
    theme_day(other, on=day(3))
    close(other, day(4))

    assert (asked(bureau.unit).value, asked(bureau.unit).complete) == (2, True)


def found(unit, on):
    unit.founded_on = on
    with door.recorded("tests.found", actor=SYSTEM, subject=unit):
        unit.save()


@pytest.mark.parametrize(
    ("founded", "shortfall"),
    [
        (None, "2个单位中，1个没有启用台账"),
        (day(6, 30), "2个单位中，1个没有启用台账"),
        (UNTIL, ""),
        (day(12), ""),
    ],
)
def test_a_branch_that_was_founded_later_leaves_no_gap(bureau, branch, other, founded, shortfall):
    theme_day(branch)
    found(other, founded)

    assert asked(bureau.unit).shortfall == shortfall


@pytest.mark.parametrize(
    ("founded", "kept", "shortfall"),
    [
        (day(4, 10), day(4, 10), ""),
        (day(4, 10), day(4, 1), ""),
        (day(4, 10), day(5, 1), "从2026年5月1日起才记"),
        (None, day(4, 10), "从2026年4月10日起才记"),
    ],
)
def test_a_branch_that_keeps_it_from_its_founding_kept_it_all_the_time(branch, founded, kept, shortfall):
    found(branch, founded)
    keep(branch, since=kept)

    assert asked(branch).shortfall == shortfall


@pytest.mark.parametrize(
    ("founded", "closed", "complete"),
    [(day(4), None, True), (None, day(6), True), (day(3, 31), None, False), (None, day(6, 7), False)],
)
def test_an_exemption_for_all_the_time_that_the_unit_stood_leaves_no_gap(
    bureau, branch, other, founded, closed, complete
):
    theme_day(branch)
    exempt(other, (founded and day(4)) or SINCE, UNTIL if founded else day(6))
    found(other, founded)
    close(other, closed)

    assert asked(bureau.unit).complete == complete


def test_a_share_of_nothing_is_unknown(bureau):
    keep(bureau.unit, "collective-decisions")

    answer = asked(bureau.unit, "collective-decisions.principal_last_share")

    assert answer.value is None


@pytest.mark.parametrize("number", [1, 3])
def test_all_questions_together_cost_the_same_for_any_number_of_records(
    branch, bureau, number, django_assert_num_queries
):
    for month in range(3, 3 + number):
        attend(theme_day(branch, on=day(month)), bureau.head)
    shapes = len({mechanisms()[code.partition(".")[0]].shape for code in fact_queries()} & MODELS.keys())

    with django_assert_num_queries(5 + shapes):
        answers = ask_all(fact_queries(), Scope(bureau.unit, SINCE, UNTIL))
    assert (answers[SESSIONS].value, answers[ATTENDANCES].value) == (number, number)
    assert answers.keys() == fact_queries().keys()


def plan(unit, mechanism, on, values):
    return records.enter_record(
        unit=unit, actor=SYSTEM, counts_in=[mechanism], on=on, title="任务", values=values
    )


def finished(unit, on, closed_on):
    task = plan(unit, "key-projects", on, {"key-projects.programme": "三项工程"})
    with door.recorded("tests.plan.close", actor=SYSTEM, subject=task):
        task.state, task.closed_on = "done", closed_on
        task.save()
    return task


def test_what_was_done_in_the_period_counts_whenever_it_began(bureau):
    before = finished(bureau.unit, datetime.date(2025, 9, 1), day(5))
    within = finished(bureau.unit, day(3), day(6, 30))
    finished(bureau.unit, day(4), UNTIL)
    finished(bureau.unit, datetime.date(2025, 1, 1), datetime.date(2025, 12, 1))

    found = ask("key-projects.done", bureau.unit, SINCE, UNTIL)

    assert (found.value, set(found.rows)) == (Decimal(2), {before.key, within.key})


def test_what_was_entered_for_the_period_still_counts_by_its_day(bureau):
    finished(bureau.unit, datetime.date(2025, 9, 1), day(5))
    begun = finished(bureau.unit, day(4), UNTIL)

    assert ask("key-projects.projects", bureau.unit, SINCE, UNTIL).rows == (begun.key,)


def test_a_plan_of_several_years_is_counted_whole(bureau):
    values = {"three-year-plan.year": "whole"}
    plan(bureau.unit, "three-year-plan", datetime.date(2025, 3, 1), values)
    plan(bureau.unit, "three-year-plan", day(4), values)
    plan(bureau.unit, "three-year-plan", day(7), values)

    assert ask("three-year-plan.tasks", bureau.unit, SINCE, UNTIL).value == Decimal(2)
    assert mechanisms()["three-year-plan"].stands
