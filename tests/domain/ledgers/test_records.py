"""A record is entered once, counts where it is told to, is corrected, withdrawn and restored."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.ledgers import queries
from bihuan.domain.ledgers.failures import NotBound, NotYet, StillCounts, WrongShape, WrongValue
from bihuan.domain.ledgers.models import Activity, Keeping, Mark
from bihuan.domain.ledgers.operations import records
from bihuan.domain.organizations.withdrawing import NoReason, NotWithdrawn, Withdrawn
from bihuan.domain.trail.failures import NotPermitted, Stale
from bihuan.domain.trail.journal import WHOLE_ROW
from bihuan.domain.trail.models import Entry
from bihuan.domain.trail.queries import history_of
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db


def marks(record):
    found = Mark.objects.filter(record_key=record.key).order_by("pk")
    return [(mark.mechanism, mark.on, mark.first, mark.withdrawn_at is None) for mark in found]


def test_entering_counts_once_and_opens_the_ledger(branch):
    record = theme_day(
        branch, details={"topics": ["学习条例"], "place": "二楼"}, values={"theme-day.on_fixed_day": True}
    )

    assert (record.on, record.title, record.topics, record.place) == (
        DAY,
        "3月主题党日",
        ["学习条例"],
        "二楼",
    )
    assert record.values == {"theme-day.on_fixed_day": True}
    assert (record.origin, Mark.objects.get().typed) == ("typed", 5)
    assert marks(record) == [("theme-day", DAY, True, True)]
    assert list(Keeping.objects.values_list("mechanism", "since")) == [
        ("theme-day", datetime.date(2026, 3, 1))
    ]


def test_a_second_record_leaves_the_opening_as_it_is(branch):
    theme_day(branch)
    theme_day(branch, on=datetime.date(2026, 1, 9))

    assert Keeping.objects.get().since == datetime.date(2026, 3, 1)


def test_details_of_other_shapes_and_fields_of_other_mechanisms_are_left_out(branch):
    record = theme_day(branch, details={"nothing": "x"}, values={"first-topic.action": "x"})

    assert record.values == {}
    assert not hasattr(record, "nothing")


@pytest.mark.parametrize("title", ["", "  ", "\u202e"])
def test_a_record_needs_a_title(branch, title):
    with pytest.raises(WrongValue, match="“标题”不能这样写：名称"):
        theme_day(branch, title)
    assert not Activity.objects.exists()


def test_what_has_not_happened_is_not_recorded(branch):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    with pytest.raises(NotYet):
        theme_day(branch, on=tomorrow)
    assert theme_day(branch, on=timezone.localdate()).pk


def test_a_department_holds_no_theme_day(bureau):
    with pytest.raises(NotBound, match="办公室不开展“主题党日”"):
        theme_day(bureau.office)


def test_an_activity_is_no_petition(branch):
    with pytest.raises(WrongShape):
        theme_day(branch, counts_in=["theme-day", "petitions"])


def test_a_stranger_as_host_is_refused(branch, stranger_user):
    with pytest.raises(WrongValue, match="不是本单位的人"):
        theme_day(branch, details={"host": stranger_user.person})


def test_a_colleague_may_be_host(branch, bureau):
    assert theme_day(branch, details={"host": bureau.head}).host == bureau.head


def test_only_who_keeps_records_enters(branch, leader):
    with pytest.raises(NotPermitted):
        records.enter_record(unit=branch, actor=leader, counts_in=["theme-day"], on=DAY, title="x")


def test_changing_moves_the_marks(branch, clerk):
    record = theme_day(branch)

    changed = records.change_record(
        record=record, actor=clerk, seen=1, on=datetime.date(2026, 4, 3), title="4月主题党日", note="改期"
    )

    assert (changed.title, changed.note, changed.edited_at is not None) == ("4月主题党日", "改期", True)
    assert marks(record) == [("theme-day", datetime.date(2026, 4, 3), True, True)]


def test_a_stale_change_is_refused(branch, clerk):
    record = theme_day(branch)
    records.change_record(record=record, actor=clerk, seen=1, on=DAY, title="甲")

    with pytest.raises(Stale):
        records.change_record(record=record, actor=clerk, seen=1, on=DAY, title="乙")


def test_withdrawing_stops_counting_and_restoring_starts_again(branch, clerk):
    record = theme_day(branch)

    gone = records.withdraw_record(record=record, actor=clerk, seen=1, reason="记重了")
    assert marks(record) == [("theme-day", DAY, True, False)]
    assert gone.withdrawn_reason == "记重了"

    back = records.restore_record(record=record, actor=clerk, seen=gone.version)
    assert marks(record) == [("theme-day", DAY, True, True)]
    assert (back.withdrawn_at, back.withdrawn_reason) == (None, "")


def test_restoring_leaves_out_where_it_had_ceased_to_count(branch, clerk):
    record = theme_day(
        branch, counts_in=["theme-day", "party-lecture"], values={"party-lecture.lecturer_is": "member"}
    )
    record = records.count_record(record=record, actor=clerk, seen=1, counts_in=["theme-day"])
    record = records.withdraw_record(record=record, actor=clerk, seen=record.version, reason="误记")

    records.restore_record(record=record, actor=clerk, seen=record.version)

    assert [(code, counts) for code, _, _, counts in marks(record)] == [
        ("theme-day", True),
        ("party-lecture", False),
    ]


def test_what_is_withdrawn_is_not_changed(branch, clerk):
    record = records.withdraw_record(record=theme_day(branch), actor=clerk, seen=1, reason="误记")

    with pytest.raises(Withdrawn):
        records.change_record(record=record, actor=clerk, seen=record.version, on=DAY, title="x")
    with pytest.raises(Withdrawn):
        records.withdraw_record(record=record, actor=clerk, seen=record.version, reason="误记")


def test_what_stands_is_not_restored_and_a_reason_is_needed(branch, clerk):
    record = theme_day(branch)

    with pytest.raises(NotWithdrawn):
        records.restore_record(record=record, actor=clerk, seen=1)
    with pytest.raises(NoReason):
        records.withdraw_record(record=record, actor=clerk, seen=1, reason=" ")


def test_a_record_counts_somewhere(branch, clerk):
    with pytest.raises(StillCounts):
        records.count_record(record=theme_day(branch), actor=clerk, seen=1, counts_in=[])


def test_the_reader_sees_the_own_tenant_only(branch, clerk, stranger):
    record = theme_day(branch)

    assert list(queries.records_visible_to(clerk, "activity")) == [record]
    assert list(queries.records_visible_to(stranger, "activity")) == []
    assert queries.marks_visible_to(clerk).count() == 1
    assert queries.marks_visible_to(stranger).count() == 0


def test_a_double_submission_enters_once(branch, clerk):
    for _ in range(2):
        records.enter_record(
            unit=branch, actor=clerk, counts_in=["theme-day"], on=DAY, title="3月主题党日", request_key="a"
        )

    assert Activity.objects.count() == 1


def test_the_trail_has_one_entry_each(branch):
    before = Entry.objects.count()
    theme_day(branch, counts_in=["theme-day"])

    assert Entry.objects.count() == before + 1
    assert Entry.objects.order_by("-pk").first().action == "ledgers.record.enter"


def test_where_a_record_was_entered_stays_wherever_else_it_counts(branch, clerk):
    record = theme_day(branch, counts_in=["party-lecture"], values={"party-lecture.lecturer_is": "member"})

    records.count_record(record=record, actor=clerk, seen=1, counts_in=["theme-day", "party-lecture"])

    assert [(code, first) for code, _, first, _ in marks(record)] == [
        ("party-lecture", True),
        ("theme-day", False),
    ]


def test_the_hours_of_the_day_are_kept_and_noted(branch):
    record = theme_day(branch, details={"starts": datetime.time(9), "ends": datetime.time(10, 30)})

    assert (record.starts, record.ends) == (datetime.time(9), datetime.time(10, 30))
    note = next(change for change in history_of(record.key) if change.field == WHOLE_ROW)
    assert (note.after["starts"], note.after["ends"]) == ("09:00:00", "10:30:00")
