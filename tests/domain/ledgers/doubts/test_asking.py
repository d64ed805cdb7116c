"""Doubts about real records: who is asked, about what, and when a question does not come back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.ledgers.doubts import asking
from bihuan.domain.ledgers.failures import NoDoubt, WrongValue
from bihuan.domain.ledgers.models import Attendance, SettledDoubt, Wording
from bihuan.domain.ledgers.operations.doubts import settle_doubt
from bihuan.domain.ledgers.operations.records import change_record, withdraw_record
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.organizations.withdrawing import Withdrawn
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import Stale
from tests.cast import user_with
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db

TALK = "谈到渠道管护的责任怎样分段落实，他提出先把三条支渠的管水员配齐，再谈考核办法，约定月底前去看一次。"
LATE = {"title": "关于改进作风的通知", "number": "", "issued_on": "2026-04-01"}
YEAR = (datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))


def times(starts: int, ends: int, **more: Any) -> dict[str, Any]:
    return {"starts": datetime.time(starts), "ends": datetime.time(ends), **more}


def attend(activity, person, state="present"):
    with door.recorded("tests.attendance.make", actor=SYSTEM, subject=activity):
        Attendance(unit=activity.unit, activity=activity, person=person, state=state).save()


def asked(record, actor) -> list[tuple[str, Any]]:
    return [(doubt.rule, doubt.other and doubt.other.title) for doubt in asking.doubts_of(record, actor)]


@pytest.fixture
def sister(bureau, clerk):
    """A 单位 below the first; its clerk sees nothing of the first."""
    return create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.ORGAN, name="白鹭乡水务站")


@pytest.fixture
def sister_branch(sister):
    return create_unit(parent=sister, actor=SYSTEM, kind=UnitKind.BRANCH, name="水务站党支部")


@pytest.fixture
def sister_clerk(sister):
    person = create_person(unit=sister, actor=SYSTEM, staff_number="701", name="郁青")
    return actor_of(user_with(person, "clerk", "sister"))


def test_what_was_studied_before_it_was_issued(branch, clerk):
    record = theme_day(branch, details={"documents": [LATE]})

    assert asked(record, clerk) == [("studied_before_issued", None)]


def test_one_person_in_two_places(branch, bureau, clerk):
    """Present in one, host of the other; whoever was on leave was not there."""
    one = theme_day(branch, details=times(9, 11))
    other = theme_day(branch, "支委会", details=times(10, 12, host=bureau.head))
    attend(one, bureau.head)
    attend(one, bureau.deputy, "leave")
    attend(other, bureau.deputy)

    assert asked(one, clerk) == [("two_places", "支委会")]
    assert asked(other, clerk) == [("two_places", "3月主题党日")]
    assert asking.doubts_of(one, clerk)[0].before == "沈知远这时也在"


def test_the_same_words_again(branch, clerk):
    earlier = theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    record = theme_day(branch, details={"minutes": TALK})

    assert asked(record, clerk) == [("same_text", "2月主题党日")]
    withdraw_record(record=earlier, actor=SYSTEM, seen=earlier.version, reason="记重了")
    assert asked(record, clerk) == []


@pytest.mark.parametrize(
    "details",
    [{"minutes": TALK.replace("三条支渠", "两条支渠")}, {"minutes": f"{TALK}另约下次。"}],
)
def test_nearly_the_same_words(branch, clerk, details):
    theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    record = theme_day(branch, details=details)

    assert asked(record, clerk) == [("near_text", "2月主题党日")]


def test_topics_alone_are_compared_within_the_unit_only(branch, sister_branch, clerk):
    topics = {"topics": [TALK]}
    theme_day(sister_branch, "站里的主题党日", details=topics)
    record = theme_day(branch, details=topics)
    assert asked(record, clerk) == []

    theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details=topics)
    assert asked(record, clerk) == [("same_text", "2月主题党日")]


def test_a_record_out_of_sight_is_not_named(branch, sister_branch, sister_clerk, clerk):
    theme_day(branch, "局里的主题党日", details={"minutes": TALK})
    record = theme_day(sister_branch, "站里的主题党日", details={"minutes": TALK})

    (doubt,) = asking.doubts_of(record, sister_clerk)

    assert doubt.other is None
    assert doubt.before.startswith("这里的文字与另一个单位的一条记录完全相同。")
    assert doubt.after == ""


def test_another_tenant_is_never_compared(branch, stranger, clerk):
    away = Unit.objects.get(name="白鹭县林业局")
    theirs = create_unit(parent=away, actor=SYSTEM, kind=UnitKind.BRANCH, name="林业局党支部")
    theme_day(theirs, details={"minutes": TALK})
    record = theme_day(branch, details={"minutes": TALK})

    assert asked(record, clerk) == []


def test_only_those_who_keep_the_own_records_are_asked(branch, sister_branch, clerk, leader, stranger):
    """Nothing goes up: the bureau above sees the station's records, not the doubts about them."""
    own = theme_day(branch, details={"documents": [LATE]})
    below = theme_day(sister_branch, details={"documents": [LATE]})

    assert [asked(record, actor) for record in (own, below) for actor in (clerk, leader, stranger)] == [
        [("studied_before_issued", None)],
        [],
        [],
        [],
        [],
        [],
    ]
    assert [doubt.record for doubt in asking.doubts_in(clerk, *YEAR)] == [own]
    assert asking.doubts_in(leader, *YEAR) == asking.doubts_in(stranger, *YEAR) == []


