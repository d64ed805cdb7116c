"""Units stand below the right parent, change by versions, keep their order, and close when empty."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from bihuan.domain.accounts import queries
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.organizations import closing
from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import (
    change_unit,
    close_unit,
    create_unit,
    move_unit,
    reopen_unit,
)
from bihuan.domain.organizations.unit_failures import (
    AtTheEnd,
    BeforeFounding,
    ClosedBefore,
    ClosedInFuture,
    FoundedInFuture,
    KindNotBelow,
    NameTaken,
    NoLeadingBody,
    NotClosed,
    ParentClosed,
    RootStays,
    StillInUse,
    UnfitName,
)
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted, Stale
from tests.cast import user_with

TODAY = timezone.localdate


def below(parent: Unit, name: str, kind: str = UnitKind.DEPARTMENT, **more: object) -> Unit:
    return create_unit(parent=parent, actor=SYSTEM, kind=kind, name=name, **more)


def order(parent: Unit) -> list[str]:
    return [each.name for each in parent.children.order_by("position", "pk")]


def close(unit: Unit, actor=SYSTEM, day: datetime.date | None = None) -> Unit:
    return close_unit(unit=unit, actor=actor, seen=unit.version, closed_on=day or TODAY())


def test_a_unit_is_found_by_its_name_and_comes_last(bureau, sysadmin):
    made = create_unit(parent=bureau.unit, actor=sysadmin, kind=UnitKind.DEPARTMENT, name=" 河道　管护科 ")

    assert (made.name, made.pinyin, made.initials) == ("河道管护科", "he dao guan hu ke", "hdghk")
    assert (made.path.startswith(bureau.unit.path), made.tenant_path) == (True, bureau.unit.path)
    assert order(bureau.unit) == ["办公室", "财务科", "河道管护科"]


@pytest.mark.parametrize(
    ("above", "kind", "may"),
    [
        ("organ", "organ", True),
        ("organ", "subordinate", True),
        ("organ", "department", True),
        ("organ", "branch", True),
        ("organ", "branch_group", False),
        ("department", "department", True),
        ("department", "subordinate", False),
        ("department", "organ", False),
        ("branch", "branch_group", True),
        ("branch", "branch", False),
        ("subordinate", "department", True),
        ("subordinate", "organ", False),
    ],
)
def test_which_kind_stands_below_which(bureau, above, kind, may):
    parent = bureau.unit if above == "organ" else below(bureau.unit, "上一级", above)

    if may:
        assert below(parent, "下一级", kind).parent == parent
    else:
        with pytest.raises(KindNotBelow, match="下面不能设"):
            below(parent, "下一级", kind)


@pytest.mark.parametrize(("kind", "may"), [("organ", True), ("subordinate", True), ("department", False)])
def test_who_has_a_leading_body_of_the_party(bureau, kind, may):
    if may:
        made = below(bureau.unit, "管护中心", kind, leading_body=LeadingBody.PARTY_GROUP)
        assert made.get_leading_body_display() == "党组"
    else:
        with pytest.raises(NoLeadingBody, match="内设机构不设党组或党委"):
            below(bureau.unit, "管护科", kind, leading_body=LeadingBody.PARTY_GROUP)


@pytest.mark.parametrize("name", ["办公\u202e室", "办\u200b公室", "办\x07公室", "  "])
def test_a_name_with_something_hidden_is_refused(bureau, name):
    with pytest.raises(UnfitName, match=r"看不见|没有文字"):
        below(bureau.unit, name)
    with pytest.raises(UnfitName, match=r"看不见|没有文字"):
        change_unit(unit=bureau.office, actor=SYSTEM, seen=bureau.office.version, name=name)

    bureau.office.refresh_from_db()
    assert (bureau.office.name, order(bureau.unit)) == ("办公室", ["办公室", "财务科"])


def test_siblings_never_share_a_name(bureau):
    with pytest.raises(NameTaken, match="“水务局”下面已经有“办公室”了"):
        below(bureau.unit, "办公室")
    with pytest.raises(NameTaken):
        change_unit(unit=bureau.finance, actor=SYSTEM, seen=1, name="办 公 室")


def test_a_name_may_stand_elsewhere_or_again_after_closing(bureau):
    assert below(bureau.office, "财务科").name == "财务科"

    close(bureau.finance)

    assert below(bureau.unit, "财务科").name == "财务科"


def test_a_change_is_compared_with_what_was_seen(bureau, sysadmin):
    changed = change_unit(
        unit=bureau.unit,
        actor=sysadmin,
        seen=bureau.unit.version,
        name="青禾县水利局",
        short_name="水利局",
        leading_body=LeadingBody.PARTY_COMMITTEE,
    )

    assert (changed.name, str(changed), changed.initials) == ("青禾县水利局", "水利局", "qhxslj")
    with pytest.raises(Stale):
        change_unit(unit=bureau.unit, actor=sysadmin, seen=bureau.unit.version, name="青禾县水务局")


def test_units_change_places(bureau):
    third = below(bureau.unit, "监察科")

    moved = move_unit(unit=third, actor=SYSTEM, seen=third.version, up=True)
    assert order(bureau.unit) == ["办公室", "监察科", "财务科"]
    moved = move_unit(unit=moved, actor=SYSTEM, seen=moved.version, up=True)
    assert order(bureau.unit) == ["监察科", "办公室", "财务科"]
    move_unit(unit=moved, actor=SYSTEM, seen=moved.version, up=False)

    assert order(bureau.unit) == ["办公室", "监察科", "财务科"]


def test_equal_numbers_are_told_apart_by_the_first_move(bureau):
    for name in ("甲科", "乙科", "丙科"):
        below(bureau.unit, name, position=5)
    last = Unit.objects.get(name="丙科")

    move_unit(unit=last, actor=SYSTEM, seen=last.version, up=True)

    assert order(bureau.unit) == ["办公室", "财务科", "甲科", "丙科", "乙科"]
    assert [each.position for each in bureau.unit.children.order_by("position")] == [1, 2, 3, 4, 5]


def test_closed_siblings_are_passed_over(bureau):
    third = below(bureau.unit, "监察科")
    close(bureau.finance)

    move_unit(unit=third, actor=SYSTEM, seen=third.version, up=True)

    standing = Unit.objects.standing().filter(parent=bureau.unit).order_by("position", "pk")
    assert [each.name for each in standing] == ["监察科", "办公室"]


@pytest.mark.parametrize(("name", "up", "end"), [("office", True, "前"), ("finance", False, "后")])
def test_at_the_end_there_is_nowhere_to_go(bureau, name, up, end):
    unit = getattr(bureau, name)

    with pytest.raises(AtTheEnd, match=f"已经排在最{end}"):
        move_unit(unit=unit, actor=SYSTEM, seen=unit.version, up=up)


def test_the_place_among_siblings_is_a_matter_of_the_unit_above(bureau):
    """Whoever administers only one unit must not push its siblings about."""
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="810", name="管小科")
    centre = below(bureau.unit, "管护中心", UnitKind.SUBORDINATE)
    user = user_with(person, None, "local")
    from_below = _sysadmin_of(centre, user)

    with pytest.raises(NotPermitted):
        move_unit(unit=centre, actor=from_below, seen=centre.version, up=True)


def _sysadmin_of(unit, user):
    grant_role(unit=unit, user=user, actor=SYSTEM, role="sysadmin")
    return queries.actor_of(user)


def test_an_empty_unit_closes_and_opens_again(bureau, sysadmin):
    closed = close(bureau.finance, sysadmin)
    assert closed.closed_on == TODAY()

    reopened = reopen_unit(unit=closed, actor=sysadmin, seen=closed.version)

    assert (reopened.closed_on, reopened.version) == (None, 3)


def test_what_is_closed_or_open_already_is_said(bureau):
    closed = close(bureau.finance)

    with pytest.raises(ClosedBefore, match=r"已于.*停用"):
        close(closed)
    with pytest.raises(NotClosed, match="没有停用"):
        reopen_unit(unit=bureau.office, actor=SYSTEM, seen=bureau.office.version)


def test_nothing_closes_tomorrow(bureau):
    with pytest.raises(ClosedInFuture):
        close(bureau.finance, day=TODAY() + datetime.timedelta(days=1))


def test_the_root_stays(bureau):
    with pytest.raises(RootStays, match="“水务局”是最上级的单位"):
        close(bureau.unit)


def test_each_obstacle_is_said(bureau):
    centre = below(bureau.unit, "管护中心", UnitKind.SUBORDINATE)
    below(centre, "管护一科")
    create_person(unit=centre, actor=SYSTEM, staff_number="820", name="余一", post="主任", team_order=1)

    with pytest.raises(StillInUse) as refused:
        close(centre)

    assert [(each.code, each.count) for each in refused.value.obstacles] == [
        ("below", 1),
        ("people", 1),
        ("seats", 1),
    ]
    assert str(refused.value) == (
        "“管护中心”现在不能停用：还有1个下级单位没有停用；还有1人在这里任职或编在这里；"
        "领导班子还有1个席位没有结束。请先逐项处理。"
    )


def test_whoever_works_in_a_section_keeps_it_open(bureau):
    assert [each.code for each in closing.obstacles_of(bureau.office)] == ["people"]
    assert closing.obstacles_of(bureau.finance) == []


def test_members_keep_a_branch_open(bureau):
    branch = below(bureau.unit, "第一支部", UnitKind.BRANCH)
    create_person(unit=bureau.unit, actor=SYSTEM, staff_number="830", name="余二", branch=branch)

    assert [(each.code, each.count) for each in closing.obstacles_of(branch)] == [("people", 1)]


def test_a_closed_unit_below_is_no_obstacle(bureau):
    inner = below(bureau.finance, "出纳组")
    close(inner)

    assert closing.obstacles_of(bureau.finance) == []


def test_nothing_is_made_or_changed_in_a_closed_unit(bureau, sysadmin):
    closed = close(bureau.finance)

    with pytest.raises(NotPermitted):
        create_unit(parent=closed, actor=sysadmin, kind=UnitKind.DEPARTMENT, name="出纳组")
    with pytest.raises(NotPermitted):
        change_unit(unit=closed, actor=sysadmin, seen=closed.version, name="财务处")
    with pytest.raises(NotPermitted):
        move_unit(unit=closed, actor=sysadmin, seen=closed.version, up=True)


def test_a_unit_opens_only_below_an_open_one(bureau):
    inner = close(below(bureau.finance, "出纳组"))
    close(bureau.finance)

    with pytest.raises(ParentClosed, match="上级“财务科”还停用着"):
        reopen_unit(unit=inner, actor=SYSTEM, seen=inner.version)


def test_a_unit_whose_name_was_given_away_does_not_open(bureau):
    closed = close(bureau.finance)
    below(bureau.unit, "财务科")

    with pytest.raises(NameTaken):
        reopen_unit(unit=closed, actor=SYSTEM, seen=closed.version)


@pytest.mark.parametrize("who", ["clerk", "leader", "secadmin", "auditor", "stranger"])
def test_only_the_sysadmin_changes_units(request, bureau, who):
    actor = request.getfixturevalue(who)
    office = bureau.office

    for attempt in (
        lambda: create_unit(parent=bureau.unit, actor=actor, kind=UnitKind.DEPARTMENT, name="新科"),
        lambda: change_unit(unit=office, actor=actor, seen=office.version, name="新名"),
        lambda: move_unit(unit=office, actor=actor, seen=office.version, up=False),
        lambda: close(office, actor),
        lambda: reopen_unit(unit=office, actor=actor, seen=office.version),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_no_root_is_made_by_anybody_who_signs_in(sysadmin):
    with pytest.raises(NotPermitted):
        create_unit(parent=None, actor=sysadmin, kind=UnitKind.ORGAN, name="另一个局")


def test_a_unit_keeps_the_day_of_its_founding_and_loses_a_wrong_one(bureau, sysadmin):
    made = below(bureau.unit, "河道管护科", founded_on=TODAY())
    earlier = TODAY() - datetime.timedelta(days=40)
    told = {"unit": made, "actor": sysadmin, "name": made.name}

    changed = change_unit(**told, seen=made.version, founded_on=earlier)
    emptied = change_unit(**told, seen=changed.version)

    assert (made.founded_on, changed.founded_on, emptied.founded_on) == (TODAY(), earlier, None)


@pytest.mark.parametrize(("days", "may"), [(0, True), (-400, True), (1, False)])
def test_a_day_of_founding_has_come(bureau, days, may):
    day = TODAY() + datetime.timedelta(days=days)

    if may:
        assert below(bureau.unit, "河道管护科", founded_on=day).founded_on == day
    else:
        with pytest.raises(FoundedInFuture, match="设立日期不能晚于今天"):
            below(bureau.unit, "河道管护科", founded_on=day)
        with pytest.raises(FoundedInFuture):
            change_unit(unit=bureau.office, actor=SYSTEM, seen=1, name="办公室", founded_on=day)


@pytest.mark.parametrize(("days", "may"), [(0, True), (5, True), (-1, False)])
def test_a_unit_is_not_closed_before_it_was_founded(bureau, days, may):
    founded = TODAY() - datetime.timedelta(days=30)
    made = below(bureau.unit, "河道管护科", founded_on=founded)
    day = founded + datetime.timedelta(days=days)

    if may:
        assert close(made, day=day).closed_on == day
    else:
        with pytest.raises(BeforeFounding, match=f"“河道管护科”{founded:%Y-%m-%d}才设立"):
            close(made, day=day)


def test_the_database_keeps_founding_before_closing(bureau):
    made = below(bureau.unit, "河道管护科", founded_on=TODAY())

    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Unit).filter(pk=made.pk).update(closed_on=TODAY() - datetime.timedelta(days=1))


def test_units_that_stood_on_a_day_of_a_time(bureau):
    since, until = TODAY() - datetime.timedelta(days=20), TODAY() - datetime.timedelta(days=10)
    days = {"unknown": None, "before": since, "last day": until - datetime.timedelta(days=1), "after": until}
    made = {name: below(bureau.unit, name, founded_on=day) for name, day in days.items()}
    gone = close(below(bureau.unit, "gone"), day=since)
    left = close(below(bureau.unit, "left"), day=since + datetime.timedelta(days=1))
    units = [*made.values(), gone, left]

    found = Unit.objects.existing(since, until).filter(pk__in=[unit.pk for unit in units])

    assert {unit.name for unit in found} == {"unknown", "before", "last day", "left"}
    assert {unit.name for unit in units if unit.stood_in(since, until)} == {unit.name for unit in found}
