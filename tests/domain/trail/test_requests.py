"""Honoured requests are kept for 30 days."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.trail import requests
from bihuan.domain.trail.models import Request

NOW = datetime.datetime(2026, 3, 31, 2, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


def kept(*ages):
    """One request of each age; their keys are the ages."""
    Request.objects.bulk_create(
        [Request(key=str(age), operation="tests.x", created_at=NOW - age) for age in ages]
    )


def keys():
    return set(Request.objects.values_list("key", flat=True))


def test_what_is_older_than_thirty_days_is_forgotten(db):
    days = [datetime.timedelta(days=number) for number in (0, 1, 29, 30, 31, 400)]
    kept(*days)

    assert requests.prune(NOW) == 2
    assert keys() == {str(age) for age in days[:4]}


@pytest.mark.parametrize(("beyond", "pruned"), [(-MICROSECOND, 0), (0 * MICROSECOND, 0), (MICROSECOND, 1)])
def test_thirty_days_to_the_moment(db, beyond, pruned):
    kept(datetime.timedelta(days=30) + beyond)

    assert requests.prune(NOW) == pruned


def test_a_request_from_the_future_is_kept(db):
    kept(-datetime.timedelta(days=1))

    assert requests.prune(NOW) == 0


def test_nothing_old_is_nothing_to_do(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert requests.prune(NOW) == 0


@pytest.mark.parametrize("rows_at_a_time", [1, 2, 3, 10])
def test_many_are_forgotten_in_small_steps(db, monkeypatch, rows_at_a_time):
    monkeypatch.setattr(requests, "ROWS_AT_A_TIME", rows_at_a_time)
    kept(*(datetime.timedelta(days=40, seconds=second) for second in range(6)), datetime.timedelta(days=2))

    assert requests.prune(NOW) == 6
    assert keys() == {"2 days, 0:00:00"}


def test_a_forgotten_request_is_honoured_anew_and_a_kept_one_answered(db):
    requests.keep("recent", "tests.x", "done")
    requests.keep("old", "tests.x", "done")
    Request.objects.filter(key="old").update(created_at=NOW - datetime.timedelta(days=31))
    requests.prune(NOW)

    assert requests.find("recent", "tests.x").value == "done"
    assert requests.find("old", "tests.x") is None
