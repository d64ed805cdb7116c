"""A role is handed to a colleague for some days: who may, for how long, and what it lets one do."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.accounts import queries
from bihuan.domain.accounts import user_operations as users
from bihuan.domain.accounts.delegation_operations import begin_to_act, hand_on, take_back
from bihuan.domain.accounts.failures import NoReason, NothingDelegated, OtherTenant, WithdrawnBefore
from bihuan.domain.accounts.failures_of_delegation import (
    DelegatingToOneself,
    DelegationOver,
    DelegationTakenBack,
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
from bihuan.domain.accounts.grant_operations import grant_role, withdraw_grant
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Entry
from tests.cast import user_with


@pytest.fixture
def grant(leader_user):
    return leader_user.grants.get()


@pytest.fixture
def hand(grant, leader, colleague, calendar):
    """Hand the leader's role to the colleague, from today for a week unless said otherwise."""

    def hand(start=0, end=7, **changed):
        arguments = {
            "grant": grant,
            "actor": leader,
            "taker": colleague,
            "since": calendar.day(start),
            "until": calendar.day(end),
            "reason": "外出培训",
        }
        return hand_on(**arguments | changed)

    return hand


def test_a_taker_acts_with_the_givers_role_in_the_givers_unit(hand, bureau, leader_user, colleague):
    hand()

    actor = queries.actor_of(colleague, acting_for=leader_user.key)

    assert (actor.user_key, actor.on_behalf_of) == (colleague.key, leader_user.key)
    assert actor.person_key == bureau.deputy.key
    assert actor.roles_by_unit_path == {bureau.unit.path: frozenset({"leader"})}


def test_the_own_self_gains_nothing_by_it(hand, bureau, colleague):
    hand()

    own = queries.standing_of(colleague).own

    assert own.roles_by_unit_path == {bureau.unit.path: frozenset({"staff"})}
    assert (own.on_behalf_of, own.person_key) == (None, colleague.person.key)


def test_the_giver_keeps_the_role(hand, bureau, leader_user):
    hand()

    standing = queries.standing_of(leader_user)

    assert standing.own.roles_by_unit_path == {bureau.unit.path: frozenset({"leader"})}
    assert standing.offers == ()


@pytest.mark.parametrize("handed", [False, True])
def test_who_somebody_is_costs_one_query(hand, colleague, handed, django_assert_num_queries):
    if handed:
        hand()

    with django_assert_num_queries(1):
        standing = queries.standing_of(colleague)

    assert [offer.roles for offer in standing.offers] == ([("leader",)] if handed else [])


def test_two_roles_of_one_giver_are_one_offer_until_the_first_ends(
    hand, leader_user, colleague, calendar, bureau
):
    hand()
    more = grant_role(unit=bureau.office, user=leader_user, actor=SYSTEM, role="verifier")
    hand(grant=more, end=3)

    (offer,) = queries.standing_of(colleague).offers

    assert (offer.giver, offer.last_day) == ("韩若溪", calendar.day(2))
    assert offer.actor.roles_by_unit_path == {
        bureau.unit.path: frozenset({"leader"}),
        bureau.office.path: frozenset({"verifier"}),
    }


@pytest.mark.parametrize(
    ("later", "holds"), [(-1, False), (0, False), (1, False), (2, True), (5, True), (6, False), (60, False)]
)
def test_it_holds_from_the_first_day_until_before_the_last(
    hand, leader_user, colleague, calendar, later, holds
):
    hand(start=2, end=6)
    calendar.turn(later)

    offers = queries.standing_of(colleague).offers

    assert [offer.giver_key for offer in offers] == ([leader_user.key] if holds else [])
    if not holds:
        with pytest.raises(NothingDelegated):
            queries.actor_of(colleague, acting_for=leader_user.key)


def test_it_ends_when_the_giver_takes_it_back(hand, leader, leader_user, colleague):
    delegation = hand()

    take_back(delegation=delegation, actor=leader, seen=delegation.version, reason="提前回来")

    delegation.refresh_from_db()
    assert (delegation.withdrawn_by, delegation.withdrawn_why) == (leader_user.key, "提前回来")
    assert queries.standing_of(colleague).offers == ()


