"""A mechanism that is kept until a day: nothing new after it, nothing expected, what was held stays."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.core.norms import embedded
from bihuan.domain.facts.asking import ask
from bihuan.domain.ledgers.failures import Retired
from bihuan.domain.ledgers.models import Mark
from bihuan.domain.ledgers.norms import evaluation, snapshot
from bihuan.domain.ledgers.operations.records import (
    change_record,
    count_record,
    restore_record,
    withdraw_record,
)
from bihuan.domain.ledgers.operations.series import change_series, plan_series
from bihuan.domain.ledgers.planned import occurrences
from bihuan.domain.ledgers.year import State, year_of
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import SYSTEM
from tests.domain.ledgers.norms import written
from tests.records import theme_day

pytestmark = pytest.mark.django_db
THEME_DAY = "branch-rules-2018.theme-day-monthly"


def day(month, number):
    return datetime.date(2026, month, number)


LAST = day(4, 30)


@pytest.fixture
def calendar(monkeypatch):
    """The day that it is; the tests move it on."""

    class Calendar:
        today = LAST

    monkeypatch.setattr(timezone, "localdate", lambda *given: Calendar.today)
    return Calendar


@pytest.mark.parametrize("on", [day(3, 6), day(5, 1)])
def test_after_its_last_day_nothing_new_is_entered(branch, retire, calendar, on):
    retire("theme-day", LAST)
    calendar.today = day(5, 1)

    with pytest.raises(Retired, match="“主题党日”记到2026年4月30日为止，以后不再登记"):
        theme_day(branch, on=on)
    assert not Mark.objects.exists()


def test_on_its_last_day_it_is_entered_as_ever(branch, retire, calendar):
    retire("theme-day", LAST)

    assert theme_day(branch, on=LAST).on == LAST


def test_other_mechanisms_are_entered_as_ever_and_do_not_count_in_it(branch, retire, calendar):
    retire("theme-day", LAST)
    calendar.today = day(5, 8)

    meeting = theme_day(branch, on=day(5, 8), counts_in=["general-meeting"])

    with pytest.raises(Retired):
        count_record(record=meeting, actor=SYSTEM, seen=1, counts_in=["general-meeting", "theme-day"])
    with pytest.raises(Retired):
        theme_day(branch, on=day(5, 8), counts_in=["general-meeting", "theme-day"])


def test_what_it_holds_is_corrected_withdrawn_and_restored(branch, retire, calendar):
    record = theme_day(branch, on=day(4, 3))
    retire("theme-day", LAST)
    calendar.today = day(5, 8)
    told = {"record": record, "actor": SYSTEM}

    changed = change_record(**told, seen=1, on=day(4, 2), title="改过的")
    counted = count_record(**told, seen=2, counts_in=["theme-day", "general-meeting"])
    withdraw_record(**told, seen=3, reason="误记")
    restored = restore_record(**told, seen=4)

    assert (changed.on, counted.title, restored.withdrawn_at) == (day(4, 2), "改过的", None)
    assert set(Mark.objects.standing().values_list("mechanism", flat=True)) == {
        "theme-day",
        "general-meeting",
    }
    with pytest.raises(Retired):
        change_record(**told, seen=5, on=day(5, 4), title="改到后来")


def test_a_day_beyond_the_last_is_corrected_in_its_words_only(branch, retire, calendar):
    """The file named a day that had passed: what was entered until then stays, and stays correct."""
    calendar.today = day(5, 8)
    record = theme_day(branch, on=day(5, 6))
    retire("theme-day", LAST)
    told = {"record": record, "actor": SYSTEM, "seen": 1}

    with pytest.raises(Retired):
        change_record(**told, on=day(5, 7), title="挪一天")
    assert change_record(**told, on=day(5, 6), title="改个字").title == "改个字"


def series(branch, **fields):
    rhythm = {"rhythm": "month_day", "day": 15, "since": day(1, 1), "until": day(12, 31)}
    return plan_series(
        unit=branch, actor=SYSTEM, mechanism="theme-day", title="主题党日", **(rhythm | fields)
    )


def test_series_plan_no_day_after_it_and_none_is_planned(branch, retire, calendar):
    planned = series(branch)
    retire("theme-day", LAST)
    days = [one.day for one in occurrences([planned], day(1, 1), day(12, 31))]
    calendar.today = day(5, 1)

    assert days == [day(month, 15) for month in (1, 2, 3, 4)]
    with pytest.raises(Retired):
        series(branch, day=16)
    with pytest.raises(Retired):
        change_series(series=planned, actor=SYSTEM, seen=1, title="改", until=day(12, 31))


def test_norms_expect_nothing_from_then_on(branch, retire):
    retire("theme-day", LAST)
    written.keeping(branch, "theme-day", day(1, 1))
    written.activity(branch, day(2, 6), ["theme-day"])

    found = evaluation.verdicts_of(branch, 2026, today=day(8, 1))

    states = [(str(each.state), str(each.why)) for each in found if each.norm.code == THEME_DAY]
    before = [("notice", ""), ("met", ""), ("notice", ""), ("notice", "")]
    assert states == [*before, *[("not_applicable", "retired")] * 8]


def test_norms_of_other_mechanisms_expect_what_they_did(branch, retire):
    before = evaluation.verdicts_of(branch, 2026, today=day(8, 1))
    retire("theme-day", LAST)
    after = evaluation.verdicts_of(branch, 2026, today=day(8, 1))

    others = [
        [(each.norm.code, each.period, each.state) for each in found if each.norm.mechanism != "theme-day"]
        for found in (before, after)
    ]
    assert others[0] == others[1]
    assert {each.why for each in before} & {"retired"} == set()


def test_a_snapshot_gives_the_rows_that_queries_give(bureau, branch, retire, tmp_path):
    retire("theme-day", LAST)
    units = Unit.objects.within([bureau.unit.path])
    written.Lot(7, 2026, [bureau.head, bureau.deputy]).fill(units)

    snapshot.write(tmp_path, units, 2026, today=day(8, 1))

    expected = sorted(
        (
            unit.pk, each.norm.code, each.period.since, each.period.until, str(each.state), str(each.why),
            each.count, each.wanted, each.failed, each.doubtful,
        )
        for unit, found in evaluation.verdicts_within(units, 2026, today=day(8, 1)).items()
        for each in found
    )  # fmt: skip
    assert sum(row[5] == "retired" for row in expected) == 8
    assert embedded.verdicts(tmp_path) == expected


@pytest.mark.parametrize(
    ("since", "until", "value", "shortfall"),
    [
        (day(1, 1), day(5, 1), 1, ""),
        (day(1, 1), day(12, 31), 1, ""),
        (day(5, 1), day(12, 31), None, "“主题党日”从2026年5月1日起不再登记"),
        (day(4, 30), day(5, 1), 0, ""),
    ],
)
def test_facts_expect_nothing_from_then_on(branch, retire, since, until, value, shortfall):
    written.keeping(branch, "theme-day", day(1, 1))
    theme_day(branch)
    retire("theme-day", LAST)

    answer = ask("theme-day.sessions", branch, since, until)

    assert (answer.value, answer.shortfall) == (value, shortfall)


def test_a_ledger_that_was_never_kept_is_still_unknown(branch, retire):
    retire("theme-day", LAST)

    answer = ask("theme-day.sessions", branch, day(1, 1), day(12, 31))

    assert (answer.value, answer.shortfall) == (None, "“主题党日”的台账还没有启用")


def test_the_year_says_from_when_it_is_kept_no_more(branch, retire):
    theme_day(branch)
    retire("theme-day", LAST)

    def states(year):
        rows = year_of(branch, year, today=day(8, 10))
        return [[month.state for month in row.months] for row in rows if row.mechanism.code == "theme-day"]

    (row,) = states(2026)
    assert row[2:] == [State.HELD, State.NONE, *[State.RETIRED] * 4, *[State.FUTURE] * 4]
    assert (len(states(2025)), len(states(2027))) == (1, 0)
