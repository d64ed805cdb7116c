"""What was handed on is taken back by the giver or the 安全管理员, and begun by the taker."""

from __future__ import annotations

import pytest

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.failures import NothingDelegated
from bihuan.domain.accounts.failures_of_delegation import (
    DelegationOver,
    DelegationTakenBack,
)
from bihuan.domain.accounts.operations.delegations import begin_to_act, take_back
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.models import Entry


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
