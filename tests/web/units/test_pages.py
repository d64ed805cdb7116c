"""One unit: who sees it, who changes it, what a stale edit and a double click do, how it is closed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from bihuan.domain.organizations.enums import LeadingBody, SeatKind, UnitKind
from bihuan.domain.organizations.models import Unit
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.operations.units import change_unit, close_unit, create_unit
from bihuan.domain.trail.actor import SYSTEM
from tests.cast import user_with

FORMS = ("unit-add", "unit-edit", "unit-close")


def address(name, unit):
    return reverse(name, args=[unit.key])


def sent(unit, **fields):
    return {"seen": unit.version, "request_key": "once", **fields}


def shut(unit):
    return close_unit(unit=unit, actor=SYSTEM, seen=unit.version, closed_on=timezone.localdate())


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("clerk", 200),
        ("leader", 200),
        ("sysadmin", 200),
        ("secadmin", 200),
        ("auditor", 200),
        ("stranger", 404),
    ],
)
def test_who_sees_a_unit(request, bureau, who, seen):
    client = request.getfixturevalue(f"{who}_client")

    assert client.get(address("unit-detail", bureau.office)).status_code == seen


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    ("who", "status"), [("sysadmin", 200), ("clerk", 403), ("secadmin", 403), ("stranger", 404)]
)
def test_who_gets_the_forms(request, bureau, name, who, status):
    client = request.getfixturevalue(f"{who}_client")

    assert client.get(address(name, bureau.office)).status_code == status


@pytest.mark.parametrize(("who", "offered"), [("sysadmin", True), ("clerk", False), ("auditor", False)])
def test_only_whoever_may_change_sees_buttons(request, bureau, who, offered):
    page = (
        request.getfixturevalue(f"{who}_client").get(address("unit-detail", bureau.office)).content.decode()
    )

    assert [address(name, bureau.office) in page for name in FORMS] == [offered] * 3


def test_the_page_tells_what_the_unit_is(clerk_client, bureau):
    create_person(
        unit=bureau.unit, actor=SYSTEM, staff_number="9", name="苗列席", team_order=3, seat=SeatKind.OBSERVER,
        portfolio="联系水文站",
    )  # fmt: skip

    response = clerk_client.get(address("unit-detail", bureau.unit))

    assert [(seat.person.name, seat.get_kind_display()) for seat in response.context["seats"]] == [
        ("沈知远", "成员"),
        ("韩若溪", "成员"),
        ("苗列席", "列席（非党员副职）"),
    ]
    assert "联系水文站" in response.content.decode()
    assert [(title, [row.unit.name for row in rows]) for title, rows in response.context["groups"]] == [
        ("机构", ["办公室", "财务科"])
    ]
    assert response.context["row"].people == 4


@pytest.mark.parametrize("role", ["staff", "teller"])
def test_whoever_may_not_read_people_sees_none(client, bureau, role):
    client.force_login(user_with(bureau.officer, role, role))

    page = client.get(address("unit-detail", bureau.unit)).content.decode()

    assert [name in page for name in ("沈知远", "韩若溪", "领导班子", "经过")] == [False] * 4
    assert "办公室" in page


def test_a_unit_is_made_below_another(sysadmin_client, bureau):
    response = sysadmin_client.post(
        address("unit-add", bureau.unit),
        sent(
            bureau.unit,
            kind="subordinate",
            name=" 渠道　管护中心 ",
            short_name="管护中心",
            leading_body="group",
        ),
    )

    made = Unit.objects.get(name="渠道管护中心")
    assert (response.status_code, made.parent, made.short_name, made.leading_body) == (
        302, bureau.unit, "管护中心", LeadingBody.PARTY_GROUP,
    )  # fmt: skip


def test_a_form_that_is_sent_twice_makes_one_unit(sysadmin_client, bureau):
    fields = sent(bureau.unit, kind="department", name="监察科")

    answers = [sysadmin_client.post(address("unit-add", bureau.unit), fields).status_code for _ in range(2)]

    assert (answers, Unit.objects.filter(name="监察科").count()) == ([302, 302], 1)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"kind": "department", "name": ""}, "name", "这个字段是必填项。"),
        (
            {"kind": "department", "name": "监\u202e察科"},
            "name",
            "名称的第2个字符（U+202E）看不见，会让人认错名称，请删去这个字符后再保存。",
        ),
        ({"kind": "department", "name": "监察科", "short_name": "\u200b"}, "short_name", "名称的第1个字符"),
        (
            {"kind": "department", "name": "监察科", "leading_body": "group"},
            "leading_body",
            "内设机构不设党组或党委，请选“没有”。",
        ),
        ({"kind": "branch_group", "name": "第一小组"}, "kind", "选择一个有效的选项"),
        ({"kind": "department", "name": "监" * 101}, "name", "101"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(sysadmin_client, bureau, fields, field, sentence):
    response = sysadmin_client.post(address("unit-add", bureau.unit), sent(bureau.unit, **fields))

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert sentence in response.context["form"].errors[field][0]


def test_a_name_that_is_taken_is_said_and_nothing_is_lost(sysadmin_client, bureau):
    response = sysadmin_client.post(
        address("unit-add", bureau.unit),
        sent(bureau.unit, kind="department", name="办公室", short_name="局办"),
    )

    page = response.content.decode()
    assert (response.status_code, "下面已经有“办公室”了" in page, 'value="局办"' in page) == (422, True, True)


def test_where_nothing_stands_below_the_page_says_so(sysadmin_client, bureau):
    group = create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.PARTY_GROUP, name="局党组")

    assert "这里不能再设下级" in sysadmin_client.get(address("unit-add", group)).content.decode()
    assert (
        address("unit-add", group) not in sysadmin_client.get(address("unit-detail", group)).content.decode()
    )


def test_a_unit_is_renamed_and_its_history_tells(sysadmin_client, bureau):
    sysadmin_client.post(
        address("unit-edit", bureau.unit),
        sent(bureau.unit, name="青禾县水利局", short_name="水利局", leading_body="committee"),
    )

    response = sysadmin_client.get(address("unit-detail", bureau.unit))
    changes = [(line.what, line.before, line.after) for line in response.context["history"]]
    assert sorted(changes) == [
        ("党组或党委", "", "党委"),
        ("名称", "青禾县水务局", "青禾县水利局"),
        ("建立", "", ""),
        ("简称", "水务局", "水利局"),
    ]


def test_the_second_editor_sees_both_texts(sysadmin_client, bureau):
    seen = bureau.office.version
    change_unit(unit=bureau.office, actor=SYSTEM, seen=seen, name="综合办公室")

    response = sysadmin_client.post(
        address("unit-edit", bureau.office), {"seen": seen, "name": "行政办公室", "short_name": ""}
    )

    page = response.content.decode()
    assert (response.status_code, "综合办公室" in page, "行政办公室" in page) == (409, True, True)
    assert address("unit-detail", bureau.office) in page
    bureau.office.refresh_from_db()
    assert bureau.office.name == "综合办公室"


def test_an_inner_unit_is_not_asked_for_a_leading_body(sysadmin_client, bureau):
    forms = [
        list(sysadmin_client.get(address("unit-edit", unit)).context["form"].fields)
        for unit in (bureau.unit, bureau.office)
    ]

    assert forms == [
        ["name", "short_name", "leading_body", "founded_on"],
        ["name", "short_name", "founded_on"],
    ]


@pytest.mark.parametrize(("day", "shown"), [("2025-07-01", True), ("", False)])
def test_the_day_of_founding_is_written_down_and_shown(sysadmin_client, bureau, day, shown):
    fields = sent(bureau.unit, kind="branch", name="第三党支部", founded_on=day)
    sysadmin_client.post(address("unit-add", bureau.unit), fields)
    made = Unit.objects.get(name="第三党支部")

    page = sysadmin_client.get(address("unit-detail", made)).content.decode()
    form = sysadmin_client.get(address("unit-edit", made)).content.decode()

    assert ("<dt>设立日期</dt><dd>2025年7月1日</dd>" in page, "设立日期" in page) == (shown, shown)
    assert ('value="2025-07-01"' in form) == shown


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2025-02-30", "没有这一天，或写法不对；日期请写成2026-05-01这样。"),
        ("2999-01-01", "设立日期不能晚于今天"),
    ],
)
def test_a_day_of_founding_that_cannot_be_is_said(sysadmin_client, bureau, day, sentence):
    fields = sent(bureau.unit, kind="branch", name="第三党支部", founded_on=day)

    response = sysadmin_client.post(address("unit-add", bureau.unit), fields)

    assert (response.status_code, sentence in response.content.decode()) == (422, True)
    assert not Unit.objects.filter(name="第三党支部").exists()


def test_a_unit_moves_and_its_button_keeps_the_focus(sysadmin_client, bureau):
    response = sysadmin_client.post(
        address("unit-move", bureau.finance), sent(bureau.finance, way="up"), follow=True
    )

    [(_, rows)] = response.context["groups"]
    assert [row.unit.name for row in rows] == ["财务科", "办公室"]
    page = response.content.decode()
    assert page.count("autofocus") == 1
    assert 'aria-label="把“财务科”上移" autofocus' in page


def test_at_the_end_a_message_says_so(sysadmin_client, bureau):
    response = sysadmin_client.post(
        address("unit-move", bureau.office), sent(bureau.office, way="up"), follow=True
    )

    assert "“办公室”已经排在最前，不能再移。" in response.content.decode()


def test_obstacles_are_listed_with_what_to_do(sysadmin_client, bureau):
    page = sysadmin_client.get(address("unit-close", bureau.office)).content.decode()

    assert "还有1人在这里任职或编在这里" in page
    assert 'name="closed_on"' not in page


def test_obstacles_stop_a_form_that_was_open_meanwhile(sysadmin_client, bureau):
    response = sysadmin_client.post(
        address("unit-close", bureau.office), sent(bureau.office, closed_on=timezone.localdate().isoformat())
    )

    bureau.office.refresh_from_db()
    assert (response.status_code, bureau.office.closed_on) == (422, None)
    assert "现在不能停用" in response.content.decode()


def test_a_unit_is_closed_and_opened_again(sysadmin_client, bureau):
    day = timezone.localdate()
    sysadmin_client.post(
        address("unit-close", bureau.finance), sent(bureau.finance, closed_on=day.isoformat())
    )
    bureau.finance.refresh_from_db()
    closed_on, page = bureau.finance.closed_on, sysadmin_client.get(address("unit-detail", bureau.finance))

    sysadmin_client.post(address("unit-reopen", bureau.finance), {"seen": bureau.finance.version})
    bureau.finance.refresh_from_db()

    assert (closed_on, bureau.finance.closed_on) == (day, None)
    shown = page.content.decode()
    assert [address(name, bureau.finance) in shown for name in (*FORMS, "unit-reopen")] == [
        False, False, False, True,
    ]  # fmt: skip


def test_a_closed_unit_takes_no_forms(sysadmin_client, bureau):
    closed = shut(bureau.finance)

    answers = [
        sysadmin_client.get(address("unit-edit", closed)).status_code,
        sysadmin_client.get(address("unit-add", closed)).status_code,
        sysadmin_client.post(address("unit-move", closed), sent(closed, way="up")).status_code,
    ]

    assert answers == [403, 403, 403]
    assert "已经停用了" in sysadmin_client.get(address("unit-close", closed)).content.decode()


def test_the_root_cannot_be_closed(sysadmin_client, bureau):
    assert "最上级的单位不能停用" in sysadmin_client.get(address("unit-close", bureau.unit)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_much_stands_below(
    clerk_client, bureau, django_assert_num_queries, count
):
    for number in range(count):
        create_unit(parent=bureau.unit, actor=SYSTEM, kind=UnitKind.DEPARTMENT, name=f"第{number}科")
        create_person(
            unit=bureau.unit, actor=SYSTEM, staff_number=f"8{number}", name="某某", team_order=number + 5
        )

    with django_assert_num_queries(16):
        assert clerk_client.get(address("unit-detail", bureau.unit)).status_code == 200
