"""What holds for any dates: later starts end later, pauses lengthen, what is taken away leaves no trace."""

import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.core.planning import Event, Limit, Stop, count, published, timeline
from bihuan.core.registry.procedures import procedures

#: On a machine that is busy with other things the clock says nothing about these tests.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ONE_DAY = datetime.timedelta(days=1)
FIRST_DAY = datetime.date(2018, 1, 1)
DAYS = st.integers(0, 2_700).map(lambda ahead: FIRST_DAY + ahead * ONE_DAY)
LIMITS = st.one_of(
    st.integers(0, 90).map(lambda days: Limit(days, "working")),
    st.integers(0, 90).map(lambda days: Limit(days, "calendar")),
    st.integers(0, 90).map(lambda days: Limit(days, "calendar", rolls=True)),
)
SPANS = st.tuples(DAYS, st.integers(0, 40)).map(lambda span: (span[0], span[0] + span[1] * ONE_DAY))


def last(start, limit, *spans):
    stops = [Stop(since, "hearing", until) for since, until in spans]
    return count(start, limit, workdays=published(), stops=stops).last


@CALM
@given(DAYS, st.integers(0, 60), LIMITS)
def test_a_later_start_never_ends_earlier(start, later, limit):
    assert last(start + later * ONE_DAY, limit) >= last(start, limit)


@CALM
@given(DAYS, st.integers(0, 60), LIMITS, st.lists(SPANS, max_size=3))
def test_a_later_start_never_ends_earlier_with_pauses_either(start, later, limit, spans):
    assert last(start + later * ONE_DAY, limit, *spans) >= last(start, limit, *spans)


@CALM
@given(DAYS, LIMITS, st.integers(0, 30))
def test_more_days_never_end_earlier(start, limit, more):
    longer = Limit(limit.days + more, limit.unit, rolls=limit.rolls)

    assert last(start, longer) >= last(start, limit) + (more * ONE_DAY if not limit.rolls else 0 * ONE_DAY)


@CALM
@given(DAYS, LIMITS, st.lists(SPANS, max_size=3), SPANS)
def test_a_pause_never_shortens(start, limit, spans, another):
    assert last(start, limit, *spans, another) >= last(start, limit, *spans)


@CALM
@given(DAYS, st.integers(2, 60), st.data())
def test_a_pause_inside_adds_its_own_days(start, days, data):
    begun = data.draw(st.integers(1, days))
    length = data.draw(st.integers(1, 30))
    span = (start + begun * ONE_DAY, start + (begun + length - 1) * ONE_DAY)

    assert last(start, Limit(days, "calendar"), span) == start + (days + length) * ONE_DAY


@CALM
@given(DAYS, LIMITS, SPANS)
def test_the_same_pause_twice_counts_once(start, limit, span):
    assert last(start, limit, span, span) == last(start, limit, span)


@CALM
@given(DAYS, st.integers(1, 60))
def test_working_days_end_on_a_working_day_and_skip_none(start, days):
    end = last(start, Limit(days, "working"))

    assert published().worked(end)
    between = (start + ahead * ONE_DAY for ahead in range(1, (end - start).days + 1))
    assert sum(map(published().worked, between)) == days


@CALM
@given(DAYS, st.integers(1, 60))
def test_a_rolling_end_is_the_first_working_day_since_the_nominal_one(start, days):
    nominal, end = start + days * ONE_DAY, last(start, Limit(days, "calendar", rolls=True))

    assert published().worked(end)
    between = (nominal + ahead * ONE_DAY for ahead in range((end - nominal).days))
    assert not any(map(published().worked, between))


EVENTS = st.lists(
    st.builds(Event, DAYS, st.sampled_from(sorted(procedures()["labour-arbitration"].events))), max_size=8
)
STOPS = st.lists(
    st.builds(
        lambda span, kind: Stop(span[0], kind, span[1]), SPANS, st.sampled_from(["suspended", "announced"])
    ),
    max_size=2,
)


@CALM
@given(EVENTS, STOPS, DAYS, SPANS)
def test_adding_and_leaving_out_a_pause_is_neutral(events, stops, today, span):
    arbitration = procedures()["labour-arbitration"]
    extra = Stop(span[0], "suspended", span[1])
    first = timeline(arbitration, today=today, events=events, stops=stops)

    left = list(first.with_stops(extra).matter.stops)
    left.remove(extra)

    assert timeline(arbitration, today=today, events=events, stops=left) == first


@CALM
@given(EVENTS, STOPS, DAYS)
def test_any_case_is_told_whatever_happened_in_whatever_order(events, stops, today):
    arbitration = procedures()["labour-arbitration"]

    found = timeline(arbitration, today=today, events=events, stops=stops)

    assert found == timeline(arbitration, today=today, events=reversed(events), stops=reversed(stops))
    for step in found.steps:
        assert step.sentence.endswith("。")
        assert (step.late_by is not None) == (step.state.value in ("overdue", "late"))
        if step.state.value == "overdue":
            assert step.due < today


@CALM
@given(EVENTS, DAYS, st.integers(1, 400))
def test_what_is_done_in_time_stays_done(events, today, later):
    arbitration = procedures()["labour-arbitration"]
    happened = [event for event in events if event.on <= today]
    first = timeline(arbitration, today=today, events=happened)

    after = first.on(today + later * ONE_DAY)

    for one, other in zip(first.steps, after.steps, strict=True):
        if one.state.value in ("on_time", "late"):
            assert other == one
