from datetime import date
from itertools import pairwise

import pytest

from bihuan.core.norms.periods import Period, parts, periods
from bihuan.core.registry.norms import ByDayRule, CountRule, HoursRule, Per


def test_months_touch_each_other_through_the_year():
    months = parts(Per.MONTH, 2024)

    assert len(months) == 12
    assert months[0] == Period(date(2024, 1, 1), date(2024, 2, 1), "2024年1月")
    assert months[11] == Period(date(2024, 12, 1), date(2025, 1, 1), "2024年12月")
    assert all(before.until == after.since for before, after in pairwise(months))


@pytest.mark.parametrize(
    ("per", "labels"),
    [
        (Per.QUARTER, ["2026年第1季度", "2026年第2季度", "2026年第3季度", "2026年第4季度"]),
        (Per.HALF_YEAR, ["2026年上半年", "2026年下半年"]),
        (Per.YEAR, ["2026年"]),
    ],
)
def test_longer_parts_cover_the_year(per, labels):
    found = parts(per, 2026)

    assert [period.label for period in found] == labels
    assert (found[0].since, found[-1].until) == (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(("year", "days"), [(2024, 29), (2025, 28), (2000, 29), (2100, 28)])
def test_february_is_as_long_as_it_is(year, days):
    february = parts(Per.MONTH, year)[1]

    assert (february.days, february.last_day) == (days, date(year, 2, days))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ByDayRule(1, 1, 31), Period(date(2026, 1, 1), date(2026, 2, 1), "2026年1月31日前")),
        (ByDayRule(1, 2, 29), Period(date(2026, 1, 1), date(2026, 3, 1), "2026年2月28日前")),
        (ByDayRule(1, 12, 31), Period(date(2026, 1, 1), date(2027, 1, 1), "2026年12月31日前")),
        (HoursRule(32), Period(date(2026, 1, 1), date(2027, 1, 1), "2026年")),
    ],
)
def test_a_rule_with_one_period_a_year(rule, expected):
    assert periods(rule, 2026) == (expected,)


def test_a_count_has_its_own_parts():
    assert periods(CountRule(1, Per.QUARTER), 2026) == parts(Per.QUARTER, 2026)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_period_holds_its_first_day_and_not_the_next_ones(day, expected):
    march = parts(Per.MONTH, 2026)[2]

    assert (day in march) is expected