def test_the_list_tells_each_once_and_only_of_the_days_asked(branch, clerk):
    theme_day(branch, "去年的", datetime.date(2025, 3, 6), details={"minutes": TALK})
    one = theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    record = theme_day(branch, details={"minutes": TALK, "documents": [LATE]})

    found = [
        (doubt.rule, doubt.record.title, doubt.other and doubt.other.title)
        for doubt in asking.doubts_in(clerk, *YEAR)
    ]

    assert found == [
        ("studied_before_issued", record.title, None),
        ("same_text", record.title, one.title),
        ("same_text", one.title, "去年的"),
    ]


def test_the_list_costs_the_same_however_long(branch, bureau, clerk, django_assert_num_queries):
    def enter(day: int) -> None:
        for hour in (9, 10):
            on = datetime.date(2026, 3, day)
            attend(theme_day(branch, f"{day}日{hour}时", on, details=times(hour, 12)), bureau.head)

    enter(6)
    with django_assert_num_queries(12):
        assert len(asking.doubts_in(clerk, *YEAR)) == 1
    enter(7)
    enter(8)
    with django_assert_num_queries(12):
        assert len(asking.doubts_in(clerk, *YEAR)) == 3


def settle(record, actor, **more):
    doubt = asking.doubts_of(record, actor)[0]
    return settle_doubt(
        **{
            "record": record,
            "actor": actor,
            "seen": record.version,
            "basis": doubt.basis,
            "reason": "联合开展",
        }
        | more
    )


def test_a_settled_doubt_is_asked_at_neither_record(branch, clerk):
    other = theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    record = theme_day(branch, details={"minutes": TALK})

    settle(record, clerk)

    assert asked(record, clerk) == asked(other, clerk) == []
    assert asking.doubts_in(clerk, *YEAR) == []
    assert list(SettledDoubt.objects.values_list("rule", "other_key", "reason", "settled_by_key")) == [
        ("same_text", other.key, "联合开展", clerk.user_key)
    ]


def test_it_comes_back_when_the_texts_change(branch, clerk):
    theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    record = theme_day(branch, details={"minutes": TALK})
    settle(record, clerk)

    changed = change_record(
        record=record,
        actor=clerk,
        seen=record.version,
        on=record.on,
        title=record.title,
        details={"minutes": TALK.replace("三条支渠", "两条支渠")},
    )

    assert asked(changed, clerk) == [("near_text", "2月主题党日")]


def test_a_new_title_does_not_bring_it_back(branch, clerk):
    theme_day(branch, "2月主题党日", datetime.date(2026, 2, 6), details={"minutes": TALK})
    record = theme_day(branch, details={"minutes": TALK})
    settle(record, clerk)

    changed = change_record(
        record=record,
        actor=clerk,
        seen=record.version,
        on=record.on,
        title="改了标题",
        details={"minutes": TALK},
    )

    assert asked(changed, clerk) == []


def test_what_cannot_be_settled(branch, clerk):
    record = theme_day(branch, details={"documents": [LATE]})

    with pytest.raises(WrongValue, match="请写明怎样核对的"):
        settle(record, clerk, reason="　")
    with pytest.raises(NoDoubt):
        settle(record, clerk, basis="")
    with pytest.raises(Stale):
        settle(record, clerk, seen=0)
    settle(record, clerk)
    with pytest.raises(NoDoubt):
        settle_doubt(
            record=record,
            actor=clerk,
            seen=record.version,
            basis=SettledDoubt.objects.get().basis,
            reason="再来一次",
        )
    record = withdraw_record(record=record, actor=clerk, seen=record.version, reason="记错了")
    with pytest.raises(Withdrawn):
        settle_doubt(record=record, actor=clerk, seen=record.version, basis="", reason="误记")


def test_the_print_follows_the_text(branch, clerk):
    record = theme_day(branch, details={"minutes": "短。"})
    assert list(Wording.objects.values_list("record_key", "digest", "sketch")) == [(record.key, "", [])]

    change_record(
        record=record, actor=clerk, seen=record.version, on=DAY, title="改", details={"minutes": TALK}
    )

    kept = Wording.objects.get()
    assert (len(kept.digest), len(kept.sketch)) == (64, 43)
