"""Records and attendance come in from a sheet: all of it or nothing, and out again."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.domain.exchange.failures import NotUndoable
from bihuan.domain.ledgers.models import Activity, Attendance, Keeping, Mark, Plan
from bihuan.domain.ledgers.operations import imports
from bihuan.domain.ledgers.operations.attendance import Answer, set_attendance
from bihuan.domain.ledgers.operations.import_rows import prepared
from bihuan.domain.ledgers.operations.records import change_record
from bihuan.domain.ledgers.sheet import export, queries
from bihuan.domain.ledgers.sheet.columns import ATTENDANCE, RECORDS
from bihuan.domain.ledgers.sheet.failures import (
    LedgerMoved,
    NoTable,
    NotAllGood,
    NothingToImport,
    PointsRefused,
)
from bihuan.domain.ledgers.sheet.judging import Sheet
from bihuan.domain.ledgers.sheet.reading import read_records
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Entry
from tests.ledger_books import book
from tests.records import DAY, theme_day

pytestmark = pytest.mark.django_db
HEADS = ["日期", "标题", "开始", "地点", "主持人", "议题", "在固定日开展", "备注"]
LINE = ["2026-03-06", "3月主题党日", "14:30", "二楼", "沈知远", "学习条例\n走进大厅", "是", "改期"]


def brought_in(unit, lines, mechanism="theme-day", what=RECORDS, actor=SYSTEM, day=None):
    sheet, content = Sheet(unit, mechanisms()[mechanism], what, day), book(lines)
    table = read_records(sheet.mechanism, what, "表.xlsx", content)
    made = prepared(sheet, table.rows)
    return imports.preview_records(
        unit=unit,
        actor=actor,
        sheet=sheet,
        table=table,
        rows=made.told(),
        file_name="表.xlsx",
        content=content,
    )


def applied(unit, batch, actor=SYSTEM):
    return imports.apply_records(unit=unit, batch=batch, actor=actor, seen_batch=batch.version)


def told(batch):
    return [(row["line"], row["what"], [tuple(error) for error in row["errors"]]) for row in batch.rows]


def test_a_record_comes_in_with_everything_it_says(branch, bureau, clerk):
    batch = brought_in(branch, [HEADS, LINE], actor=clerk)
    assert (told(batch), Activity.objects.count()) == ([(2, "new", [])], 0)

    before = Entry.objects.count()
    applied(branch, batch, clerk)

    record = Activity.objects.get()
    assert (record.on, record.title, record.starts, record.place) == (
        DAY,
        "3月主题党日",
        datetime.time(14, 30),
        "二楼",
    )
    assert (record.host, record.topics, record.note) == (bureau.head, ["学习条例", "走进大厅"], "改期")
    assert (record.values, record.origin) == ({"theme-day.on_fixed_day": True}, "imported")
    assert list(Mark.objects.values_list("mechanism", "on", "typed", "first")) == [
        ("theme-day", DAY, 0, True)
    ]
    assert Keeping.objects.get().since == datetime.date(2026, 3, 1)
    assert Entry.objects.count() == before + 1


def test_the_same_sheet_again_changes_nothing(branch):
    applied(branch, brought_in(branch, [HEADS, LINE]))

    again = brought_in(branch, [HEADS, LINE])

    assert told(again) == [(2, "known", [])]
    with pytest.raises(NothingToImport):
        applied(branch, again)


@pytest.mark.parametrize(
    ("place", "text", "label", "sentence"),
    [
        (0, "2026-02-29", "日期", "没有2026年2月29日这一天，请核对。"),
        (0, "", "日期", "没有填写。"),
        (0, "2999-01-01", "这一行", "日期在今天以后。台账只记已经发生的事，请核对日期。"),
        (2, "下午", "开始", "“下午”认不出是几点，请写成14:30这样。"),
        (4, "无此人", "主持人", "名册里没有“无此人”。"),
        (6, "大概", "在固定日开展", "“大概”请写成是或否。"),
    ],
)
def test_a_cell_that_is_wrong_is_named_and_nothing_is_written(branch, place, text, label, sentence):
    wrong = list(LINE)
    wrong[place] = text
    good = ["2026-04-03", "4月主题党日", *LINE[2:]]

    batch = brought_in(branch, [HEADS, good, wrong])

    assert told(batch) == [(2, "new", []), (3, "wrong", [(label, sentence)])]
    with pytest.raises(NotAllGood, match="有1行有误，什么也没有导入"):
        applied(branch, batch)
    assert not Activity.objects.exists()


def test_the_29th_of_february_of_a_leap_year_comes_in(branch):
    batch = brought_in(branch, [HEADS, ["2024-02-29", *LINE[1:]]])

    applied(branch, batch)

    assert Activity.objects.get().on == datetime.date(2024, 2, 29)


def test_a_line_that_stands_there_twice_is_asked_back(branch):
    batch = brought_in(branch, [HEADS, LINE, LINE])

    assert told(batch) == [
        (2, "new", []),
        (3, "wrong", [("这一行", "和第2行一样，请删去一行。")]),
    ]


@pytest.mark.parametrize("heads", [["甲", "乙"], ["标题", "地点"][:1], ["姓名", "电话"]])
def test_a_file_with_other_columns_is_no_table(branch, heads):
    with pytest.raises(NoTable, match="表头至少要有“日期”"):
        brought_in(branch, [heads, ["x"] * len(heads)])


def test_negative_hours_are_refused(branch, bureau):
    lines = [["日期", "姓名", "平台", "学时"], ["2026-03-31", "沈知远", "学习强国", "-1"]]

    batch = brought_in(branch, lines, "online-study")

    assert told(batch) == [(2, "wrong", [("学时", "不能小于0。")])]


@pytest.mark.parametrize("head", ["积分", "学习积分", "本月积分"])
def test_points_are_refused_with_a_sentence(branch, head):
    lines = [["日期", "姓名", "平台", "学时", head], ["2026-03-31", "沈知远", "学习强国", "6", "1200"]]

    with pytest.raises(PointsRefused, match="只记学时，不收积分"):
        brought_in(branch, lines, "online-study")


def test_a_list_of_hours_makes_a_record_for_each_person(branch, bureau):
    """Without a column of days or titles: those that the upload names."""
    lines = [
        ["工号", "姓名", "平台", "学时"],
        ["001", "沈知远", "学习强国", "6.5"],
        ["", "韩若溪", "干部网络学院", "4"],
    ]

    batch = applied(branch, brought_in(branch, lines, "online-study", day=datetime.date(2026, 3, 31)))

    found = Activity.objects.order_by("pk").values_list("title", "hours", "attendance__person__name")
    assert list(found) == [
        ("3月学习强国与干部网络学院", Decimal("6.5"), "沈知远"),
        ("3月学习强国与干部网络学院", Decimal("4.0"), "韩若溪"),
    ]
    assert told(brought_in(branch, lines, "online-study", day=datetime.date(2026, 3, 31))) == [
        (2, "known", []),
        (3, "known", []),
    ]
    imports.undo_records(unit=branch, batch=batch, actor=SYSTEM, seen_batch=batch.version)
    assert not Activity.objects.standing().exists()


def test_a_number_and_another_name_are_asked_back(branch, bureau):
    lines = [["日期", "工号", "姓名", "平台", "学时"], ["2026-03-31", "001", "韩若溪", "学习强国", "1"]]

    assert told(brought_in(branch, lines, "online-study")) == [
        (2, "wrong", [("姓名", "工号001是沈知远，与表里的姓名不同。")])
    ]


def test_a_row_may_name_another_branch_that_the_actor_keeps(bureau, branch, clerk):
    other = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.BRANCH, name="第二党支部")
    lines = [["日期", "标题", "支部"], ["2026-03-06", "甲", "第二党支部"], ["2026-03-06", "乙", ""]]

    applied(branch, brought_in(branch, lines, actor=clerk), clerk)

    assert list(Activity.objects.order_by("title").values_list("title", "unit")) == [
        ("乙", branch.pk),
        ("甲", other.pk),
    ]


def test_a_branch_of_another_clerk_is_not_written_to(bureau, branch, clerk):
    away = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="白鹭局")
    create_unit(parent=away, actor=SYSTEM, kind=UnitKind.BRANCH, name="白鹭支部")
    lines = [["日期", "标题", "支部"], ["2026-03-06", "甲", "白鹭支部"]]

    batch = brought_in(branch, lines, actor=clerk)

    assert told(batch) == [(2, "wrong", [("单位", "没有叫“白鹭支部”的单位，或者它不开展这一项。")])]


def test_only_who_keeps_records_imports(branch, leader):
    with pytest.raises(NotPermitted):
        brought_in(branch, [HEADS, LINE], actor=leader)


def test_a_plan_comes_in_by_the_same_sheet(bureau):
    heads = ["日期", "标题", "目标", "属于哪类工程"]
    field = mechanisms()["key-projects"].fields["programme"]
    line = ["2026-03-06", "智慧水务", "建成平台", next(iter(field.choices.values()), "三项工程")]
    heads[3] = field.name

    applied(bureau.unit, brought_in(bureau.unit, [heads, line], "key-projects"))

    assert Plan.objects.get().goal == "建成平台"


def test_an_import_is_undone_once_and_not_after_a_change(branch, clerk):
    batch = applied(branch, brought_in(branch, [HEADS, LINE]))
    change_record(record=Activity.objects.get(), actor=clerk, seen=1, on=DAY, title="改过")

    with pytest.raises(NotUndoable, match="有1条又改过"):
        imports.undo_records(unit=branch, batch=batch, actor=SYSTEM, seen_batch=batch.version)
    assert Activity.objects.standing().count() == 1


def test_undone_records_count_no_more_and_can_come_in_again(branch):
    batch = applied(branch, brought_in(branch, [HEADS, LINE]))

    batch = imports.undo_records(unit=branch, batch=batch, actor=SYSTEM, seen_batch=batch.version)

    assert (Activity.objects.standing().count(), Mark.objects.standing().count()) == (0, 0)
    applied(branch, brought_in(branch, [HEADS, LINE]))
    assert Activity.objects.standing().count() == 1


def test_what_was_entered_meanwhile_stops_the_import(branch):
    batch = brought_in(branch, [HEADS, LINE])
    theme_day(branch)

    with pytest.raises(LedgerMoved):
        applied(branch, batch)
    assert Activity.objects.count() == 1


def test_a_dropped_table_writes_nothing(branch, clerk):
    batch = brought_in(branch, [HEADS, LINE], actor=clerk)

    imports.drop_records(unit=branch, batch=batch, actor=clerk, seen_batch=batch.version)

    assert not Activity.objects.exists()
    assert list(queries.batches_visible_to(clerk, "theme-day")) == [batch]


def test_what_goes_out_comes_in_again_as_known(branch, bureau):
    theme_day(
        branch,
        details={
            "host": bureau.head,
            "topics": ["甲", "乙"],
            "starts": datetime.time(9),
            "documents": [{"title": "条例", "number": "3号", "issued_on": "2026-01-02"}],
        },
        values={"theme-day.on_fixed_day": False},
        note="电话13912345678",
    )
    content = export.records_workbook(
        branch, mechanisms()["theme-day"], Activity.objects.select_related("unit"), demo=True
    )
    table = read_records(mechanisms()["theme-day"], RECORDS, "表.xlsx", content)

    assert table.rows[0]["cells"]["documents"] == "条例｜3号｜2026-01-02"
    assert (table.rows[0]["cells"]["starts"], table.rows[0]["cells"]["theme-day.on_fixed_day"]) == (
        "09:00",
        "否",
    )
    assert "13912345678" not in str(table.rows)
    assert [
        row.what for row in prepared(Sheet(branch, mechanisms()["theme-day"], RECORDS), table.rows).rows
    ] == ["known"]
    assert "（演示）" in str(read_workbook("表.xlsx", content).sheets[0].rows)


ATTENDANCE_HEADS = ["日期", "工号", "姓名", "出席情况", "理由", "补学日期"]


@pytest.fixture
def meeting(bureau, branch):
    for person in (bureau.head, bureau.deputy):
        join_branch(person=person, branch=branch, actor=SYSTEM, since=datetime.date(2025, 1, 1))
    return theme_day(branch)


def rolls(*lines):
    return [ATTENDANCE_HEADS, *lines]


def test_attendance_comes_in_and_is_counted(branch, bureau, meeting, clerk):
    lines = rolls(
        ["2026-03-06", "001", "沈知远", "出席", "", ""],
        ["2026-03-06", "002", "", "请假", "出差", ""],
        ["2026-03-06", "003", "", "出席", "", ""],
    )

    batch = applied(branch, brought_in(branch, lines, what=ATTENDANCE, actor=clerk), clerk)

    meeting.refresh_from_db()
    assert (meeting.due_count, meeting.present_count) == (2, 1)
    assert list(Attendance.objects.order_by("pk").values_list("state", "expected", "reason")) == [
        ("present", True, ""),
        ("leave", True, "出差"),
        ("present", False, ""),
    ]
    batch = imports.undo_records(unit=branch, batch=batch, actor=clerk, seen_batch=batch.version)
    meeting.refresh_from_db()
    assert (meeting.due_count, meeting.present_count) == (None, None)


def test_attendance_that_differs_is_changed_and_goes_back(branch, bureau, meeting, clerk):
    answer = Answer(bureau.head.key, "leave", "住院")
    set_attendance(activity=meeting, actor=clerk, seen=1, answers=[answer])
    made_up = rolls(["2026-03-06", "001", "", "已补", "住院", "2026-03-20"])

    batch = brought_in(branch, made_up, what=ATTENDANCE)
    assert told(batch) == [(2, "changed", [])]
    batch = applied(branch, batch)
    assert (Attendance.objects.get().state, Attendance.objects.get().made_up_on) == (
        "made_up",
        datetime.date(2026, 3, 20),
    )
    assert told(brought_in(branch, made_up, what=ATTENDANCE)) == [(2, "known", [])]

    imports.undo_records(unit=branch, batch=batch, actor=SYSTEM, seen_batch=batch.version)

    row = Attendance.objects.get()
    assert (row.state, row.reason, row.made_up_on) == ("leave", "住院", None)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            ["2026-03-07", "001", "", "出席", "", ""],
            ("日期", "机关党支部在2026-03-07没有这样的记录，请先记入台账。"),
        ),
        (["2026-03-06", "", "", "出席", "", ""], ("姓名", "没有填写工号或姓名。")),
        (["2026-03-06", "001", "", "", "", ""], ("出席情况", "没有填写。")),
        (["2026-03-06", "001", "", "请假", "", ""], ("这一行", "“沈知远”请假的理由没有填写。")),
        (["2026-03-06", "001", "", "已补", "", ""], ("这一行", "“沈知远”补学的日期没有填写。")),
        (["2026-03-06", "999", "", "出席", "", ""], ("工号", "名册里没有“999”。")),
    ],
)
def test_half_of_an_import_failing_writes_nothing(branch, meeting, line, error):
    good = ["2026-03-06", "002", "", "出席", "", ""]

    batch = brought_in(branch, rolls(good, line), what=ATTENDANCE)

    assert error in told(batch)[1][2]
    with pytest.raises(NotAllGood):
        applied(branch, batch)
    assert not Attendance.objects.exists()


def test_two_activities_of_a_day_are_told_apart_by_their_titles(branch, meeting):
    theme_day(branch, "晚上的一次")
    heads = ["日期", "标题", "工号", "出席情况"]

    unclear = brought_in(branch, [heads, ["2026-03-06", "", "001", "出席"]], what=ATTENDANCE)
    clear = brought_in(branch, [heads, ["2026-03-06", "晚上的一次", "001", "出席"]], what=ATTENDANCE)

    assert told(unclear) == [(2, "wrong", [("标题", "2026-03-06有2次，请写明是哪一次。")])]
    assert told(clear) == [(2, "new", [])]


def test_many_rows_cost_as_many_queries_as_few(branch, meeting, django_assert_num_queries):
    mechanism = mechanisms()["theme-day"]
    for count in (1, 2):
        content = book(rolls(*(["2026-03-06", f"00{n + 1}", "", "出席", "", ""] for n in range(count))))
        table = read_records(mechanism, ATTENDANCE, "表.xlsx", content)
        with django_assert_num_queries(6):
            prepared(Sheet(branch, mechanism, ATTENDANCE), table.rows)
