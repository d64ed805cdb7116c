"""Picking a person or a unit: a short list, or what is typed; nobody is taken for another."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse

from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person, leave
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.organizations.queries import people_of
from bihuan.domain.trail.actor import SYSTEM
from bihuan.web.people import picking
from bihuan.web.people.picking import pick_field
from bihuan.web.people.picks import PersonPicks, UnitPicks
from tests.ledgers import add_promise, open_cycle


def somebody(unit, number, name="王芳", **more):
    return create_person(unit=unit, actor=SYSTEM, staff_number=number, name=name, **more)


@pytest.fixture
def many(monkeypatch):
    """More people than a list holds."""
    monkeypatch.setattr(picking, "LISTED", 0)


def field_of(bureau):
    people = people_of(bureau.unit)
    return pick_field(PersonPicks(people), people, find_url="/people/find/", what="人员", label="责任人")


def test_a_short_list_is_chosen_from_with_unit_and_number(bureau):
    labels = [label for _, label in field_of(bureau).choices]

    assert labels == [
        "（请选择）",
        "韩若溪（水务局，002）",
        "乔一帆（水务局 办公室，003）",
        "沈知远（水务局，001）",
    ]


@pytest.mark.parametrize(
    "text",
    ["乔一帆（水务局 办公室，003）", "乔一帆", "003", "qyf", "qiaoyifan", "qiao yi", " 乔一帆 "],
)
def test_what_means_one_person_is_taken(bureau, many, text):
    assert field_of(bureau).clean(text) == bureau.officer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某某", "没有找到“某某”，请核对人员的名称；已离开或已停用的不能选。"),
        ("郁青（林业局，901）", "没有找到“郁青（林业局，901）”，请核对人员的名称；已离开或已停用的不能选。"),
        (
            "乔一帆（水务局，001）",
            "没有找到“乔一帆（水务局，001）”，请核对人员的名称；已离开或已停用的不能选。",
        ),
    ],
)
def test_what_means_nobody_is_refused(bureau, stranger_user, many, text, expected):
    with pytest.raises(Exception, match=re.escape(expected)):
        field_of(bureau).clean(text)


def test_people_of_the_same_name_are_told_apart(bureau, many):
    first, second = somebody(bureau.unit, "061"), somebody(bureau.unit, "062", department=bureau.office)

    with pytest.raises(Exception, match="不止一个") as refusal:
        field_of(bureau).clean("王芳")

    assert "王芳（水务局，061）；王芳（水务局 办公室，062）" in str(refusal.value)
    assert field_of(bureau).clean("王芳（水务局，061）") == first
    assert field_of(bureau).clean("王芳（水务局 办公室，062）") == second


def test_a_name_that_begins_others_means_its_own_person(bureau, many):
    short = somebody(bureau.unit, "061", name="王方")
    somebody(bureau.unit, "062", name="王方圆")

    assert field_of(bureau).clean("王方") == short


def test_whoever_left_is_not_picked(bureau, many):
    leave(person=bureau.officer, actor=SYSTEM, on=datetime.date(2026, 1, 1))

    with pytest.raises(Exception, match="没有找到"):
        field_of(bureau).clean("乔一帆")


def test_units_of_the_same_name_are_told_apart_by_where_they_stand(bureau, station, garden):
    for parent in (station, garden):
        create_unit(parent=parent, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name="综合科")
    units = type(station).objects.within([bureau.unit.path]).order_by("path")
    picks = UnitPicks(units, visible=units)

    assert {pick.label for pick in picks.named("综合科")} == {
        "水文站 › 综合科",
        "灌溉试验站 › 综合科",
    }
    assert [pick.row.parent for pick in picks.named("水文站 › 综合科")] == [station]


def test_units_out_of_sight_stand_in_no_label(bureau, station):
    section = create_unit(parent=station, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name="综合科")
    units = type(station).objects.filter(pk=section.pk)

    assert UnitPicks(units, visible=units).label_of(section) == "综合科"


def offered(client, **query):
    return [each["label"] for each in client.get(reverse("person-find"), query).json()["found"]]


def test_people_are_offered_while_somebody_types(bureau, clerk_client):
    assert offered(clerk_client, q="han") == ["韩若溪（水务局，002）"]
    assert offered(clerk_client, q="zzz") == []


def test_no_more_than_ten_are_offered(bureau, clerk_client):
    for number in range(12):
        somebody(bureau.unit, f"7{number:02}")

    assert len(offered(clerk_client, q="王")) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_offering_costs_the_same_queries(bureau, clerk_client, django_assert_num_queries, count):
    for number in range(count):
        somebody(bureau.unit, f"7{number:02}", department=bureau.office)
    clerk_client.get(reverse("person-find"))

    with django_assert_num_queries(4):
        clerk_client.get(reverse("person-find"), {"q": "王"})


def plan(client, item, **fields):
    values = {"seen": item.version, "due_kind": "", "end_state": "办结", "leads": "", "supports": ""}
    return client.post(reverse("item-plan", args=[item.key]), values | fields)


def test_the_contact_of_an_item_is_typed_where_people_are_many(bureau, clerk_client, many):
    item = add_promise(open_cycle(bureau.unit), 1)

    page = clerk_client.get(reverse("item-detail", args=[item.key])).content.decode()
    wrong = plan(clerk_client, item, contact="某某")
    right = plan(clerk_client, item, contact="qyf")

    assert f'data-pick="/people/find/?unit={bureau.unit.key}"' in page
    assert (wrong.status_code, "没有找到“某某”" in wrong.content.decode()) == (422, True)
    item.refresh_from_db()
    assert (right.status_code, item.contact) == (302, bureau.officer)


def test_the_contact_that_is_set_stands_in_the_field(bureau, clerk_client, many):
    item = add_promise(open_cycle(bureau.unit), 1)
    plan(clerk_client, item, contact="003")

    page = clerk_client.get(reverse("item-detail", args=[item.key])).content.decode()

    assert 'value="乔一帆（水务局 办公室，003）"' in page


def test_the_contact_is_chosen_from_a_list_where_people_are_few(bureau, clerk_client):
    item = add_promise(open_cycle(bureau.unit), 1)
    plan(clerk_client, item, contact=bureau.officer.key)

    page = clerk_client.get(reverse("item-detail", args=[item.key])).content.decode()

    assert f'<option value="{bureau.officer.key}" selected>乔一帆（水务局 办公室，003）</option>' in page
