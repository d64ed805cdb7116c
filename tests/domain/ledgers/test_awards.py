"""An award has a quota, nominations and steps on their days."""

from __future__ import annotations

import datetime

import pytest

from bihuan.domain.ledgers.failures import WrongState, WrongValue
from bihuan.domain.ledgers.operations import awards, records
from tests.records import DAY
from tests.shaped_records import CATEGORY, entered

pytestmark = pytest.mark.django_db
VALUES = {"member-awards.category": CATEGORY}


def standing(award):
    award.refresh_from_db()
    return award.state, award.nominated, award.chosen


@pytest.fixture
def two(award, bureau, clerk):
    """An award for one with two nominated."""
    for person in (bureau.head, bureau.deputy):
        award = awards.nominate(award=award, actor=clerk, seen=award.version, person=person, grounds="实绩")
    return award


def test_nominations_count(two):
    assert standing(two) == ("nominating", 2, 0)


def test_a_unit_can_be_nominated(award, branch, clerk):
    awards.nominate(award=award, actor=clerk, seen=1, nominee_unit=branch)

    assert str(award.nominations.get()) == "机关党支部"


def test_twice_nobody_and_strangers_are_refused(two, bureau, clerk, stranger_user):
    asked = {"award": two, "actor": clerk, "seen": two.version}

    for wrong, why in (
        ({"person": bureau.head}, "已经推荐过了"),
        ({}, "选一个人或一个单位"),
        ({"person": bureau.head, "nominee_unit": bureau.unit}, "选一个人或一个单位"),
        ({"person": stranger_user.person}, "不是本单位的人"),
        ({"nominee_unit": stranger_user.person.unit}, "不是本单位的机构"),
    ):
        with pytest.raises(WrongValue, match=why):
            awards.nominate(**asked, **wrong)
    assert standing(two) == ("nominating", 2, 0)


def test_no_more_are_chosen_than_the_quota_allows(two, bureau, clerk):
    first, second = two.nominations.order_by("pk")
    award = awards.choose(award=two, nomination=first, actor=clerk, seen=two.version, chosen=True)
    assert standing(award) == ("nominating", 2, 1)

    with pytest.raises(WrongValue, match="只有1个，已经评满"):
        awards.choose(award=award, nomination=second, actor=clerk, seen=award.version, chosen=True)
    award = awards.choose(award=award, nomination=first, actor=clerk, seen=award.version, chosen=False)
    award = awards.choose(award=award, nomination=second, actor=clerk, seen=award.version, chosen=True)
    assert standing(award) == ("nominating", 2, 1)


def test_without_a_quota_any_number_is_chosen(branch, bureau, clerk):
    award = entered(branch, "member-awards", "无名额", values=VALUES)
    for person in (bureau.head, bureau.deputy):
        award = awards.nominate(award=award, actor=clerk, seen=award.version, person=person)
    for nomination in award.nominations.all():
        award = awards.choose(
            award=award, nomination=nomination, actor=clerk, seen=award.version, chosen=True
        )

    assert standing(award) == ("nominating", 2, 2)


def test_a_withdrawn_nomination_is_not_chosen(two, clerk):
    first = two.nominations.order_by("pk").first()
    award = awards.choose(award=two, nomination=first, actor=clerk, seen=two.version, chosen=True)

    award = awards.withdraw_nomination(
        award=award, nomination=first, actor=clerk, seen=award.version, reason="本人放弃"
    )

    assert standing(award) == ("nominating", 1, 0)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        ({}, "nominating"),
        ({"voted_on": 1}, "nominating"),
        ({"notice_from": 2}, "noticing"),
        ({"notice_from": 2, "notice_until": 9}, "noticing"),
        ({"notice_from": 2, "notice_until": 9, "decided_on": 10}, "decided"),
    ],
)
def test_the_state_follows_from_the_days(branch, days, state):
    details = {name: DAY + datetime.timedelta(days=ahead) for name, ahead in days.items()}

    assert entered(branch, "member-awards", "评选", values=VALUES, **details).state == state


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"voted_on": -1}, "表决日期"),
        ({"notice_from": 5, "notice_until": 4}, "公示结束"),
        ({"notice_until": 4}, "公示开始"),
        ({"voted_on": 5, "decided_on": 4}, "决定日期"),
    ],
)
def test_steps_out_of_order_are_refused(branch, days, field):
    details = {name: DAY + datetime.timedelta(days=ahead) for name, ahead in days.items()}

    with pytest.raises(WrongValue, match=field):
        entered(branch, "member-awards", "评选", values=VALUES, **details)


def test_a_decided_award_takes_no_more_nominations(two, bureau, clerk):
    award = records.change_record(
        record=two,
        actor=clerk,
        seen=two.version,
        on=DAY,
        title=two.title,
        details={"decided_on": DAY},
        values=VALUES,
    )

    with pytest.raises(WrongState, match="已决定"):
        awards.nominate(award=award, actor=clerk, seen=award.version, person=bureau.officer)


def test_a_dropped_award_can_be_taken_up_again(two, clerk):
    award = awards.drop_award(award=two, actor=clerk, seen=two.version)
    assert standing(award) == ("dropped", 2, 0)
    with pytest.raises(WrongState, match="已取消，不能再评定"):
        awards.choose(
            award=award, nomination=award.nominations.first(), actor=clerk, seen=award.version, chosen=True
        )

    award = awards.resume_award(award=award, actor=clerk, seen=award.version)
    assert standing(award) == ("nominating", 2, 0)
    with pytest.raises(WrongState, match="没有取消"):
        awards.resume_award(award=award, actor=clerk, seen=award.version)
