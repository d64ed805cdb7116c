"""Ranges of days: what is sure, and whether two surely meet."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.organizations.spans import Span

TODAY = datetime.date(2026, 7, 1)


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2020-01-01", "2021-01-01"), ("2020-06-01", None), True),
        (("2020-01-01", None), ("2022-01-01", None), True),
        (("2020-01-01", "2023-01-01"), ("2021-01-01", "2021-02-01"), True),
        ((None, None), ("2026-07-01", None), True),
        ((None, None), (None, None), True),
        ((None, "2020-01-01"), ("2019-06-01", "2020-06-01"), True),
        ((None, "2020-01-01"), (None, "2020-01-01"), True),
        # One begins on the day on which the other ends.
        (("2020-01-01", "2021-01-01"), ("2021-01-01", None), False),
        (("2020-01-01", "2021-01-01"), ("2022-01-01", "2023-01-01"), False),
        # An unknown beginning proves nothing of earlier days.
        ((None, None), ("2020-01-01", "2021-01-01"), False),
        ((None, "2022-01-01"), (None, "2020-01-01"), False),
        ((None, "2022-01-01"), ("2020-01-01", "2021-01-01"), False),
        ((None, "2020-01-01"), ("2020-01-01", None), False),
    ],
)
def test_spans_meet_only_where_both_surely_held(one, other, expected):
    spans = [Span(day(since), day(until)) for since, until in (one, other)]

    assert [spans[0].meets(spans[1], today=TODAY), spans[1].meets(spans[0], today=TODAY)] == [expected] * 2


days = st.dates(datetime.date(2019, 1, 1), TODAY)


@st.composite
def known(draw):
    first, last = sorted(draw(st.lists(days, min_size=2, max_size=2, unique=True)))
    return Span(first, last)


@given(known(), known())
def test_with_known_ends_it_is_a_common_day(one, other):
    def held(span: Span) -> set[datetime.date]:
        return {span.since + datetime.timedelta(days=n) for n in range((span.until - span.since).days)}

    assert one.meets(other, today=TODAY) == bool(held(one) & held(other))


@given(known(), known())
def test_not_knowing_the_beginning_never_finds_more(one, other):
    vague = Span(None, one.until)

    assert not vague.meets(other, today=TODAY) or one.meets(other, today=TODAY)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(day("2024-03-01"), day("2025-06-01")), "2024-03-01起，2025-06-01止"),
        (Span(day("2024-03-01")), "2024-03-01起至今"),
        (Span(None, day("2025-06-01")), "开始日期不详，2025-06-01止"),
        (Span(), "开始日期不详，至今"),
    ],
)
def test_a_span_reads_as_people_say_it(span, expected):
    assert str(span) == expected