def test_it_ends_when_the_security_administrator_takes_it_back(hand, administrators, colleague):
    delegation = hand()

    secadmin = queries.actor_of(administrators[1])
    take_back(delegation=delegation, actor=secadmin, seen=delegation.version, reason="违规")

    assert queries.standing_of(colleague).offers == ()


@pytest.mark.parametrize("who", ["taker", "clerk", "stranger"])
def test_nobody_else_takes_it_back(hand, colleague, clerk, stranger, who):
    delegation = hand()
    actor = {"taker": queries.actor_of(colleague), "clerk": clerk, "stranger": stranger}[who]

    with pytest.raises(NotPermitted):
        take_back(delegation=delegation, actor=actor, seen=delegation.version, reason="试试")


def test_whoever_acts_for_the_giver_does_not_take_it_back(hand, colleague, leader_user):
    delegation = hand()

    with pytest.raises(NotPermitted):
        take_back(
            delegation=delegation,
            actor=queries.actor_of(colleague, acting_for=leader_user.key),
            seen=delegation.version,
            reason="试试",
        )


def test_it_ends_with_the_role(hand, grant, administrators, colleague):
    hand()

    secadmin = queries.actor_of(administrators[1])
    withdraw_grant(grant=grant, actor=secadmin, seen=grant.version, reason="调离")

    assert queries.standing_of(colleague).offers == ()


def test_it_ends_when_the_giver_is_shut(hand, sysadmin, leader_user, colleague):
    hand()

    users.shut_user(user=leader_user, actor=sysadmin, seen=leader_user.version, reason="调离")

    assert queries.standing_of(colleague).offers == ()


@pytest.mark.parametrize(("days", "holds"), [(0, False), (3, True)])
def test_it_ends_when_the_giver_leaves(hand, bureau, colleague, calendar, days, holds):
    hand()
    _leave(bureau.deputy, calendar.day(days))

    assert bool(queries.standing_of(colleague).offers) == holds


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
    _leave(colleague.person, calendar.day(days))

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


def test_nothing_is_taken_back_twice(hand, leader):
    delegation = hand()
    take_back(delegation=delegation, actor=leader, seen=delegation.version, reason="回来")
    delegation.refresh_from_db()

    with pytest.raises(DelegationTakenBack):
        take_back(delegation=delegation, actor=leader, seen=delegation.version, reason="回来")


def test_what_is_over_need_not_be_taken_back(hand, leader, calendar):
    delegation = hand()
    calendar.turn(7)

    with pytest.raises(DelegationOver) as refused:
        take_back(delegation=delegation, actor=leader, seen=delegation.version, reason="回来")

    assert str(refused.value) == "这次代办已于2026-06-07到期，不必再收。"


def test_a_stale_page_takes_nothing_back(hand, leader):
    delegation = hand()

    with pytest.raises(Stale):
        take_back(delegation=delegation, actor=leader, seen=delegation.version + 1, reason="回来")


def test_beginning_to_act_stands_in_the_trail(hand, colleague, bureau):
    delegation = hand()

    begin_to_act(delegation=delegation, actor=queries.actor_of(colleague))

    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.actor_key, entry.object_key) == (
        "accounts.delegation.act",
        colleague.key,
        delegation.key,
    )
    assert entry.chain.unit_key == bureau.unit.key


def test_nobody_begins_to_act_before_the_day_or_for_another_taker(hand, colleague, clerk):
    delegation = hand(start=1)

    with pytest.raises(NothingDelegated):
        begin_to_act(delegation=delegation, actor=queries.actor_of(colleague))
    with pytest.raises(NotPermitted):
        begin_to_act(delegation=delegation, actor=clerk)


def test_the_trail_names_both(hand, colleague, leader_user, bureau):
    hand()
    acting = queries.actor_of(colleague, acting_for=leader_user.key)

    with door.recorded("tests.acting", actor=acting, subject=bureau.unit):
        pass

    entry = Entry.objects.latest("pk")
    assert (entry.actor_key, entry.on_behalf_of, entry.roles) == (colleague.key, leader_user.key, "leader")


def _leave(person, day: datetime.date) -> None:
    with door.recorded("tests.person.leave", actor=SYSTEM, subject=person):
        person.left_on = day
        person.save()
