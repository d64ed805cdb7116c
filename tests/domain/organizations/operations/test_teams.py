"""Seats in the leadership team: who leads, who sits in, in which order."""

from __future__ import annotations

import pytest

from bihuan.domain.organizations import person_failures as failures
from bihuan.domain.organizations import queries
from bihuan.domain.organizations.enums import SeatKind
from bihuan.domain.organizations.models import TeamSeat
from bihuan.domain.organizations.operations import people, taking_back, teams
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.failures import NotPermitted

from ..register import day, somebody


def sit(person, unit, kind=SeatKind.MEMBER, since="2025-01-01", **more):
    return teams.take_seat(
        person=person, unit=unit, actor=SYSTEM, kind=kind, since=since and day(since), **more
    )


def change(seat, **fields):
    values = {"kind": seat.kind, "portfolio": seat.portfolio, "since": seat.since, "until": seat.until}
    return teams.change_seat(person=seat.person, seat=seat, actor=SYSTEM, **(values | fields))


def leave(seat, on="2026-01-01"):
    return teams.leave_seat(person=seat.person, seat=seat, actor=SYSTEM, on=day(on))


def names(unit):
    return [person.name for person in queries.team_of(unit)]


def test_a_new_member_sits_last(bureau):
    sit(bureau.officer, bureau.unit, portfolio="分管办公室")

    assert names(bureau.unit) == ["沈知远", "韩若溪", "乔一帆"]
    assert bureau.officer.seats.get().portfolio == "分管办公室"


def test_a_new_principal_sits_first(bureau):
    sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL)

    assert names(bureau.unit) == ["乔一帆", "沈知远", "韩若溪"]


def test_a_second_principal_is_refused_with_the_first_one(bureau):
    sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL)

    with pytest.raises(failures.PrincipalTaken) as refusal:
        change(bureau.deputy.seats.get(), kind=SeatKind.PRINCIPAL)
    assert str(refusal.value) == (
        "“水务局”这段时间的主要负责人是乔一帆（2025-01-01起至今）。请先结束那一席，或把那一席改为成员。"
    )


def test_two_principals_one_after_the_other(bureau):
    first = sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL)
    leave(first, on="2026-01-01")

    change(bureau.deputy.seats.get(), kind=SeatKind.PRINCIPAL, since=day("2026-01-01"))

    held = (
        TeamSeat.objects.filter(kind=SeatKind.PRINCIPAL).order_by("pk").values_list("person__name", "until")
    )
    assert sorted(held) == [("乔一帆", day("2026-01-01")), ("韩若溪", None)]


def test_two_principals_never_overlap_in_the_past_either(bureau):
    leave(sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL), on="2026-01-01")

    with pytest.raises(failures.PrincipalTaken):
        change(bureau.deputy.seats.get(), kind=SeatKind.PRINCIPAL, since=day("2025-12-01"))


def test_each_unit_has_its_own_principal(bureau, station):
    sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL)
    chief = somebody(station, "100")

    sit(chief, station, kind=SeatKind.PRINCIPAL)

    assert TeamSeat.objects.open().filter(kind=SeatKind.PRINCIPAL).count() == 2


def test_one_seat_a_person(bureau):
    with pytest.raises(failures.SeatHeld):
        sit(bureau.deputy, bureau.unit)


def test_the_team_is_of_people_of_the_unit(bureau, station):
    outsider = somebody(station, "100")

    assert sit(outsider, bureau.unit).position == 3
    with pytest.raises(failures.NotOfTheUnit):
        sit(bureau.officer, station)


def test_a_branch_has_no_team(bureau, first_branch):
    with pytest.raises(failures.OperationFailed):
        sit(bureau.officer, first_branch)


def test_whoever_left_the_team_is_not_in_it(bureau):
    leave(sit(bureau.officer, bureau.unit))

    assert names(bureau.unit) == ["沈知远", "韩若溪"]


def test_leaving_the_team_can_be_taken_back(bureau):
    seat = leave(sit(bureau.officer, bureau.unit))

    teams.reopen_seat(person=bureau.officer, seat=seat, actor=SYSTEM)

    assert names(bureau.unit) == ["沈知远", "韩若溪", "乔一帆"]


def test_leaving_stays_when_there_is_another_principal(bureau):
    seat = leave(sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL))
    change(bureau.deputy.seats.get(), kind=SeatKind.PRINCIPAL, since=day("2026-01-01"))

    with pytest.raises(failures.PrincipalTaken):
        teams.reopen_seat(person=bureau.officer, seat=seat, actor=SYSTEM)


def test_a_seat_taken_back_leaves_room(bureau):
    seat = sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL)

    taking_back.take_back_seat(person=bureau.officer, seat=seat, actor=SYSTEM)
    change(bureau.deputy.seats.get(), kind=SeatKind.PRINCIPAL)

    assert names(bureau.unit) == ["沈知远", "韩若溪"]


def seats(unit):
    return list(TeamSeat.objects.open().filter(unit=unit).order_by("position", "pk"))


def test_the_team_is_put_into_another_order(bureau, clerk):
    head, deputy = seats(bureau.unit)

    teams.reorder_team(unit=bureau.unit, actor=clerk, seats=[deputy, head], shown=[head, deputy])

    assert names(bureau.unit) == ["韩若溪", "沈知远"]


@pytest.mark.parametrize("what", ["order", "members"])
def test_an_order_made_for_another_team_is_refused(bureau, clerk, what):
    head, deputy = seats(bureau.unit)
    if what == "order":
        teams.reorder_team(unit=bureau.unit, actor=clerk, seats=[deputy, head], shown=[head, deputy])
    else:
        sit(bureau.officer, bureau.unit)

    with pytest.raises(failures.TeamChanged):
        teams.reorder_team(unit=bureau.unit, actor=clerk, seats=[deputy, head], shown=[head, deputy])


def test_nobody_is_ordered_out_of_the_team_or_twice(bureau, clerk):
    head, deputy = seats(bureau.unit)

    for wrong in ([head], [head, head]):
        with pytest.raises(failures.TeamChanged):
            teams.reorder_team(unit=bureau.unit, actor=clerk, seats=wrong, shown=[head, deputy])


def test_only_who_keeps_the_register_orders_the_team(bureau, leader):
    head, deputy = seats(bureau.unit)

    with pytest.raises(NotPermitted):
        teams.reorder_team(unit=bureau.unit, actor=leader, seats=[deputy, head], shown=[head, deputy])


def test_whoever_left_the_unit_leaves_the_team(bureau):
    people.leave(person=bureau.head, actor=SYSTEM, on=day("2026-01-01"))

    assert names(bureau.unit) == ["韩若溪"]


def test_two_principals_in_the_same_moment_are_explained(bureau, monkeypatch):
    """The check looked before somebody else wrote: the database refuses, the user reads a sentence."""
    sit(bureau.officer, bureau.unit, kind=SeatKind.PRINCIPAL)
    seat = bureau.deputy.seats.get()
    asked = []

    def late(row):
        asked.append(row.person.name)
        if len(asked) > 1:
            require(row)

    require = teams.require_free
    monkeypatch.setattr(teams, "require_free", late)

    with pytest.raises(failures.PrincipalTaken):
        change(seat, kind=SeatKind.PRINCIPAL)
    assert asked == ["韩若溪"] * 2
