"""One person asks for more days, another approves, and the clause says whether they count."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.ledgers.failures import NotYet, SamePerson, WrongState, WrongValue
from bihuan.domain.ledgers.operations import cases, extensions
from bihuan.domain.organizations.withdrawing import NoReason
from bihuan.domain.trail.actor import Actor, Via
from bihuan.domain.trail.failures import NotPermitted
from tests.cases import day, happened

pytestmark = pytest.mark.django_db


def asked(case, actor, **changed):
    told = {"step": "handle", "days": 30, "reason": "情况复杂"} | changed
    return extensions.ask_extension(case=case, actor=actor, seen=case.version, **told)


def approved(case, actor, on=None):
    wish = case.extensions.filter(withdrawn_at=None).latest("pk")
    return extensions.approve_extension(case=case, extension=wish, actor=actor, seen=case.version, on=on)


def test_a_wish_changes_nothing_until_it_is_approved(petition, clerk, leader):
    case = asked(petition, clerk)
    assert case.due_on == day("05-04")

    case = approved(case, leader)

    wish = case.extensions.get()
    assert (wish.approved_on, wish.approved_by_key) == (day("03-20"), leader.user_key)
    assert case.due_on == day("06-03")


def test_what_was_signed_on_paper_counts_from_that_day(petition, clerk, leader):
    case = approved(asked(petition, clerk), leader, day("03-16"))

    assert (case.extensions.get().approved_on, case.due_on) == (day("03-16"), day("06-03"))


@pytest.mark.parametrize(
    ("on", "failure", "why"),
    [
        (day("03-21"), NotYet, "“批准日期”在今天以后"),
        (day("03-01"), WrongValue, "“批准日期”早于收到这一件的日期"),
        (datetime.date(202, 3, 16), WrongValue, "“批准日期”写成了202年，请核对年份。"),
    ],
)
def test_a_day_of_approval_that_cannot_be_is_refused(petition, clerk, leader, on, failure, why):
    case = asked(petition, clerk)

    with pytest.raises(failure, match=why):
        approved(case, leader, on)


def test_nobody_approves_their_own_wish(petition, leader, clerk_user, clerk):
    both = Actor(
        user_key=clerk.user_key,
        person_key=clerk.person_key,
        roles_by_unit_path={path: held | {"leader"} for path, held in clerk.roles_by_unit_path.items()},
    )
    case = asked(petition, both)

    with pytest.raises(SamePerson):
        approved(case, both)
    assert approved(case, leader).due_on == day("06-03")


@pytest.mark.parametrize("via", [Via.CLI, Via.JOB])
def test_no_command_approves(petition, clerk, leader, via):
    case = asked(petition, clerk)
    elsewhere = Actor(leader.user_key, leader.person_key, leader.roles_by_unit_path, via=via)

    with pytest.raises(NotPermitted):
        approved(case, elsewhere)


def test_the_clerk_approves_nothing_and_the_leader_asks_for_nothing(petition, clerk, leader):
    with pytest.raises(NotPermitted):
        asked(petition, leader)
    case = asked(petition, clerk)
    with pytest.raises(NotPermitted):
        approved(case, clerk)


@pytest.mark.parametrize(
    ("changed", "failure", "why"),
    [
        ({"days": 31}, WrongValue, "写成了31，最多延长30日（第三十四条）"),
        ({"days": 0}, WrongValue, "写成了0，应大于0"),
        ({"days": -5}, WrongValue, "写成了-5，应大于0"),
        ({"reason": " "}, WrongValue, "延期理由"),
        ({"step": "tell"}, WrongValue, "这一步不能延长"),
        ({"step": "nothing"}, WrongValue, "这一步不能延长"),
    ],
)
def test_wishes_that_cannot_be_granted_are_refused(petition, clerk, changed, failure, why):
    with pytest.raises(failure, match=why):
        asked(petition, clerk, **changed)
    assert not petition.extensions.exists()


@pytest.mark.parametrize("days", [1, 30])
def test_wishes_within_the_cap_are_taken(petition, clerk, days):
    assert asked(petition, clerk, days=days).extensions.get().days == days


def test_one_wish_waits_at_a_time(petition, clerk, leader):
    case = asked(petition, clerk, days=10)
    with pytest.raises(WrongState, match="在等批准"):
        asked(case, clerk, days=10)

    case = asked(approved(case, leader), clerk, days=20)

    assert approved(case, leader).due_on == day("06-03")


def test_together_they_keep_to_the_cap(petition, clerk, leader):
    case = asked(approved(asked(petition, clerk, days=20), leader), clerk, days=20)

    with pytest.raises(WrongState, match="延长合计不超过30日"):
        approved(case, leader)
    case.refresh_from_db()
    assert case.due_on == day("05-24")


def test_after_the_last_day_nothing_is_approved(petition, clerk, leader, monkeypatch):
    case = asked(petition, clerk)
    monkeypatch.setattr(timezone, "localdate", lambda: day("05-05"))

    with pytest.raises(WrongState, match="期限已于2026年5月4日届满"):
        approved(case, leader)


def test_approved_twice_is_refused(petition, clerk, leader):
    case = approved(asked(petition, clerk), leader)

    with pytest.raises(WrongState, match="已经批准"):
        approved(case, leader)


def test_a_step_that_has_not_begun_is_not_extended(petition, clerk, leader):
    event = petition.events.get()
    case = cases.withdraw_event(case=petition, event=event, actor=clerk, seen=petition.version, reason="误记")
    case = asked(case, clerk)

    with pytest.raises(WrongState, match="还没有开始"):
        approved(case, leader)


def test_the_other_side_is_told(petition, clerk, leader):
    case = asked(petition, clerk)
    wish = case.extensions.get()
    told = {"extension": wish, "actor": clerk}
    with pytest.raises(WrongState, match="还没有批准"):
        extensions.tell_extension(case=case, seen=case.version, on=day("03-20"), **told)

    case = approved(case, leader)
    with pytest.raises(NotYet):
        extensions.tell_extension(case=case, seen=case.version, on=day("03-21"), **told)
    with pytest.raises(WrongValue, match="在批准日期之前"):
        extensions.tell_extension(case=case, seen=case.version, on=day("03-19"), **told)
    case = extensions.tell_extension(case=case, seen=case.version, on=day("03-20"), **told)

    assert case.extensions.get().told_on == day("03-20")


def test_an_extension_taken_back_counts_no_more(petition, clerk, leader):
    case = approved(asked(petition, clerk), leader)
    wish = case.extensions.get()

    with pytest.raises(NoReason):
        extensions.withdraw_extension(case=case, extension=wish, actor=clerk, seen=case.version, reason="")
    case = extensions.withdraw_extension(
        case=case, extension=wish, actor=clerk, seen=case.version, reason="已能按期办结"
    )

    assert case.due_on == day("05-04")


def test_an_extension_of_another_case_is_refused(petition, ticket, clerk, leader):
    wish = asked(petition, clerk).extensions.get()

    with pytest.raises(WrongValue, match="不属于这一件"):
        extensions.approve_extension(case=ticket, extension=wish, actor=leader, seen=ticket.version)


def test_working_days_are_extended_by_working_days(ticket, clerk, leader, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: day("03-16"))
    case = approved(asked(ticket, clerk, step="answer_help", days=5), leader)

    assert case.due_on == day("03-24")
    assert happened(case, "contacted", "03-16").due_on == day("03-24")
