"""Every way of counting, with exact numbers: what agrees counts, what does not stays silent."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bihuan.core.registry.fact_queries import FactQuery
from bihuan.domain.ledgers.measuring import Counted, Row, measured

DAY = datetime.date(2026, 3, 6)


def question(measure, of="", over="", **where):
    return FactQuery("any.fact", "数", measure, of, over, where, "次", "共{value}次。")


def row(number, day=DAY, present=0, **fields):
    return Row(UUID(int=number), day, fields, present)


def rows(*numbers):
    return tuple(UUID(int=number) for number in numbers)


def test_count_is_the_number_of_records():
    assert measured(question("count"), [row(1), row(2)]) == Counted(Decimal(2), rows(1, 2))


def test_nothing_recorded_is_a_count_of_zero():
    assert measured(question("count"), []) == Counted(Decimal(0), ())


@pytest.mark.parametrize(
    ("where", "chosen"),
    [
        ({"form": "study"}, (1, 3)),
        ({"form": "study", "online": True}, (1,)),
        ({"online": False}, (2,)),
        ({"form": "talk"}, ()),
        ({"place": ""}, ()),
    ],
)
def test_only_records_that_agree_count(where, chosen):
    records = [row(1, form="study", online=True), row(2, form="film", online=False), row(3, form="study")]

    assert measured(question("count", **where), records) == Counted(Decimal(len(chosen)), rows(*chosen))


@pytest.mark.parametrize(
    ("values", "total", "chosen"),
    [
        (["3", "4.5"], "7.5", (1, 2)),
        (["0.1", "0.2"], "0.3", (1, 2)),
        ([3, None], "3", (1,)),
        (["", None], "0", ()),
        ([Decimal("2.50"), "0"], "2.50", (1, 2)),
    ],
)
def test_sum_adds_what_was_filled_in_exactly(values, total, chosen):
    records = [row(number, matters=value) for number, value in enumerate(values, start=1)]

    assert measured(question("sum", "matters"), records) == Counted(Decimal(total), rows(*chosen))


def test_sum_takes_only_records_that_agree():
    records = [row(1, chosen=3, category="member"), row(2, chosen=9, category="branch")]

    assert measured(question("sum", "chosen", category="member"), records) == Counted(Decimal(3), rows(1))


def test_persons_are_attendances_and_a_record_without_any_is_not_behind_them():
    records = [row(1, present=12), row(2, present=0), row(3, present=11)]

    assert measured(question("persons"), records) == Counted(Decimal(23), rows(1, 3))


def test_days_are_different_days():
    later = DAY + datetime.timedelta(days=1)

    assert measured(question("days"), [row(1), row(2), row(3, later)]) == Counted(Decimal(2), rows(1, 2, 3))


def test_distinct_counts_different_values_and_leaves_out_what_is_empty():
    records = [row(1, place="二楼"), row(2, place="二楼"), row(3, place=""), row(4, place="大厅"), row(5)]

    assert measured(question("distinct", "place"), records) == Counted(Decimal(2), rows(1, 2, 4))


def test_distinct_compares_lists_too():
    records = [row(1, topics=["甲"]), row(2, topics=["甲"]), row(3, topics=["乙"])]

    assert measured(question("distinct", "topics"), records).value == 2


@pytest.mark.parametrize(
    ("answers", "share", "chosen"),
    [
        ([True, True, False], "66.7", (1, 2, 3)),
        ([True, None, None], "100", (1,)),
        ([False, None], "0", (1,)),
        ([None, None], None, ()),
        ([True] * 1999 + [False], "99.9", tuple(range(1, 2001))),
        ([True] + [False] * 2999, "0.1", tuple(range(1, 3001))),
    ],
)
def test_share_is_of_those_that_answer_and_never_rounded_to_all_or_none(answers, share, chosen):
    records = [row(number, on_time=answer) for number, answer in enumerate(answers, start=1)]

    expected = Counted(None if share is None else Decimal(share), rows(*chosen))
    assert measured(question("share", on_time=True), records) == expected


@pytest.mark.parametrize(
    ("parts", "share", "chosen"),
    [
        ([(8, 10), (9, 10)], "85", (1, 2)),
        ([(8, 10), (None, 50)], "80", (1,)),
        ([(8, 10), (5, None)], "80", (1,)),
        ([(0, 0)], None, ()),
    ],
)
def test_share_of_one_sum_by_another(parts, share, chosen):
    records = [
        row(number, favourable=good, valid=whole) for number, (good, whole) in enumerate(parts, start=1)
    ]

    expected = Counted(None if share is None else Decimal(share), rows(*chosen))
    assert measured(question("share", "favourable", "valid"), records) == expected
