"""The list of the trail: what stands in it, who reads it, what it costs."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.accounts.auditing import TrailShut
from bihuan.domain.organizations.enums import UnitKind
from bihuan.domain.organizations.operations.units import create_unit
from bihuan.domain.trail import browsing, door
from bihuan.domain.trail.actor import SYSTEM, Actor, Via
from bihuan.domain.trail.models import Entry

LIST = reverse("trail-list")


@pytest.fixture
def made(bureau, clerk_user, leader_user):
    """Makes an entry in the bureau's chain, or in another unit's."""

    def make(name="organizations.unit.create", *, unit=None, user=clerk_user, **actor):
        at = Actor(
            user_key=user.key if user else None,
            person_key=None,
            roles_by_unit_path={bureau.unit.path: frozenset({"clerk"})},
            **actor,
        )
        with door.recorded(name, actor=at, subject=unit or bureau.unit):
            pass
        return Entry.objects.latest("pk")

    return make


def shown(response):
    """Action, who and unit of every row."""
    return [(row.action, row.who.name, row.unit.name) for row in response.context["rows"]]


def sequences(response):
    return [row.entry.sequence for row in response.context["rows"]]


def test_the_newest_entry_stands_first_in_words(auditor_client, bureau, made, leader_user):
    made("rectification.item.report", via=Via.CLI, on_behalf_of=leader_user.key, os_account="ops")

    row = auditor_client.get(LIST).context["rows"][0]

    assert (row.action, row.who.name, row.who.username) == ("填报进展", "乔一帆", "clerk")
    assert (row.roles, row.on_behalf_of.name, row.via, row.result) == ("承办人", "韩若溪", "命令行", "已办")
    assert (row.kind, row.name, row.unit) == ("单位", "青禾县水务局", bureau.unit)


def test_what_the_system_did_is_said_to_be_the_systems(auditor_client, bureau):
    rows = auditor_client.get(LIST).context["rows"]

    assert {row.who.name for row in rows if row.entry.actor_key is None} == {"系统"}


@pytest.mark.parametrize(
    ("who", "expected"),
    [("clerk", 404), ("leader", 404), ("sysadmin", 404), ("secadmin", 404), ("auditor", 200)],
)
def test_who_reads_the_list(client, administrators, request, who, expected):
    client.force_login(request.getfixturevalue(f"{who}_user"))

    assert client.get(LIST).status_code == expected


def test_signed_out_people_are_asked_to_sign_in(client, administrators):
    response = client.get(LIST)

    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("sign-in"))


def test_until_all_administrators_are_there_nobody_reads(client, auditor_user, sysadmin_user):
    client.force_login(auditor_user)

    response = client.get(LIST)

    assert response.status_code == 403
    assert str(TrailShut(("secadmin",))) in response.content.decode()
    assert "还缺：安全管理员。" in response.content.decode()


@pytest.mark.parametrize(("who", "offered"), [("auditor", True), ("clerk", False), ("sysadmin", False)])
def test_only_auditors_are_offered_the_page(client, administrators, request, who, offered):
    client.force_login(request.getfixturevalue(f"{who}_user"))

    labels = [entry["label"] for entry in client.get(reverse("today")).context["navigation"]]

    assert ("留痕" in labels) == offered


def test_two_tenants_never_meet(client, administrators, foreign_auditor_user):
    found = {}
    for user in (administrators[2], foreign_auditor_user):
        client.force_login(user)
        found[user.username] = {unit for _, _, unit in shown(client.get(LIST))}

    assert found == {"auditor": {"青禾县水务局"}, "foreign-auditor": {"白鹭县林业局"}}


def test_the_systems_own_chain_is_not_shown(auditor_client, bureau):
    with door.recorded("accounts.user.create", actor=SYSTEM, subject=None):
        pass

    entries = [row.entry for row in auditor_client.get(LIST).context["rows"]]

    assert Entry.objects.latest("pk").chain.name == "system"
    assert {entry.chain.unit_key for entry in entries} == {bureau.unit.key}


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_queries_however_long(auditor_client, made, django_assert_num_queries, count):
    for _ in range(count):
        entry = made("documents.draft.correct")

    with django_assert_num_queries(11):
        response = auditor_client.get(
            LIST, {"action": "documents.draft.correct", "unit": entry.chain.unit_key}
        )

    assert len(response.context["rows"]) == count


def test_pages_follow_on_each_other_and_lead_back(auditor_client, made, monkeypatch):
    monkeypatch.setattr(browsing, "PAGE_SIZE", 2)
    for _ in range(5):
        made("documents.draft.undo")
    first = auditor_client.get(LIST, {"action": "documents.draft.undo"})
    second = auditor_client.get(LIST + first.context["older_url"])
    third = auditor_client.get(LIST + second.context["older_url"])
    back = auditor_client.get(LIST + third.context["newer_url"])
    top = auditor_client.get(LIST + back.context["newer_url"])

    newest = sequences(first)[0]
    assert [sequences(page) for page in (first, second, third)] == [
        [newest, newest - 1],
        [newest - 2, newest - 3],
        [newest - 4],
    ]
    assert (sequences(back), sequences(top)) == (sequences(second), sequences(first))
    assert (first.context["newer_url"], third.context["older_url"], top.context["newer_url"]) == ("", "", "")


@pytest.mark.parametrize("place", ["x", "1.2", "00000000-0000-0000-0000-000000000000.1", "a.b", f"x.{2**70}"])
def test_a_place_that_is_none_counts_as_not_asked(auditor_client, place):
    assert sequences(auditor_client.get(LIST, {"before": place})) == sequences(auditor_client.get(LIST))


def test_a_place_of_another_tenant_counts_as_not_asked(auditor_client, stranger_user):
    foreign = Entry.objects.filter(chain__unit_key=stranger_user.person.unit.key).last()
    place = f"{foreign.chain.unit_key}.{foreign.sequence}"

    assert sequences(auditor_client.get(LIST, {"before": place})) == sequences(auditor_client.get(LIST))


def test_a_unit_is_shown_with_everything_below_or_alone(auditor_client, bureau, made):
    team = create_unit(parent=bureau.office, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name="档案组")
    made(unit=team)

    below = auditor_client.get(LIST, {"unit": bureau.office.key})
    alone = auditor_client.get(LIST, {"unit": bureau.office.key, "only": "on"})

    assert [unit for _, _, unit in shown(below)] == ["档案组", "办公室"]
    assert [unit for _, _, unit in shown(alone)] == ["办公室"]


def test_a_unit_of_another_tenant_cannot_be_chosen(auditor_client, stranger_user):
    response = auditor_client.get(LIST, {"unit": stranger_user.person.unit.key})

    assert response.context["form"].errors == {"unit": ["没有这个单位，请重选。"]}
    assert response.context["rows"] == []
    assert "林业局" not in response.content.decode()


def test_units_are_offered_as_a_tree(auditor_client):
    choices = auditor_client.get(LIST).context["form"].fields["unit"].choices

    assert [label for _, label in choices] == ["全部单位", "青禾县水务局", "　办公室", "　财务科"]


def test_of_many_units_those_around_the_chosen_one_are_offered(auditor_client, bureau, monkeypatch):
    monkeypatch.setattr("bihuan.web.trail.filters.ALL_UNITS", 2)
    create_unit(parent=bureau.office, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name="档案组")

    def offered(**query):
        return [label for _, label in auditor_client.get(LIST, query).context["form"].fields["unit"].choices][
            1:
        ]

    assert offered() == ["青禾县水务局", "　办公室", "　财务科"]
    assert offered(unit=bureau.office.key) == ["青禾县水务局", "　办公室", "　　档案组"]
    assert offered(unit="x'); drop") == offered()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"via": "cli"}, [2]),
        ({"on_behalf": "on"}, [3]),
        ({"action": "documents.draft.undo"}, [1]),
        ({"action": "documents."}, [1, 3]),
        ({"who": "clerk"}, [1, 2]),
        ({"who": "乔一"}, [1, 2]),
        ({"who": "qiaoyi"}, [1, 2]),
        ({"who": "qyf"}, [1, 2]),
        ({"who": "韩若溪"}, [3]),
        ({"who": "没有这人"}, []),
        ({"who": "clerk", "via": "cli"}, [2]),
        ({"who": "' OR 1=1 --"}, []),
        ({"who": "%"}, []),
        ({"who": "_"}, []),
    ],
)
def test_filters(auditor_client, made, leader_user, clerk_user, query, expected):
    made("documents.draft.undo")
    made("rectification.item.plan", via=Via.CLI)
    made("documents.draft.correct", user=leader_user, on_behalf_of=clerk_user.key)
    last = Entry.objects.latest("pk").pk

    found = auditor_client.get(LIST, query).context["rows"]

    mine = sorted(3 - (last - row.entry.pk) for row in found if row.entry.pk > last - 3)
    assert mine == expected


def test_the_system_is_found_by_its_word(auditor_client, made):
    made("documents.draft.undo")

    rows = auditor_client.get(LIST, {"who": "系统"}).context["rows"]

    assert {row.entry.actor_key for row in rows} == {None}


def test_people_of_another_tenant_are_not_found(auditor_client, stranger_user, made):
    made("documents.draft.undo", user=stranger_user)

    assert shown(auditor_client.get(LIST, {"who": "stranger"})) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [((0, 0), True), ((-1, 0), True), ((0, 1), True), ((-2, -1), False), ((1, 2), False)],
)
def test_days_count_whole(auditor_client, made, days, expected):
    made("documents.draft.undo")
    since, until = (timezone.localdate() + datetime.timedelta(days=day) for day in days)

    response = auditor_client.get(LIST, {"since": since, "until": until, "action": "documents.draft.undo"})

    assert bool(response.context["rows"]) == expected


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ({"since": "昨天"}, "since", "没有这一天，或写法不对；日期请写成2026-05-01这样。"),
        ({"until": "2026-02-30"}, "until", "没有这一天，或写法不对；日期请写成2026-05-01这样。"),
        ({"since": "2026-05-02", "until": "2026-05-01"}, "until", "止日早于起日，请调换。"),
        ({"until": "9999-12-31"}, "until", "年份应在2000年到2099年之间。"),
        ({"since": "0001-01-01"}, "since", "年份应在2000年到2099年之间。"),
        ({"action": "x; drop table"}, "action", "没有这种操作，请重选。"),
        ({"via": "<script>"}, "via", "没有这种途径，请重选。"),
        ({"object": "1"}, "object", "没有这个对象，请从列表里点选。"),
        ({"who": "长" * 51}, "who", "最多写50个字。"),
    ],
)
def test_a_wrong_condition_is_named_and_nothing_is_shown(auditor_client, query, field, sentence):
    response = auditor_client.get(LIST, query)

    assert response.status_code == 200
    assert response.context["form"].errors == {field: [sentence]}
    assert response.context["rows"] == []
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize("by", ["key", "place"])
def test_the_records_of_one_object(auditor_client, bureau, made, by):
    named = made("organizations.unit.create", unit=bureau.office)

    rows = auditor_client.get(
        LIST, {"object": bureau.office.key if by == "key" else f"{bureau.office.key}.{named.sequence}"}
    ).context["rows"]

    assert [(row.unit.name, row.action, row.name) for row in rows] == [
        ("办公室", "设立单位", "办公室"),
        ("青禾县水务局", "设立单位", "青禾县水务局"),
    ]


def test_without_a_match_the_page_says_what_to_do(auditor_client):
    page = auditor_client.get(LIST, {"action": "documents.draft.undo"}).content.decode()

    assert "没有符合条件的记录" in page
    assert "放宽时间、单位或办理人" in page


def test_an_account_that_is_gone_and_a_strange_action_are_still_rows(auditor_client, bureau, made):
    class Gone:
        key = bureau.unit.key

    made("old.thing.done", user=Gone)

    assert shown(auditor_client.get(LIST))[0] == ("old.thing.done", "查不到的账号", "青禾县水务局")


def test_hostile_names_do_nothing(auditor_client, bureau):
    """As rows may hold them that are older than the rules for names."""
    name = "甲\u202e乙\u0007<b>丙"
    with door.recorded("organizations.unit.create", actor=SYSTEM, subject=bureau.unit):
        bureau.office.name = bureau.head.name = name
        for row in (bureau.office, bureau.head):
            row.save()
    with door.recorded("organizations.person.create", actor=SYSTEM, subject=bureau.head):
        pass

    page = auditor_client.get(LIST).content.decode()

    assert "\u202e" not in page
    assert "\u0007" not in page
    assert page.count("甲\\u202e乙\\x07&lt;b&gt;丙") == 2
