"""Since when a ledger is complete, and when something need not be held."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.ledgers.failures import EndsBeforeItBegins, NoReasonToBeExcused, NotBound, NotYet
from bihuan.domain.ledgers.models import Exemption, Keeping
from bihuan.domain.ledgers.norms import evaluation
from bihuan.domain.ledgers.operations import keeping
from bihuan.domain.organizations.withdrawing import NoReason, Withdrawn
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.records import theme_day

pytestmark = pytest.mark.django_db
MAY, JUNE = datetime.date(2026, 5, 1), datetime.date(2026, 6, 1)
TODAY = datetime.date(2026, 7, 2)


def excuse(unit, **changes):
    fields = {"mechanism": "theme-day", "since": MAY, "until": JUNE, "reason": "全体党员驻村防汛"}
    return keeping.declare_exemption(unit=unit, actor=SYSTEM, **(fields | changes))


def declare(unit, since, mechanism="theme-day", actor=SYSTEM):
    return keeping.declare_keeping(unit=unit, actor=actor, mechanism=mechanism, since=since)


def stands(unit, month):
    found = evaluation.verdicts_of(unit, 2026, today=TODAY)
    return [str(each.state) for each in found if each.norm.code.endswith("theme-day-monthly")][month - 1]


def test_a_declared_ledger_says_none_where_it_was_unknown(branch):
    assert stands(branch, 2) == "unknown"

    declare(branch, datetime.date(2026, 1, 1))

    assert stands(branch, 2) == "notice"


def test_declaring_again_moves_the_day(branch):
    theme_day(branch)
    assert Keeping.objects.get().since == datetime.date(2026, 3, 1)

    declare(branch, datetime.date(2026, 1, 1))

    row = Keeping.objects.get()
    assert (row.since, row.version) == (datetime.date(2026, 1, 1), 2)


def test_a_ledger_is_not_complete_from_tomorrow_on(branch):
    with pytest.raises(NotYet):
        declare(branch, timezone.localdate() + datetime.timedelta(days=1))
    assert not Keeping.objects.exists()


def test_an_excuse_is_a_valid_answer(branch):
    declare(branch, datetime.date(2026, 1, 1))

    row = excuse(branch, reason=" 全体党员驻村防汛 ")

    assert (row.unit, row.since, row.until, row.reason) == (branch, MAY, JUNE, "全体党员驻村防汛")
    assert [stands(branch, month) for month in (4, 5, 6)] == ["notice", "not_applicable", "notice"]


def test_an_excuse_that_is_taken_back_excuses_no_more(branch):
    declare(branch, datetime.date(2026, 1, 1))
    row = excuse(branch)

    keeping.withdraw_exemption(exemption=row, actor=SYSTEM, seen=1, reason="记错了月份")

    assert stands(branch, 5) == "notice"
    row.refresh_from_db()
    assert (row.withdrawn_reason, row.withdrawn_at is None) == ("记错了月份", False)


def test_one_day_is_enough_and_none_is_not(branch):
    assert excuse(branch, until=MAY + datetime.timedelta(days=1)).pk

    with pytest.raises(EndsBeforeItBegins):
        excuse(branch, until=MAY)
    assert Exemption.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_asked_for(branch, reason):
    with pytest.raises(NoReasonToBeExcused):
        excuse(branch, reason=reason)
    row = excuse(branch)
    with pytest.raises(NoReason):
        keeping.withdraw_exemption(exemption=row, actor=SYSTEM, seen=1, reason=reason)


def test_a_department_needs_no_excuse(bureau):
    with pytest.raises(NotBound):
        excuse(bureau.finance)
    with pytest.raises(NotBound):
        declare(bureau.finance, MAY)


def test_taking_back_what_changed_meanwhile_is_stale(branch):
    row = excuse(branch)
    keeping.withdraw_exemption(exemption=row, actor=SYSTEM, seen=1, reason="记错了")

    with pytest.raises(Stale):
        keeping.withdraw_exemption(exemption=row, actor=SYSTEM, seen=1, reason="又一次")
    with pytest.raises(Withdrawn):
        keeping.withdraw_exemption(exemption=row, actor=SYSTEM, seen=2, reason="又一次")


def test_only_who_keeps_records_may_excuse(branch, leader, stranger):
    for actor in (leader, stranger):
        with pytest.raises(NotPermitted):
            declare(branch, MAY, actor=actor)
    assert not Keeping.objects.exists()
