"""A place's own numbers."""

import datetime

import pytest

from bihuan.core.planning import Event, NotAdjustable, adjusted, timeline
from bihuan.core.registry.procedures import procedures


def due(procedure, happened, step, **chosen):
    event = Event(datetime.date(2025, 6, 10), happened)
    found = timeline(procedure, today=datetime.date(2025, 6, 11), events=[event], chosen=chosen)
    return found.step(step)


@pytest.mark.parametrize(("days", "last"), [(1, 11), (5, 17), (8, 20)])
def test_a_local_limit_is_the_places_own(days, last):
    own = adjusted(procedures()["hotline-12345"], {"answer_help": days})

    found = due(own, "received", "answer_help", demand="help")

    assert found.due == datetime.date(2025, 6, last)


def test_an_own_limit_says_so():
    own = adjusted(procedures()["hotline-12345"], {"answer_help": 8})

    found = due(own, "received", "answer_help", demand="help")

    assert "求助5个工作日内办结并答复（本单位定为8个工作日）。" in found.sentence


def test_a_limit_of_the_law_may_be_shortened():
    own = adjusted(procedures()["petition"], {"handle": 45})

    assert due(own, "accepted", "handle", kind="appeal").due == datetime.date(2025, 7, 25)
    assert procedures()["petition"].steps["handle"].days == 60


def test_the_same_number_changes_nothing():
    assert adjusted(procedures()["petition"], {"handle": 60}) == procedures()["petition"]


@pytest.mark.parametrize(
    ("procedure", "step", "days", "message"),
    [
        ("petition", "handle", 61, "“办结”不能长于《信访工作条例》第三十四条规定的60日。"),
        ("petition", "handle", 0, "“办结”应在1到365之间。"),
        ("petition", "ask_review", 20, "“请求复查”是当事人的期限，不能改。"),
        ("labour-inspection", "look_back", 1, "“查处时效”是当事人的期限，不能改。"),
        ("hotline-12345", "answer_help", -3, "“答复”应在1到365之间。"),
        ("hotline-12345", "answer_help", 366, "“答复”应在1到365之间。"),
    ],
)
def test_what_a_limit_cannot_be(procedure, step, days, message):
    with pytest.raises(NotAdjustable) as raised:
        adjusted(procedures()[procedure], {step: days})

    assert str(raised.value) == message


def test_a_step_that_is_none():
    with pytest.raises(KeyError):
        adjusted(procedures()["petition"], {"nothing": 3})
