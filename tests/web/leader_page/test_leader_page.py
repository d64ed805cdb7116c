"""A leader's page: found from the own desk and from the person's page, for two readers, number by number."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from bihuan.domain.cycles import opening
from bihuan.domain.ledgers.models import Attendance
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from tests.records import theme_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(bureau, branch):
    join_branch(person=bureau.deputy, branch=branch, actor=SYSTEM, since=datetime.date(2025, 1, 1))
    return bureau.deputy


def attended(branch, person, month: int):
    record = theme_day(branch, f"{month}月主题党日", datetime.date(2026, month, 6))
    with door.recorded("tests.attendance.make", actor=SYSTEM, subject=record):
        Attendance(unit=branch, activity=record, person=person, state="present").save()
    return record


def promised(unit, leader, year: int, **more) -> Item:
    with door.recorded("tests.cycle.open", actor=SYSTEM, subject=unit):
        cycle = opening.opened(unit, year)
    measure = wording.add_measure(cycle=cycle, actor=SYSTEM, title=f"{year}年的措施", text="每季度调研。")
    item = Item.objects.get(measure=measure)
    return items.plan_item(item=item, actor=SYSTEM, seen=item.version, responsible_leader=leader, **more)


def page(client, person, **query):
    return client.get(reverse("leader-page", args=[person.key]), {"year": "2026"} | query)


def test_the_leader_finds_the_way_from_the_own_desk(leader_client, bureau):
    address = reverse("leader-page", args=[bureau.deputy.key])

    assert f'href="{address}">我的履职情况' in leader_client.get(reverse("today")).content.decode()
    assert leader_client.get(address).status_code == 200


def test_the_clerk_finds_the_way_from_the_persons_page(clerk_client, bureau):
    address = reverse("leader-page", args=[bureau.deputy.key])

    assert address in clerk_client.get(reverse("person-detail", args=[bureau.deputy.key])).content.decode()
    assert "我的履职情况" not in clerk_client.get(reverse("today")).content.decode()


def test_nobody_else_finds_or_opens_it(leader_client, bureau):
    """One leader sees nothing of another, nor of somebody who is none."""
    assert page(leader_client, bureau.head).status_code == 404
    assert page(leader_client, bureau.officer).status_code == 404
    assert (
        "leaders/" not in leader_client.get(reverse("person-detail", args=[bureau.head.key])).content.decode()
    )


def test_strangers_do_not_open_it(stranger_client, bureau):
    assert page(stranger_client, bureau.deputy).status_code == 404


def test_each_number_links_to_its_rows(clerk_client, branch, member):
    records = [attended(branch, member, month) for month in (1, 2, 3)]

    response = page(clerk_client, member)

    section, lines = response.context["sections"][0]
    text = response.content.decode()
    assert (section.count, len(lines)) == (3, 3)
    assert 'href="#life"' in text
    assert 'id="life"' in text
    assert [text.count(reverse("record-detail", args=["activity", record.key])) for record in records] == [
        1
    ] * 3


def test_items_of_the_year_before_are_carried_out_in_this(clerk_client, bureau, member):
    own = promised(bureau.unit, member, 2025, leads=["办公室"])
    promised(bureau.unit, member, 2024)
    promised(bureau.unit, bureau.head, 2025)

    response = page(clerk_client, member)

    assert [(item.pk, part) for item, part in response.context["items"]] == [(own.pk, "责任领导")]
    assert "1项，已完成0项" in response.content.decode()


def test_the_year_is_chosen_in_the_address(clerk_client, branch, member):
    attended(branch, member, 3)

    counts = [page(clerk_client, member, year=year).context["sections"][0][0].count for year in (2026, 2027)]

    assert counts == [1, 0]


def test_it_never_names_another_leader(clerk_client, bureau, branch, member):
    attended(branch, bureau.head, 3)

    assert bureau.head.name not in page(clerk_client, member).content.decode()


@pytest.mark.parametrize("months", [1, 3])
def test_it_costs_the_same_queries_however_long(
    clerk_client, branch, member, months, django_assert_num_queries
):
    for month in range(1, months + 1):
        attended(branch, member, month)
    clerk_client.get(reverse("today"))

    with django_assert_num_queries(18):
        response = page(clerk_client, member)

    assert response.context["sections"][0][0].count == months
