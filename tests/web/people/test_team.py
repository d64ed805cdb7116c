"""The team of a unit: in order, with its principal, put into another order by buttons."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from bihuan.domain.organizations.enums import SeatKind
from bihuan.domain.organizations.models import TeamSeat
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.teams import take_seat
from bihuan.domain.trail.actor import SYSTEM


def address(unit):
    return reverse("team-detail", args=[unit.key])


def names(client, unit):
    page = client.get(address(unit)).content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def seats(unit):
    return list(TeamSeat.objects.open().filter(unit=unit).order_by("position", "pk"))


def order(client, unit, shown, **button):
    fields = {"seat": [str(seat.key) for seat in shown], "request_key": str(button)}
    return client.post(reverse("team-order", args=[unit.key]), fields | button)


def test_the_team_stands_in_its_order(bureau, leader_client):
    assert names(leader_client, bureau.unit) == ["沈知远", "韩若溪"]


def test_a_team_without_a_principal_says_so(bureau, leader_client):
    page = leader_client.get(address(bureau.unit)).content.decode()
    assert "还没有写明主要负责人。" in page

    take_seat(person=bureau.officer, unit=bureau.unit, actor=SYSTEM, kind=SeatKind.PRINCIPAL)

    page = leader_client.get(address(bureau.unit)).content.decode()
    assert "还没有写明主要负责人。" not in page


def test_an_observer_is_marked(bureau, leader_client):
    take_seat(person=bureau.officer, unit=bureau.unit, actor=SYSTEM, kind=SeatKind.OBSERVER)

    assert "<td>列席（非党员副职）</td>" in leader_client.get(address(bureau.unit)).content.decode()


@pytest.mark.parametrize(
    ("button", "place", "expected"),
    [
        ("up", 1, ["韩若溪", "沈知远"]),
        ("down", 0, ["韩若溪", "沈知远"]),
        ("up", 0, ["沈知远", "韩若溪"]),
        ("down", 1, ["沈知远", "韩若溪"]),
    ],
)
def test_buttons_move_one_seat_by_one_place(bureau, clerk_client, button, place, expected):
    shown = seats(bureau.unit)

    order(clerk_client, bureau.unit, shown, **{button: str(shown[place].key)})

    assert names(clerk_client, bureau.unit) == expected


def test_the_button_that_was_pressed_has_the_focus_again(bureau, clerk_client):
    take_seat(person=bureau.officer, unit=bureau.unit, actor=SYSTEM)
    shown = seats(bureau.unit)

    response = order(clerk_client, bureau.unit, shown, up=str(shown[2].key))
    page = clerk_client.get(response["Location"]).content.decode()

    assert re.findall(r'aria-label="([^"]+)" autofocus', page) == ["把乔一帆上移"]


def test_an_order_for_another_team_is_refused_in_words(bureau, clerk_client):
    shown = seats(bureau.unit)
    order(clerk_client, bureau.unit, shown, up=str(shown[1].key))

    response = order(clerk_client, bureau.unit, shown, down=str(shown[0].key))
    page = clerk_client.get(response["Location"]).content.decode()

    assert "“水务局”的班子名单在您打开之后有了变动，次序没有改。请看清现在的名单再排。" in page
    assert names(clerk_client, bureau.unit) == ["韩若溪", "沈知远"]


def test_only_who_keeps_the_register_is_offered_buttons(bureau, leader_client):
    page = leader_client.get(address(bureau.unit)).content.decode()

    assert ("上移" in page, "请人进班子" in page) == (False, False)
    assert order(leader_client, bureau.unit, seats(bureau.unit)).status_code == 403


def test_whoever_is_picked_is_given_a_seat_on_the_next_page(bureau, clerk_client):
    response = clerk_client.get(address(bureau.unit), {"who": bureau.officer.key})

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("seat-take", args=[bureau.officer.key]))
    fields = {"unit": bureau.unit.key, "kind": "member", "portfolio": "分管办公室", "seen": 1}
    clerk_client.post(response["Location"], fields | {"seen": bureau.officer.version})
    assert names(clerk_client, bureau.unit) == ["沈知远", "韩若溪", "乔一帆"]


def test_a_second_principal_is_refused_in_words(bureau, clerk_client):
    take_seat(person=bureau.officer, unit=bureau.unit, actor=SYSTEM, kind=SeatKind.PRINCIPAL)
    seat = bureau.deputy.seats.get()

    response = clerk_client.post(
        reverse("seat-change", args=[seat.key]),
        {"kind": "principal", "portfolio": "", "since": "", "seen": bureau.deputy.version},
    )

    assert response.status_code == 422
    assert "这段时间的主要负责人是乔一帆" in response.content.decode()


def test_a_section_has_no_team(bureau, clerk_client):
    assert "这里不设领导班子" in clerk_client.get(address(bureau.office)).content.decode()


def test_somebody_of_a_station_may_sit_in_the_bureaus_team(bureau, clerk_client, station):
    chief = create_person(unit=station, actor=SYSTEM, staff_number="100", name="站长")

    page = clerk_client.get(reverse("seat-take", args=[chief.key])).content.decode()

    offered = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*</option>', page.partition('name="kind"')[0])
    assert offered == [str(bureau.unit.key), str(station.key)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_team_costs_the_same_queries_however_large(
    bureau, leader_client, django_assert_num_queries, count
):
    for number in range(count):
        person = create_person(
            unit=bureau.unit, actor=SYSTEM, staff_number=f"9{number}", name="某某", post="局领导"
        )
        take_seat(person=person, unit=bureau.unit, actor=SYSTEM)
    leader_client.get(address(bureau.unit))

    with django_assert_num_queries(6):
        leader_client.get(address(bureau.unit))
