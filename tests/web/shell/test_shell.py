"""The frame: entries by rights, roles in words, where one is, the one search, the banner of a stand-in."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from bihuan.core.registry.roles import right_names, roles
from bihuan.domain.accounts.operations.grants import grant_role
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail.actor import SYSTEM
from bihuan.web import shell
from bihuan.web.shell import NAVIGATION
from tests.cast import user_with

WORK = ["今天", "导入", "整改台账", "工作台账", "对照图", "文稿"]


def entries(response):
    bar = [each["label"] for each in response.context["navigation"]]
    return bar, [each["label"] for each in response.context["managing"]]


@pytest.mark.parametrize(
    ("role", "work"),
    [
        ("clerk", WORK),
        ("principal", WORK),
        ("leader", WORK),
        ("owner", ["今天", "整改台账", "工作台账", "对照图", "文稿"]),
        ("inspector", ["今天", "整改台账", "工作台账", "对照图", "文稿"]),
        ("sysadmin", ["今天"]),
        ("secadmin", ["今天"]),
        ("auditor", ["今天"]),
        ("teller", ["今天"]),
        ("staff", ["今天"]),
        (None, ["今天"]),
    ],
)
def test_entries_show_to_whoever_holds_their_right(client, bureau, role, work):
    client.force_login(user_with(bureau.officer, role, "somebody"))

    bar, managing = entries(client.get(reverse("today")))

    assert [label for label in bar + managing if label in WORK] == work
    assert ("单位" in bar + managing) == (role is not None)
    assert ("留痕" in bar + managing) == (role == "auditor")


def test_every_right_of_an_entry_is_described():
    assert {entry.right for entry in NAVIGATION} - {""} <= set(right_names())


@pytest.mark.parametrize(("most", "behind"), [(99, False), (3, True)])
def test_rare_entries_stand_together_only_where_the_bar_is_full(clerk_client, monkeypatch, most, behind):
    monkeypatch.setattr(shell, "MOST", most)

    bar, managing = entries(clerk_client.get(reverse("today")))

    rare = [entry.label for entry in NAVIGATION if entry.rare and entry.right in roles()["clerk"].rights]
    assert "单位" in rare
    assert (bar[: len(WORK)], managing) == (WORK, rare if behind else [])


def test_the_bar_of_no_role_is_longer_than_a_screen():
    lengths = {
        code: sum(not entry.rare and (not entry.right or entry.right in role.rights) for entry in NAVIGATION)
        for code, role in roles().items()
    }

    assert max(lengths.values()) <= shell.MOST


def test_the_entry_of_the_page_is_marked(sysadmin_client, bureau):
    response = sysadmin_client.get(reverse("unit-detail", args=[bureau.office.key]))

    marked = [each["label"] for each in response.context["navigation"] if each["current"]]
    assert marked == ["单位"]


@pytest.mark.parametrize(("role", "expected"), [("clerk", ["承办人 · 水务局"]), (None, [])])
def test_roles_are_said_in_words(client, bureau, role, expected):
    client.force_login(user_with(bureau.officer, role, "somebody"))

    assert client.get(reverse("today")).context["user_roles"] == expected


def test_roles_elsewhere_name_their_unit(client, bureau):
    centre = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.SUBORDINATE, name="渠道管护中心")
    user = user_with(bureau.officer, "clerk", "clerk")
    grant_role(unit=centre, user=user, actor=SYSTEM, role="verifier")
    client.force_login(user)

    response = client.get(reverse("today"))

    assert response.context["user_roles"] == ["承办人 · 水务局", "复核人 · 渠道管护中心"]
    assert "等2项" in response.content.decode()


@pytest.mark.parametrize(
    ("page", "steps"),
    [
        ("unit-list", ["今天", "单位"]),
        ("draft-list", ["今天", "导入"]),
        ("coverage", ["今天", "对照图"]),
        ("papers", ["今天", "文稿"]),
        ("exchange", ["今天", "台账", "表格导出与导入"]),
        ("draft-new", ["今天", "导入的文稿", "导入文稿"]),
        ("search", ["今天", "搜索"]),
        ("account", ["今天", "我的账号"]),
        ("password-change", ["今天", "修改密码"]),
        ("today", []),
    ],
)
def test_every_page_says_where_it_stands(clerk_client, bureau, page, steps):
    text = clerk_client.get(reverse(page)).content.decode()

    assert crumbs(text) == steps


def crumbs(page):
    [*found] = re.findall(r'<nav class="breadcrumbs".*?</nav>', page, re.S)
    assert len(found) <= 1
    return re.findall(r">([^<>\s][^<>]*)</(?:a|li)>", found[0]) if found else []


def test_the_search_stands_on_every_page_of_whoever_has_a_role(client, bureau):
    seen = []
    for role in ("staff", None):
        person = create_person(unit=bureau.unit, actor=SYSTEM, staff_number=str(role), name="某某")
        client.force_login(user_with(person, role, f"x{role}"))
        seen.append('id="site-search"' in client.get(reverse("today")).content.decode())

    assert seen == [True, False]


def test_signed_out_pages_have_no_frame(client, db):
    page = client.get(reverse("sign-in")).content.decode()

    assert ("main-nav" in page, "site-search" in page) == (False, False)


def test_a_stand_in_is_told_for_whom(rf):
    banner = render_to_string(
        "components/acting_for.html",
        {"acting_for": {"who": "沈知远", "roles": "主要负责人", "until": None, "end_url": "/x/"}},
        rf.get("/"),
    )

    assert "您正在代<strong>沈知远</strong>办理（主要负责人）" in banner
    assert 'action="/x/"' in banner
