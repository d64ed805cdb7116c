"""Roles: who has what, giving with what stands in the way said before, taking back, the past, the guide."""

from __future__ import annotations

import pytest
from django.urls import reverse

from bihuan.core.registry.roles import roles
from bihuan.domain.accounts.models import RoleGrant
from bihuan.domain.accounts.operations.grants import grant_role, withdraw_grant
from bihuan.domain.accounts.queries import actor_of
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with


@pytest.fixture
def guard(client, administrators):
    """The 安全管理员, all three being there."""
    client.force_login(administrators[1])
    return client


def listed(client, page="role-list", **query):
    rows = client.get(reverse(page), query).context["rows"]
    return [(str(row.grant.unit), str(row.grant.user), str(row.grant)) for row in rows]


THREE = [
    ("水务局", "审明远", "审计管理员"),
    ("水务局", "安如山", "安全管理员"),
    ("水务局", "管一铭", "系统管理员"),
]


def test_by_unit_and_by_person(guard, bureau, clerk_user):
    grant_role(unit=bureau.finance, user=clerk_user, actor=SYSTEM, role="verifier")
    clerk = ("水务局", "乔一帆", "承办人")

    by_name = listed(guard, sort="name")
    by_unit = listed(guard)

    assert [name for _, name, _ in by_name] == ["安如山", "管一铭", "乔一帆", "乔一帆", "审明远"]
    assert by_unit == [THREE[0], clerk, THREE[1], THREE[2], ("财务科", "乔一帆", "复核人")]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "乔"}, ["承办人"]),
        ({"q": "qyf"}, ["承办人"]),
        ({"q": "clerk"}, ["承办人"]),
        ({"q": "林业"}, []),
        ({"state": "secadmin"}, ["安全管理员"]),
        ({"state": "secadmin", "q": "乔"}, []),
        ({"state": "nonsense", "q": "乔"}, ["承办人"]),
    ],
)
def test_search_and_filter(guard, clerk_user, stranger_user, query, expected):
    assert [role for _, _, role in listed(guard, **query)] == expected


@pytest.mark.parametrize("page", ["role-list", "role-history", "role-grant-choose"])
def test_whoever_reads_no_roles_finds_no_page(clerk_client, page):
    assert clerk_client.get(reverse(page)).status_code == 404


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_however_long(guard, bureau, more, django_assert_num_queries):
    for number in range(more):
        person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=f"70{number}", name="白石")
        user_with(person, "staff", f"more{number}")

    with django_assert_num_queries(7):
        guard.get(reverse("role-list"))


def test_while_administrators_are_missing_the_page_says_who_and_what_to_do(
    client, secadmin_user, sysadmin_user
):
    client.force_login(secadmin_user)
    for_guard = client.get(reverse("role-list")).content.decode()
    client.force_login(sysadmin_user)
    for_system = client.get(reverse("role-list")).content.decode()

    said = "还缺审计管理员：配齐以前不能授予和收回角色。"
    assert (said in for_guard, said in for_system) == (True, True)
    assert (reverse("setup-administrators") in for_guard, reverse("setup-administrators") in for_system) == (
        False,
        True,
    )
    assert reverse("role-grant-choose") not in for_guard


def test_somebody_to_give_a_role_is_found(guard, clerk_user, leader_user, stranger_user, administrators):
    address = reverse("role-grant-choose")

    found = {words: guard.get(address, {"q": words}) for words in ("qyf", "韩", "郁", "安", "")}

    assert {words: [str(user) for user in page.context["choice"].users] for words, page in found.items()} == {
        "qyf": ["乔一帆"],
        "韩": ["韩若溪"],
        "郁": [],
        "安": [],
        "": [],
    }


def choices(page):
    return {choice.role.code: choice for choice in page.context["choices"]}


def test_the_form_says_what_each_role_adds_and_what_stands_in_the_way(guard, bureau, clerk_user):
    page = guard.get(reverse("role-grant", args=[clerk_user.key]))

    found = choices(page)
    assert list(found) == [code for code, role in roles().items() if role.granted]
    assert {code: each.why_not for code, each in found.items() if each.why_not} == {
        "clerk": "乔一帆在这个单位已有“承办人”角色，不必再授。"
    }
    assert found["leader"].rights == (
        ("看单位和机构", False),
        ("看人员名册", False),
        ("看台账、对照图和文稿", False),
        ("批准办件延期", True),
        ("看读稿和导入的表", False),
        ("填报本人负责的事项", True),
    )


def test_in_another_unit_the_same_role_can_be_given(guard, bureau, clerk_user):
    page = guard.get(reverse("role-grant", args=[clerk_user.key]), {"unit": bureau.finance.key})

    assert (page.context["at"], choices(page)["clerk"].why_not) == (bureau.finance, "")


def test_administrators_exclude_each_other_before_the_button_fails(guard, administrators):
    page = guard.get(reverse("role-grant", args=[administrators[2].key]))

    found = choices(page)
    assert {code: found[code].why_not for code in ("sysadmin", "secadmin", "clerk")} == {
        "sysadmin": "审明远已是审计管理员，不能同时任系统管理员。请先收回原来的角色，或另选一人。",
        "secadmin": "审明远已是审计管理员，不能同时任安全管理员。请先收回原来的角色，或另选一人。",
        "clerk": "",
    }


def test_ones_own_roles_are_all_out_of_reach(guard, administrators):
    page = guard.get(reverse("role-grant", args=[administrators[1].key]))

    assert {choice.why_not for choice in page.context["choices"]} == {
        "不能增减自己的角色，请由另一位安全管理员办理。"
    }


