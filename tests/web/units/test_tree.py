"""The list of units: the actor's scope, level by level, found by name and letters, at a fixed cost."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.organizations.enums import LeadingBody, UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import close_unit, create_unit
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with


def below(parent, name, kind=UnitKind.DEPARTMENT, **more):
    return create_unit(parent=parent, actor=SYSTEM, kind=kind, name=name, **more)


def close(unit):
    return close_unit(unit=unit, actor=SYSTEM, seen=unit.version, closed_on=timezone.localdate())


def names(response, rows="rows"):
    return [row.unit.name for row in response.context[rows]]


@pytest.fixture
def tree(bureau):
    centre = below(bureau.unit, "渠道管护中心", UnitKind.SUBORDINATE, leading_body=LeadingBody.PARTY_GROUP)
    below(centre, "管护一科")
    branch = below(bureau.unit, "机关第一支部", UnitKind.BRANCH, position=0)
    below(branch, "第一小组", UnitKind.BRANCH_GROUP)
    return bureau


@pytest.mark.parametrize("who", ["clerk", "leader", "sysadmin", "secadmin", "auditor"])
def test_everybody_with_a_role_sees_the_own_tree(request, tree, who):
    response = request.getfixturevalue(f"{who}_client").get(reverse("unit-list"))

    assert names(response) == ["青禾县水务局"]
    assert names(response, "opened") == ["办公室", "财务科", "渠道管护中心", "机关第一支部"]


def test_another_tenant_has_its_own(stranger_client, tree):
    page = stranger_client.get(reverse("unit-list"))

    assert names(page) == ["白鹭县林业局"]
    assert "青禾" not in page.content.decode()


def test_without_a_role_there_is_nothing_and_it_is_said_why(client, bureau):
    client.force_login(user_with(bureau.officer, None, "nobody"))

    page = client.get(reverse("unit-list"))

    assert (names(page), "您还看不到任何单位" in page.content.decode()) == ([], True)


def test_a_level_is_loaded_by_itself(sysadmin_client, tree):
    centre = tree.unit.children.get(name="渠道管护中心")
    address = reverse("unit-list")

    whole = sysadmin_client.get(address, {"at": centre.key})
    level = sysadmin_client.get(address, {"at": centre.key}, headers={"HX-Request": "true"})

    assert (names(whole), names(level)) == (["管护一科"], ["管护一科"])
    assert ("<html" in whole.content.decode(), "<html" in level.content.decode()) == (True, False)
    assert [unit.name for unit in whole.context["above"]] == ["青禾县水务局"]


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_level_that_does_not_exist_is_not_found(sysadmin_client, tree, key):
    assert sysadmin_client.get(reverse("unit-list"), {"at": key}).status_code == 404


def test_a_level_of_another_tenant_is_not_found(stranger_client, tree):
    assert stranger_client.get(reverse("unit-list"), {"at": tree.unit.key}).status_code == 404


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("管护", ["渠道管护中心", "管护一科"]),
        ("渠道 管护", ["渠道管护中心"]),
        ("qdgh", ["渠道管护中心"]),
        ("guanhu", ["渠道管护中心", "管护一科"]),
        ("Guan Hu", ["渠道管护中心", "管护一科"]),
        ("水务局", ["青禾县水务局"]),
        ("没有这个单位", []),
        ("%", []),
        ("_", []),
        ("白鹭", []),
    ],
)
def test_units_are_found_by_name_pinyin_and_initials(sysadmin_client, tree, stranger_user, words, found):
    response = sysadmin_client.get(reverse("unit-list"), {"q": words})

    assert sorted(names(response)) == sorted(found)


def test_what_is_found_says_where_it_stands(sysadmin_client, tree):
    [row] = sysadmin_client.get(reverse("unit-list"), {"q": "管护一科"}).context["rows"]

    assert [unit.name for unit in row.above] == ["青禾县水务局", "渠道管护中心"]


def test_nothing_found_says_what_to_do(sysadmin_client, tree):
    page = sysadmin_client.get(reverse("unit-list"), {"q": "没有"}).content.decode()

    assert "没有找到这样的单位" in page


def test_closed_units_show_when_they_are_asked_for(sysadmin_client, tree):
    close(tree.finance)
    address = reverse("unit-list")

    ordinary = sysadmin_client.get(address)
    asked = sysadmin_client.get(address, {"closed": "1"})

    assert "财务科" not in names(ordinary, "opened")
    assert "财务科" in names(asked, "opened")
    assert "已停用" in asked.content.decode()
    assert names(sysadmin_client.get(address, {"q": "财务"})) == []
    assert names(sysadmin_client.get(address, {"q": "财务", "closed": "1"})) == ["财务科"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["办公室", "财务科", "渠道管护中心", "机关第一支部"]),
        ("name", ["办公室", "财务科", "机关第一支部", "渠道管护中心"]),
        ("-name", ["渠道管护中心", "机关第一支部", "财务科", "办公室"]),
        ("nonsense", ["办公室", "财务科", "渠道管护中心", "机关第一支部"]),
    ],
)
def test_a_level_is_sorted(sysadmin_client, tree, sort, expected):
    response = sysadmin_client.get(reverse("unit-list"), {"at": tree.unit.key, "sort": sort})

    assert names(response) == expected


def test_counts_are_of_standing_units_and_present_people(clerk_client, tree):
    rows = clerk_client.get(reverse("unit-list"), {"at": tree.unit.key}).context["rows"]

    assert [(row.unit.name, row.below, row.people) for row in rows] == [
        ("办公室", 0, 1),
        ("财务科", 0, 0),
        ("渠道管护中心", 1, 0),
        ("机关第一支部", 1, 0),
    ]


def test_a_long_level_goes_on_by_pages(sysadmin_client, bureau):
    for number in range(51):
        below(bureau.finance, f"第{number:02}组")
    address = reverse("unit-list")

    first = sysadmin_client.get(address, {"at": bureau.finance.key}, headers={"HX-Request": "true"})
    second = sysadmin_client.get(f"{address}{first.context['next_url']}", headers={"HX-Request": "true"})

    assert (len(names(first)), names(second), second.context["next_url"]) == (50, ["第50组"], "")


@pytest.mark.parametrize("query", ["", "at", "q"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_units(
    clerk_client, bureau, django_assert_num_queries, count, query
):
    for number in range(count):
        made = below(bureau.finance, f"第{number}组")
        create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"9{number}", name="某某", department=made)
    asked = {"": {}, "at": {"at": bureau.finance.key}, "q": {"q": "组"}}[query]

    with django_assert_num_queries({"": 15, "at": 11, "q": 10}[query]):
        assert clerk_client.get(reverse("unit-list"), asked).status_code == 200
