"""A role is handed to a colleague for some days: who may, to whom, and for how long."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import NoReason, OtherTenant, WithdrawnBefore
from bihuan.domain.accounts.failures_of_delegation import (
    DelegatingToOneself,
    EndsBeforeStart,
    HandedOn,
    LastsTooLong,
    NoReasonGiven,
    NotDelegable,
    Overlapping,
    StartsInThePast,
    StartsTooFarAhead,
    TakerGone,
)
from bihuan.domain.accounts.operations import users
from bihuan.domain.accounts.operations.delegations import take_back
from bihuan.domain.accounts.operations.grants import withdraw_grant
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from tests.cast import user_with
from tests.delegations import leave


@pytest.mark.parametrize(
    ("start", "end", "failure"),
    [
        (-1, 3, StartsInThePast),
        (91, 95, StartsTooFarAhead),
        (3, 3, EndsBeforeStart),
        (3, 1, EndsBeforeStart),
        (0, 91, LastsTooLong),
    ],
)
def test_days_that_do_not_fit(hand, start, end, failure):
    with pytest.raises(failure):
        hand(start, end)


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 90), (90, 180)])
def test_days_that_fit(hand, calendar, start, end):
    delegation = hand(start, end)

    assert (delegation.since, delegation.until) == (calendar.day(start), calendar.day(end))


@pytest.mark.parametrize(("start", "end"), [(5, 12), (0, 6), (5, 6), (0, 30), (9, 15)])
def test_a_role_is_in_one_pair_of_hands(hand, clerk_user, start, end):
    hand(5, 10)

    with pytest.raises(Overlapping) as refused:
        hand(start, end, taker=clerk_user)

    assert str(refused.value) == ("这项角色在2026-06-06至2026-06-10已交白芷代办。请改日期，或先收回那一次。")


@pytest.mark.parametrize(("start", "end"), [(0, 5), (10, 20)])
def test_days_beside_each_other_do_not_overlap(hand, clerk_user, start, end):
    hand(5, 10)

    assert hand(start, end, taker=clerk_user).taker == clerk_user


def test_what_was_taken_back_does_not_stand_in_the_way(hand, leader):
    delegation = hand()
    take_back(delegation=delegation, actor=leader, seen=delegation.version, reason="改日期")

    assert hand().since == delegation.since


def test_nobody_hands_on_to_oneself(hand, leader_user):
    with pytest.raises(DelegatingToOneself):
        hand(taker=leader_user)


def test_nobody_hands_on_to_another_tenant(hand, stranger_user):
    with pytest.raises(OtherTenant):
        hand(taker=stranger_user)


def test_nobody_hands_on_to_somebody_shut(hand, sysadmin, colleague):
    users.shut_user(user=colleague, actor=sysadmin, seen=colleague.version, reason="借调")

    with pytest.raises(TakerGone):
        hand()


@pytest.mark.parametrize(("days", "fits"), [(0, False), (6, False), (7, True), (30, True)])
def test_the_taker_stays_until_the_end(hand, colleague, calendar, days, fits):
    leave(colleague.person, calendar.day(days))

    if fits:
        assert hand().taker == colleague
        return
    with pytest.raises(TakerGone):
        hand()


def test_nobody_hands_on_the_role_of_another(hand, clerk):
    with pytest.raises(NotPermitted):
        hand(actor=clerk)


def test_the_system_hands_nothing_on(hand):
    with pytest.raises(NotPermitted):
        hand(actor=SYSTEM)


def test_what_was_handed_on_is_not_handed_on_again(hand, colleague, leader_user, clerk_user):
    hand(0, 7)
    acting = queries.actor_of(colleague, acting_for=leader_user.key)

    with pytest.raises(HandedOn):
        hand(10, 12, actor=acting, taker=clerk_user)


@pytest.mark.parametrize("role", ["sysadmin", "secadmin", "auditor", "inspector", "teller", "staff"])
def test_some_roles_are_not_handed_on(hand, bureau, role):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="850", name="季如风")
    holder = user_with(person, role, f"holder-{role}")

    with pytest.raises(NotDelegable):
        hand(grant=holder.grants.get(), actor=queries.actor_of(holder))


@pytest.mark.parametrize("role", ["approver", "clerk", "principal", "leader", "owner", "verifier"])
def test_the_other_roles_are(hand, bureau, role):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="850", name="季如风")
    holder = user_with(person, role, f"holder-{role}")

    delegation = hand(grant=holder.grants.get(), actor=queries.actor_of(holder))

    assert delegation.grant.role == role


def test_a_withdrawn_role_is_not_handed_on(hand, grant, administrators):
    secadmin = queries.actor_of(administrators[1])
    withdraw_grant(grant=grant, actor=secadmin, seen=grant.version, reason="调离")

    with pytest.raises(WithdrawnBefore):
        hand()


@pytest.mark.parametrize("reason", ["", " 　"])
def test_both_ways_want_a_reason(hand, leader, reason):
    with pytest.raises(NoReasonGiven):
        hand(reason=reason)

    delegation = hand()
    with pytest.raises(NoReason):
        take_back(delegation=delegation, actor=leader, seen=delegation.version, reason=reason)
