"""What an import writes, that a second one adds nothing, and that undo takes all of it back."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bihuan.domain.accounts.operations.users import create_user
from bihuan.domain.exchange.enums import BatchState
from bihuan.domain.exchange.failures import NotPreviewed, NotUndoable
from bihuan.domain.organizations.enums import SeatKind
from bihuan.domain.organizations.models import BranchMembership, Person, Post, TeamSeat
from bihuan.domain.organizations.operations import imports
from bihuan.domain.organizations.operations.people import change_person, create_person
from bihuan.domain.organizations.operations.posts import start_post
from bihuan.domain.organizations.queries import people_of, people_visible_to, team_of
from bihuan.domain.organizations.sheet import preparing
from bihuan.domain.organizations.sheet.export import register_workbook
from bihuan.domain.organizations.sheet.failures import (
    NotAllGood,
    NothingToImport,
    RegisterMoved,
)
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry
from bihuan.domain.trail.verification import verify
from tests.ledger_books import edited

from ..register import day, fresh
from . import books

MODELS = (Person, Post, BranchMembership, TeamSeat)
NEWCOMER = ("101", "林溪", "办公室", "副局长", "2024-03-01", "第一党支部", 3, "成员", "分管财务科")


def standing() -> dict[str, list[tuple]]:
    """The register as people see it: all that was not taken back."""
    fields = {
        Person: ("staff_number", "name", "unit__name", "department__name", "left_on"),
        Post: ("person__staff_number", "unit__name", "title", "since", "until", "is_main"),
        BranchMembership: ("person__staff_number", "unit__name", "since", "until"),
        TeamSeat: ("person__staff_number", "unit__name", "position", "kind", "portfolio", "since", "until"),
    }
    return {
        model.__name__: list(model.objects.filter(withdrawn_at=None).order_by("pk").values_list(*names))
        for model, names in fields.items()
    }


def of(number: str) -> Person:
    return Person.objects.get(staff_number=number, withdrawn_at=None)


def test_a_newcomer_gets_a_post_a_branch_and_a_seat(bureau, upload, apply):
    entries = Entry.objects.count()

    batch = upload(NEWCOMER)
    apply(batch)

    person = of("101")
    assert (person.unit, person.department, person.pinyin) == (bureau.unit, bureau.office, "lin xi")
    assert [(p.unit, p.title, p.since, p.until) for p in person.posts.all()] == [
        (bureau.office, "副局长", day("2024-03-01"), None)
    ]
    assert [(str(m.unit), m.since, m.until) for m in person.memberships.all()] == [("第一党支部", None, None)]
    assert [(s.unit, s.position, s.kind, s.portfolio) for s in person.seats.all()] == [
        (bureau.unit, 3, SeatKind.MEMBER, "分管财务科")
    ]
    assert person in people_of(bureau.unit)
    assert Entry.objects.count() == entries + 2
    assert Entry.objects.last().action == "organizations.import.apply"


def test_the_same_file_again_adds_nothing(upload, apply):
    content = books.register(NEWCOMER, *books.many(20))
    apply(upload(content=content))
    before = standing()

    again = upload(content=content)

    assert {row["what"] for row in again.rows} == {"unchanged"}
    with pytest.raises(NothingToImport):
        apply(again)
    assert standing() == before


def test_out_edited_and_in_again(bureau, upload, apply):
    apply(upload(NEWCOMER))
    exported = register_workbook(bureau.unit, demo=False)
    untouched = upload(content=exported)
    assert {row["what"] for row in untouched.rows} == {"unchanged"}

    def move(sheet):
        row = next(row for row in sheet.iter_rows(min_row=4) if row[0].value == "003")
        row[2].value, row[3].value, row[4].value = "财务科", "财务科科长", "2024-05-06"

    apply(upload(content=edited(exported, move)))

    officer = fresh(bureau.officer)
    assert officer.department == bureau.finance
    assert [(p.title, p.since, p.until) for p in officer.posts.order_by("pk")] == [
        ("办公室主任", None, day("2024-05-06")),
        ("财务科科长", day("2024-05-06"), None),
    ]


def test_a_title_without_another_day_is_a_correction(bureau, upload, apply):
    batch = upload(("003", "乔一帆", "", "办公室副主任"))
    apply(batch)

    assert (
        batch.rows[0]["notes"][0][2] == "任职日期没有改，按更正处理，不留原职务。如是调任，请写新的任职日期。"
    )
    assert [(p.title, p.since, p.until) for p in bureau.officer.posts.all()] == [("办公室副主任", None, None)]


def test_leaving_ends_everything_and_coming_back_begins_anew(bureau, upload, apply):
    apply(upload(("002", "韩若溪", "", "", "", "", "", "", "", "2024-06-30")))

    assert fresh(bureau.deputy).left_on == day("2024-06-30")
    assert [p.until for p in bureau.deputy.posts.all()] == [day("2024-06-30")]
    assert bureau.deputy not in team_of(bureau.unit)
    told = upload(("002", "韩若溪", "", "副局长")).rows[0]
    assert (told["what"], told["errors"][0][2][:16]) == ("wrong", "此人2024-06-30已离开。")

    apply(upload(("002", "韩若溪", "", "副局长", "2024-08-01", "", 2, "", "", "无")))

    assert fresh(bureau.deputy).left_on is None
    assert [(p.since, p.until) for p in bureau.deputy.posts.order_by("pk")] == [
        (None, day("2024-06-30")),
        (day("2024-08-01"), None),
    ]
    assert bureau.deputy in team_of(bureau.unit)


def test_the_first_of_a_team_changes_hands_in_one_import(bureau, upload, apply, undo):
    apply(upload(("001", "沈知远", "", "", "", "", 1, "主要负责人")))
    before = standing()

    batch = apply(
        upload(
            ("001", "沈知远", "", "", "", "", 2, "成员"),
            ("002", "韩若溪", "", "", "", "", 1, "主要负责人"),
        )
    )

    kinds = dict(TeamSeat.objects.open().values_list("person__staff_number", "kind"))
    assert kinds == {"001": SeatKind.MEMBER, "002": SeatKind.PRINCIPAL}
    undo(batch)
    assert standing() == before


def test_a_changed_name_is_taken_only_when_confirmed(bureau, clerk, upload, apply):
    batch = upload(("003", "乔一凡"), ("101", "林溪"))
    with pytest.raises(NotAllGood, match="还有1行待您确认姓名，没有导入任何内容。"):
        apply(batch)

    batch = imports.confirm_names(
        unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version, lines=[2, 3]
    )
    assert [row["what"] for row in batch.rows] == ["changed", "new"]
    apply(batch)

    officer = fresh(bureau.officer)
    assert (officer.name, officer.pinyin) == ("乔一凡", "qiao yi fan")


def test_wrong_rows_stop_everything_unless_left_out_on_purpose(upload, apply):
    batch = upload(*books.many(10, wrong=range(4, 6)))
    before = standing()
    with pytest.raises(NotAllGood, match="还有2行有误，没有导入任何内容。"):
        apply(batch)
    assert standing() == before

    apply(batch, only_good=True)

    assert Person.objects.filter(staff_number__startswith="N").count() == 8


def test_what_changed_since_the_preview_is_not_overwritten(bureau, upload, apply):
    batch = upload(("003", "乔一帆", "财务科", "科长", "2024-03-01"), ("101", "林溪"))
    officer = fresh(bureau.officer)
    start_post(
        person=officer,
        unit=bureau.finance,
        actor=SYSTEM,
        title="顾问",
        is_main=False,
        since=day("2024-02-01"),
    )
    change_person(person=fresh(officer), actor=SYSTEM, name="乔一凡", staff_number="003")
    before = standing()

    with pytest.raises(RegisterMoved) as caught:
        apply(batch)

    assert caught.value.lines == [2]
    assert standing() == before


def test_a_register_that_moved_elsewhere_does_not_hinder(bureau, upload, apply, clerk):
    batch = upload(("101", "林溪"))
    made = preparing.prepared(batch, bureau.unit)
    create_person(unit=bureau.unit, actor=SYSTEM, staff_number="555", name="路人")

    assert not preparing.stands(made, bureau.unit)
    imports.apply_people(unit=bureau.unit, batch=batch, actor=clerk, seen_batch=1, made=made)

    assert of("101").name == "林溪"


def test_two_imports_of_the_same_people_have_one_effect(upload, apply):
    first, second = upload(NEWCOMER), upload(NEWCOMER)
    apply(first)

    with pytest.raises(RegisterMoved):
        apply(second)

    assert Person.objects.filter(staff_number="101").count() == 1


def test_a_batch_is_applied_once(upload, apply):
    batch = apply(upload(NEWCOMER))

    with pytest.raises(NotPreviewed):
        apply(batch)


def test_undo_takes_all_of_it_back_and_the_trail_tells(bureau, clerk, upload, apply, undo):
    before, batch = (
        standing(),
        upload(
            NEWCOMER,
            ("003", "乔一帆", "财务科", "科长", "2024-03-01", "第一党支部", 4),
            ("002", "韩若溪", "", "", "", "", "", "", "", "2024-06-30"),
        ),
    )
    batch = apply(batch)
    newcomer = of("101")

    batch = undo(batch)

    assert batch.state == BatchState.UNDONE
    assert standing() == before
    assert fresh(newcomer).withdrawn_at is not None
    assert newcomer not in people_of(bureau.unit)
    assert newcomer not in people_visible_to(clerk)
    noted = Change.objects.filter(object_key=newcomer.key).order_by("pk")
    assert list(noted.values_list("entry__action", "field")) == [
        ("organizations.import.apply", "*"),
        ("organizations.import.undo", "withdrawn_at"),
    ]
    assert verify().faults == ()


def test_after_undo_the_same_file_can_be_imported_again(upload, apply, undo):
    undo(apply(upload(NEWCOMER)))

    again = upload(NEWCOMER)

    assert [row["what"] for row in again.rows] == ["new"]
    apply(again)
    assert Person.objects.filter(staff_number="101", withdrawn_at=None).count() == 1


def test_undo_is_refused_when_a_row_was_changed_since(bureau, upload, apply, undo):
    batch = apply(upload(NEWCOMER, ("102", "何田")))
    start_post(person=of("101"), unit=bureau.finance, actor=SYSTEM, title="顾问", is_main=False)
    before = standing()

    with pytest.raises(NotUndoable, match=r"这次导入不能撤销：导入之后，林溪（101）又有改动。"):
        undo(batch)

    assert standing() == before


def test_undo_is_refused_when_something_was_built_on_a_newcomer(upload, apply, undo):
    batch = apply(upload(NEWCOMER))
    create_user(person=of("101"), actor=SYSTEM, username="linxi", password="only-for-tests")

    with pytest.raises(NotUndoable, match=r"林溪（101）已经有了账号、职务或负责的事项等其他登记"):
        undo(batch)


def test_only_the_last_import_is_undone(upload, apply, undo):
    first = apply(upload(NEWCOMER))
    apply(upload(("102", "何田")))

    with pytest.raises(NotUndoable, match="在它之后又有过导入"):
        undo(first)


def test_others_may_not(bureau, leader, stranger, upload):
    batch = upload(NEWCOMER)

    for actor in (leader, stranger):
        with pytest.raises(NotPermitted):
            imports.apply_people(unit=bureau.unit, batch=batch, actor=actor, seen_batch=batch.version)
    assert not Person.objects.filter(staff_number="101").exists()


def test_a_matched_column_is_remembered(bureau, clerk, upload):
    heads = ("号头", "姓名", "单位")
    batch = upload(content=books.register(("101", "林溪", "办公室"), heads=heads))
    assert batch.rows[0]["what"] == "wrong"

    mapping = {"1": "staff_number", "2": "name", "3": "unit"}
    batch = imports.map_columns(
        unit=bureau.unit, batch=batch, actor=clerk, seen_batch=batch.version, mapping=mapping
    )

    assert batch.rows[0]["what"] == "new"
    assert upload(content=books.register(("102", "何田"), heads=heads)).rows[0]["what"] == "new"


def test_a_new_day_makes_the_plan_anew(bureau, upload, monkeypatch):
    made = preparing.prepared(upload(NEWCOMER), bureau.unit)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert preparing.stands(made, bureau.unit)

    monkeypatch.setattr(preparing.timezone, "localdate", lambda: tomorrow)

    assert not preparing.stands(made, bureau.unit)
