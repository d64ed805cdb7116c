"""The list of people: found, narrowed, sorted, by pages, taken out."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.core.document.spreadsheet import read_workbook
from bihuan.domain.organizations import register
from bihuan.domain.organizations.operations.branches import join_branch
from bihuan.domain.organizations.operations.people import create_person, leave
from bihuan.domain.organizations.operations.posts import start_post
from bihuan.domain.trail import door
from bihuan.domain.trail.actor import SYSTEM
from bihuan.domain.trail.journal import value_of
from bihuan.domain.trail.models import Change, Entry
from bihuan.web.people import listing

LIST = "/people/"


def named(client, **query):
    page = client.get(LIST, query).content.decode()
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def somebody(unit, number, name, **more):
    return create_person(unit=unit, actor=SYSTEM, staff_number=number, name=name, **more)


def test_the_list_shows_where_people_are_and_what_they_do(bureau, clerk_client, branch):
    join_branch(person=bureau.officer, branch=branch, actor=SYSTEM)

    page = clerk_client.get(LIST, {"q": "乔"}).content.decode()
    row = re.search(r"<tbody>(.*?)</tbody>", page, re.S)[1]
    cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]

    assert cells == ["乔一帆", "003", "水务局 办公室", "办公室主任", "第一党支部"]


def test_a_post_in_another_unit_says_where(bureau, clerk_client, station):
    start_post(person=bureau.officer, unit=station, actor=SYSTEM, title="顾问", is_main=False)

    assert "办公室主任；水文站顾问" in clerk_client.get(LIST).content.decode()


def test_members_of_the_team_are_marked(bureau, clerk_client):
    page = clerk_client.get(LIST).content.decode()

    assert page.count('title="水务局领导班子">班子</span>') == 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["韩若溪", "乔一帆", "沈知远"]),
        ({"sort": "-name"}, ["沈知远", "乔一帆", "韩若溪"]),
        ({"sort": "number"}, ["沈知远", "韩若溪", "乔一帆"]),
        ({"sort": "nonsense"}, ["韩若溪", "乔一帆", "沈知远"]),
        ({"q": "hrx"}, ["韩若溪"]),
        ({"q": " 若溪 "}, ["韩若溪"]),
        ({"unit": "nonsense"}, ["韩若溪", "乔一帆", "沈知远"]),
        ({"gone": "1"}, []),
        ({"after": "nonsense"}, ["韩若溪", "乔一帆", "沈知远"]),
    ],
)
def test_people_are_found_and_sorted(bureau, clerk_client, query, expected):
    assert named(clerk_client, **query) == expected


def test_a_unit_narrows_the_list_and_stays_while_searching(bureau, clerk_client, station):
    somebody(station, "100", "站长")

    assert named(clerk_client, unit=station.key) == ["站长"]
    page = clerk_client.get(LIST, {"unit": station.key}).content.decode()
    assert f'name="unit" value="{station.key}"' in page
    assert "水文站的人员" in page


def test_pages_lead_on_and_back(bureau, clerk_client, monkeypatch):
    monkeypatch.setattr(register, "PAGE_SIZE", 2)
    first = clerk_client.get(LIST).content.decode()
    onward = re.search(r'href="(\?[^"]*after=[^"]+)" rel="next"', first)[1]

    second = clerk_client.get(LIST + onward).content.decode()
    back = re.search(r'href="(\?[^"]*before=[^"]+)" rel="prev"', second)[1]
    third = clerk_client.get(LIST + back).content.decode()

    shown = [
        re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page) for page in (first, second, third)
    ]
    assert shown == [["韩若溪", "乔一帆"], ["沈知远"], ["韩若溪", "乔一帆"]]
    assert "共3人，本页2人" in first


def test_a_long_list_only_says_that_there_are_more(bureau, clerk_client, monkeypatch):
    monkeypatch.setattr(register, "PAGE_SIZE", 1)
    monkeypatch.setattr(register, "COUNTED", 2)

    assert "超过2人，本页1人" in clerk_client.get(LIST).content.decode()


def test_whoever_left_is_listed_apart_with_the_day(bureau, clerk_client):
    leave(person=bureau.deputy, actor=SYSTEM, on=datetime.date(2026, 1, 15))

    assert named(clerk_client) == ["乔一帆", "沈知远"]
    assert named(clerk_client, gone="1") == ["韩若溪"]
    assert "2026-01-15" in clerk_client.get(LIST, {"gone": "1"}).content.decode()


def test_whoever_was_erased_is_in_neither_list(bureau, clerk_client):
    with door.recorded("tests.person.mark", actor=SYSTEM, subject=bureau.deputy):
        bureau.deputy.erased_at = timezone.now()
        bureau.deputy.save()

    assert "韩若溪" not in named(clerk_client) + named(clerk_client, gone="1")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "zzz"}, "没有找到这样的人"),
        ({"gone": "1"}, "还没有人离开"),
    ],
)
def test_an_empty_list_says_what_to_do(bureau, clerk_client, query, expected):
    assert expected in clerk_client.get(LIST, query).content.decode()


@pytest.mark.parametrize(("who", "offered"), [("clerk_client", True), ("leader_client", False)])
def test_only_who_keeps_the_register_is_offered_to_enter_people(bureau, request, who, offered):
    page = request.getfixturevalue(who).get(LIST).content.decode()

    assert (reverse("person-new") in page) == offered


def test_strangers_see_their_own_people_only(bureau, stranger_client):
    assert named(stranger_client) == ["郁青"]
    assert named(stranger_client, unit=bureau.unit.key) == ["郁青"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries_however_long(
    bureau, clerk_client, django_assert_num_queries, branch, count
):
    for number in range(count):
        somebody(bureau.unit, f"9{number}", "某某", post="科员", branch=branch, department=bureau.finance)
    clerk_client.get(LIST)

    with django_assert_num_queries(11):
        clerk_client.get(LIST)


def lines(response):
    sheet = read_workbook("名单.xlsx", response.content).sheets[0]
    return [
        [str(sheet.at(row, column) or "") for column in range(1, 8)] for row in range(4, sheet.last_row + 1)
    ]


def test_the_filtered_list_is_taken_out(bureau, clerk_client):
    response = clerk_client.post(reverse("person-export") + "?q=乔")

    assert lines(response) == [["青禾县水务局", "办公室", "003", "乔一帆", "办公室主任", "", ""]]


def test_the_trail_notes_that_a_list_left(bureau, clerk_client):
    clerk_client.post(reverse("person-export"))

    entry = Entry.objects.order_by("pk").last()
    change = Change.objects.get(entry=entry)
    assert (entry.action, change.field) == ("organizations.people.export", "people_export")
    assert value_of(change.after)["rows"] == 3


def test_no_more_than_many_leave_at_once(bureau, clerk_client, monkeypatch):
    monkeypatch.setattr(listing, "MOST", 2)

    found = lines(clerk_client.post(reverse("person-export")))

    assert [line[3] for line in found] == ["韩若溪", "乔一帆"]


def test_taking_out_is_no_page(bureau, clerk_client):
    assert clerk_client.get(reverse("person-export")).status_code == 405