def test_a_role_is_given(guard, bureau, clerk_user):
    address = reverse("role-grant", args=[clerk_user.key])

    response = guard.post(address, {"unit": bureau.finance.key, "role": "verifier", "request_key": "1"})

    assert response["Location"] == reverse("account-detail", args=[clerk_user.key])
    assert RoleGrant.objects.filter(user=clerk_user, unit=bureau.finance, role="verifier").count() == 1
    again = guard.post(address, {"unit": bureau.finance.key, "role": "verifier", "request_key": "1"})
    assert (again.status_code, RoleGrant.objects.filter(role="verifier").count()) == (302, 1)


@pytest.mark.parametrize(
    ("unit", "role", "status"),
    [
        ("own", "nonsense", 422),
        ("own", "system", 422),
        ("own", "anonymous", 422),
        ("own", "", 422),
        ("other", "staff", 422),
        ("", "staff", 422),
        ("own", "clerk", 422),
    ],
)
def test_what_cannot_be_given(guard, bureau, clerk_user, stranger_user, unit, role, status):
    key = {"own": bureau.unit.key, "other": stranger_user.person.unit.key, "": ""}[unit]
    before = RoleGrant.objects.count()

    response = guard.post(reverse("role-grant", args=[clerk_user.key]), {"unit": key, "role": role})

    assert (response.status_code, RoleGrant.objects.count()) == (status, before)


def test_a_role_is_taken_back_and_stands_in_the_past(guard, clerk_user, administrators):
    grant = clerk_user.grants.get()

    guard.post(
        reverse("role-withdraw", args=[grant.key]),
        {"reason": "轮岗", "seen": grant.version, "request_key": "1"},
    )

    grant.refresh_from_db()
    assert (grant.withdrawn_by, grant.withdrawn_why) == (administrators[1].key, "轮岗")
    assert listed(guard, "role-history") == [("水务局", "乔一帆", "承办人")]
    (row,) = guard.get(reverse("role-history")).context["rows"]
    assert (row.given_by, row.taken_by) == ("系统", "安如山")
    assert "乔一帆" not in [name for _, name, _ in listed(guard)]


def test_the_last_administrator_is_not_offered_to_be_withdrawn(guard, administrators):
    page = guard.get(reverse("role-withdraw", args=[administrators[2].grants.get().key])).content.decode()

    assert "这是唯一的审计管理员，收回后就没有人任这个职了。" in page
    assert 'name="reason"' not in page


def test_of_two_administrators_one_is_withdrawn(guard, administrators, bureau):
    person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number="899", name="闻一多思")
    user_with(person, "auditor", "second")
    grant = administrators[2].grants.get()

    guard.post(reverse("role-withdraw", args=[grant.key]), {"reason": "换人", "seen": grant.version})

    grant.refresh_from_db()
    assert grant.withdrawn_why == "换人"


def test_past_roles_are_searched(guard, administrators, clerk_user, leader_user):
    secadmin = actor_of(administrators[1])
    for user in (clerk_user, leader_user):
        grant = user.grants.get()
        withdraw_grant(grant=grant, actor=secadmin, seen=grant.version, reason="轮岗")

    assert [name for _, name, _ in listed(guard, "role-history")] == ["韩若溪", "乔一帆"]
    assert [name for _, name, _ in listed(guard, "role-history", q="qyf")] == ["乔一帆"]
    assert [name for _, name, _ in listed(guard, "role-history", state="leader")] == ["韩若溪"]


def test_the_guide_is_for_everybody_who_is_signed_in(client, bureau):
    assert client.get(reverse("role-guide")).status_code == 302
    client.force_login(user_with(bureau.head, None, "nobody"))

    page = client.get(reverse("role-guide"))

    assert [role.code for role, _ in page.context["guide"]] == [
        code for code, role in roles().items() if role.granted
    ]
    text = page.content.decode()
    assert all(role.purpose in text for role in roles().values() if role.granted)
    assert f'href="{reverse("role-list")}"' not in text


@pytest.fixture
def visitor(guard, bureau):
    """Somebody of the unit above with a role in the bureau, and the guard of the bureau alone."""
    above = create_unit(parent=None, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾市水务局")
    below = create_unit(parent=above, actor=SYSTEM, kind=UnitKind.ORGAN, name="青禾区水务局")
    for number, role in enumerate(("sysadmin", "secadmin", "auditor")):
        first = create_person(unit=above, actor=SYSTEM, staff_number=f"9{number}", name="尚在任")
        user_with(first, role, f"above-{role}")
    person = create_person(unit=above, actor=SYSTEM, staff_number="99", name="尚来客")
    user = user_with(person, None, "visitor")
    local = create_person(unit=below, actor=SYSTEM, staff_number="98", name="安区员")
    guard.force_login(user_with(local, "secadmin", "local"))
    return grant_role(unit=below, user=user, actor=SYSTEM, role="inspector")


def test_a_holder_from_outside_is_named_without_a_link(guard, visitor):
    page = guard.get(reverse("role-list")).content.decode()

    assert "尚来客" in page
    assert reverse("account-detail", args=[visitor.user.key]) not in page


def test_taking_a_role_from_somebody_from_outside_leads_to_the_list(guard, visitor):
    address = reverse("role-withdraw", args=[visitor.key])
    page = guard.get(address).content.decode()

    response = guard.post(address, {"reason": "督导结束", "seen": visitor.version, "request_key": "k"})

    assert reverse("account-detail", args=[visitor.user.key]) not in page
    assert (response.status_code, response["Location"]) == (302, reverse("role-list"))
    assert (
        reverse("account-detail", args=[visitor.user.key])
        not in guard.get(reverse("role-history")).content.decode()
    )
