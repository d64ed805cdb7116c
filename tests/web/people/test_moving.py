"""A person is moved, leaves and returns, and sees at once what goes with the place."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.rectification.operations.items import plan_item
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with
from tests.ledgers import add_promise, open_cycle
from tests.web.people.helping import fresh, said, send

TODAY = timezone.localdate().isoformat()


def test_a_person_is_moved(bureau, clerk_client, station):
    fields = {"unit": station.key, "title": "站长", "on": TODAY}

    response = send(clerk_client, "person-transfer", bureau.officer, **fields)

    assert response.status_code == 302
    assert fresh(bureau.officer).unit == station


@pytest.mark.parametrize("on", ["2999-01-01", "soon", ""])
def test_a_day_that_is_none_or_has_not_come_is_refused(bureau, clerk_client, station, on):
    fields = {"unit": station.key, "title": "站长", "on": on}

    response = send(clerk_client, "person-transfer", bureau.officer, **fields)

    assert response.status_code == 422
    assert fresh(bureau.officer).unit == bureau.unit


def test_nobody_is_moved_out_of_reach(bureau, client, station, garden):
    keeper = user_with(
        create_person(unit=station, actor=SYSTEM, staff_number="100", name="站长"), "clerk", "station-clerk"
    )
    person = create_person(unit=station, actor=SYSTEM, staff_number="101", name="站员")
    client.force_login(keeper)

    page = client.get(reverse("person-transfer", args=[person.key])).content.decode()
    response = send(client, "person-transfer", person, unit=garden.key, title="园丁", on=TODAY)

    assert str(garden.key) not in page
    assert (response.status_code, fresh(person).unit) == (422, station)


def test_somebody_leaves_and_returns(bureau, clerk_client):
    left = send(clerk_client, "person-leave", bureau.deputy, on="2026-01-15")
    assert (left.status_code, fresh(bureau.deputy).left_on) == (302, datetime.date(2026, 1, 15))

    fields = {"unit": bureau.finance.key, "title": "科长", "on": "2026-06-01"}
    back = send(clerk_client, "person-return", bureau.deputy, **fields)

    assert (back.status_code, fresh(bureau.deputy).left_on) == (302, None)


def test_whoever_answers_for_something_hands_it_on_first(bureau, clerk_client):
    item = add_promise(open_cycle(bureau.unit), 1)
    plan_item(item=item, actor=SYSTEM, seen=item.version, responsible_leader=bureau.deputy, end_state="办结")
    address = reverse("person-leave", args=[bureau.deputy.key])

    page = clerk_client.get(address).content.decode()
    response = send(clerk_client, "person-leave", bureau.deputy, on=TODAY)

    assert "还负责1个没有办结的整改事项。" in page
    assert 'name="on"' not in page
    assert said(response) == ["韩若溪现在不能登记离开：还负责1个没有办结的整改事项。请先逐项交接。"]


def test_whoever_leaves_is_out_at_once(bureau, clerk_client, client, leader_user):
    leaving = client.__class__()
    leaving.force_login(leader_user)
    assert leaving.get("/").status_code == 200

    send(clerk_client, "person-leave", bureau.deputy, on=TODAY)

    assert leaving.get("/").status_code == 302


def test_whoever_is_moved_while_signed_in_sees_the_new_scope_on_the_next_request(
    bureau, sysadmin_client, client, station, garden
):
    """What was held at the old place is gone with the next click; the desk says what to do."""
    mover = create_person(unit=station, actor=SYSTEM, staff_number="100", name="移动")
    stays = create_person(unit=station, actor=SYSTEM, staff_number="101", name="留下")
    user = user_with(mover, "clerk", "mover")
    moving = client.__class__()
    moving.force_login(user)
    assert moving.get(reverse("person-detail", args=[stays.key])).status_code == 200

    send(sysadmin_client, "person-transfer", mover, unit=garden.key, title="园丁", on=TODAY)

    assert moving.get(reverse("person-detail", args=[stays.key])).status_code == 404
    assert moving.get(reverse("person-list")).status_code == 404
    page = moving.get("/")
    assert (page.status_code, "灌溉试验站" in page.content.decode()) == (200, True)
    assert actor_of(user).roles_by_unit_path == {}
