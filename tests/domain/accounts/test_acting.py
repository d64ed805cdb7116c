"""What a role in a colleague's hands lets one do, and until when."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import NothingDelegated
from bihuan.domain.accounts.operations import users
from bihuan.domain.accounts.operations.grants import grant_role, withdraw_grant
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.models import Entry
from tests.delegations import leave


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
    leave(bureau.deputy, calendar.day(days))

    assert bool(queries.standing_of(colleague).offers) == holds


def test_the_trail_names_both(hand, colleague, leader_user, bureau):
    hand()
    acting = queries.actor_of(colleague, acting_for=leader_user.key)

    with door.recorded("tests.acting", actor=acting, subject=bureau.unit):
        pass

    entry = Entry.objects.latest("pk")
    assert (entry.actor_key, entry.on_behalf_of, entry.roles) == (colleague.key, leader_user.key, "leader")
