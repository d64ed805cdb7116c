"""The meter counts what was typed, and what did not have to be typed again."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers import burden
from bihuan.domain.ledgers.burden import Burden
from bihuan.domain.ledgers.models import Mark
from bihuan.domain.ledgers.operations import records
from bihuan.domain.trail.actor import SYSTEM
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db
TWO = {"counts_in": ["theme-day", "party-lecture"], "values": {"party-lecture.lecturer_is": "member"}}


def typed(record):
    return dict(Mark.objects.filter(record_key=record.key).values_list("mechanism", "typed"))


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({}, 2),
        ({"details": {"place": "", "topics": [], "hours": None}}, 2),
        ({"note": "补记"}, 3),
        ({"details": {"place": "二楼", "topics": ["条例"]}}, 4),
        ({"values": {"theme-day.on_fixed_day": True}}, 3),
        ({"values": {"theme-day.on_fixed_day": None}}, 2),
    ],
)
def test_what_was_filled_in_is_counted(branch, fields, count):
    assert typed(theme_day(branch, **fields)) == {"theme-day": count}


def test_where_it_counts_once_more_only_the_own_fields_were_typed(branch):
    assert typed(theme_day(branch, details={"place": "二楼"}, **TWO)) == {"theme-day": 3, "party-lecture": 1}


def test_a_correction_is_counted_anew(branch, clerk):
    record = theme_day(branch)
    records.change_record(
        record=record, actor=clerk, seen=1, on=DAY, title="主题党日", details={"place": "二楼"}
    )

    assert typed(record) == {"theme-day": 3}


def test_after_a_model_only_what_differs_was_typed(branch):
    model = theme_day(branch, details={"place": "二楼", "topics": ["条例"]})
    copied = theme_day(
        branch,
        on=datetime.date(2026, 4, 3),
        details={"place": "二楼", "topics": ["纪律"]},
        drawn_from=model.key,
    )

    assert copied.origin == "copied"
    assert typed(copied) == {"theme-day": 2}


def test_months_and_mechanisms_stand_apart(branch, clerk, stranger):
    theme_day(branch)
    theme_day(branch, on=datetime.date(2026, 4, 3), **TWO)
    theme_day(branch, on=datetime.date(2025, 4, 3))

    assert burden.of_year(clerk, 2026) == {
        ("theme-day", 3): Burden(2, 1, 0),
        ("theme-day", 4): Burden(2, 1, 0),
        ("party-lecture", 4): Burden(1, 0, 1),
    }
    assert burden.of_year(stranger, 2026) == {}


def test_what_was_withdrawn_burdens_nobody(branch, clerk):
    records.withdraw_record(record=theme_day(branch), actor=SYSTEM, seen=1, reason="误记")

    assert burden.of_year(clerk, 2026) == {}


def test_burdens_add_up():
    assert Burden(2, 1, 0) + Burden(1, 0, 1) == Burden(3, 1, 1)
