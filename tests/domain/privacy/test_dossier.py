"""A person gets all that is stored about that person, and nothing about others."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest
from django.utils import timezone

from bihuan.domain.accounts import queries
from bihuan.domain.ledgers.models import Attendance
from bihuan.domain.ledgers.operations.attendance import Answer, set_attendance
from bihuan.domain.privacy.dossier import dossier
from bihuan.domain.privacy.operations.export import note_person_export
from bihuan.domain.rectification.operations import items, wording
from bihuan.domain.trail import journal
from bihuan.domain.trail.actor import SYSTEM, Via
from bihuan.domain.trail.failures import NotPermitted
from bihuan.domain.trail.models import Change, Entry
from tests.records import theme_day

from .conftest import NAME, STAFF_NUMBER, USERNAME

NOW = datetime.datetime(2026, 3, 2, 1, 0, tzinfo=datetime.UTC)


def opened(person):
    archive = zipfile.ZipFile(io.BytesIO(dossier(person, now=NOW)))
    return {
        name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name).decode()
        for name in archive.namelist()
    }


def test_the_person_and_the_account_are_told_field_by_field(leaver):
    about = opened(leaver.person)["人员信息.json"]

    assert about["人员"] == {
        "内部编号": str(leaver.person.key),
        "所在系统": "水务局",
        "所在单位": "水务局",
        "工号": STAFF_NUMBER,
        "姓名": NAME,
        "拼音": "wen ren ting yu",
        "拼音首字母": "wrty",
        "内设机构": "办公室",
        "离开日期": None,
        "清除时间": None,
    }
    assert about["账号"] == {
        "内部编号": str(leaver.user.key),
        "用户名": USERNAME,
        "人员": NAME,
        "是否启用": "是",
        "密码更换时间": f"{timezone.localtime(leaver.user.password_set_at):%Y-%m-%d %H:%M:%S}",
        "停用或启用时间": None,
        "停用或启用原因": "",
    }
    assert about["角色"] == [{"单位": "青禾县水务局", "角色": "班子成员"}]
    assert about["代办"] == []
    assert about["第二重验证"] == []


def test_posts_branch_and_seat_are_told(leaver):
    told = opened(leaver.person)["人员信息.json"]["职务、支部和班子"]

    assert [(row["种类"], row.get("职务名称", ""), row["人员"]) for row in told] == [
        ("职务", "党组成员、总工程师", NAME),
        ("所在支部", "", NAME),
        ("班子席位", "", NAME),
    ]


def test_items_are_told_with_the_part_that_the_person_has(leaver):
    item = {
        "编号": str(leaver.item.key),
        "年度": 2025,
        "措施": "措施1",
        "完成时限": "",
        "进展": "已完成",
        "已撤回": False,
    }

    told = opened(leaver.person)["人员信息.json"]["负责的事项"]

    assert told == [item | {"身份": "责任领导"}, item | {"身份": "牵头"}]


def test_records_of_the_ledgers_are_told_with_the_part_that_the_person_has(leaver, branch):
    activity = theme_day(branch, details={"lecturer": leaver.person})
    answers = [Answer(leaver.person.key, "leave", "出差")]
    set_attendance(activity=activity, actor=SYSTEM, seen=activity.version, answers=answers)
    absence = Attendance.objects.get()

    files = opened(leaver.person)

    assert files["人员信息.json"]["工作台账"] == [
        {"种类": "活动", "编号": str(activity.key), "身份": "主讲人"},
        {"种类": "出席", "编号": str(absence.key), "身份": "人员", "状态": "请假", "理由": "出差"},
    ]
    assert {"活动", "出席"} <= {table["title"] for table in files["处理说明.json"]}


def test_texts_that_name_the_person_are_pointed_at_not_copied(leaver):
    measure = leaver.item.measure
    text = f"由{NAME}牵头，涉及信访人的情况。"
    wording.edit_statement(statement=measure, actor=SYSTEM, seen=measure.version, text=text)

    parts = opened(leaver.person)

    assert parts["人员信息.json"]["文字中提到"] == [
        {"所在": "导入批次", "字段": "表格内容", "编号": str(leaver.batch.key)},
        {"所在": "导入批次", "字段": "导入结果", "编号": str(leaver.batch.key)},
        {"所在": "措施", "字段": "内容", "编号": str(measure.key)},
    ]
    assert "信访人" not in json.dumps(parts, ensure_ascii=False)


def test_own_actions_stand_in_order_and_name_what_was_changed(leaver):
    actor = queries.actor_of(leaver.user)
    item = items.report_progress(
        item=leaver.item, actor=actor, seen=leaver.item.version, progress="done", outcome="又办了一件"
    )

    (told,) = opened(leaver.person)["本人操作.json"]

    entry = Entry.objects.get(actor_key=leaver.user.key)
    assert told | {"时间": ""} == {
        "时间": "",
        "操作": "rectification.item.report",
        "对象": "整改事项",
        "对象编号": str(item.key),
        "改动": ["整改事项：做了什么、结果如何", "整改事项：修改时间"],
        "途径": "page",
        "代办": False,
        "系统账号": "",
        "序号": entry.sequence,
    }


def test_what_others_did_is_not_told(leaver):
    assert opened(leaver.person)["本人操作.json"] == []


def test_how_the_data_is_handled_is_told(leaver):
    tables = [table["table"] for table in opened(leaver.person)["处理说明.json"]]

    assert tables == [
        "organizations.person",
        "organizations.post",
        "organizations.branchmembership",
        "organizations.teamseat",
        "accounts.user",
        "accounts.secondfactor",
        "accounts.rolegrant",
        "accounts.delegation",
        "sessions.session",
        "trail.entry",
        "trail.change",
        "rectification.item",
        "rectification.itemowner",
    ]


def test_nothing_about_others_and_no_password_is_in_it(leaver, bureau):
    leaver.user.refresh_from_db()

    text = json.dumps(opened(leaver.person), ensure_ascii=False)

    assert [name for name in ("沈知远", "韩若溪", "乔一帆", leaver.user.password) if name in text] == []


def test_numbers_of_citizens_are_masked(leaver):
    measure = leaver.item.measure
    title = "回访13800138000"
    wording.edit_statement(statement=measure, actor=SYSTEM, seen=measure.version, title=title)

    told = opened(leaver.person)["人员信息.json"]["负责的事项"]

    assert {item["措施"] for item in told} == {"回访138****8000"}


def test_the_same_record_gives_the_same_bytes(leaver):
    assert dossier(leaver.person, now=NOW) == dossier(leaver.person, now=NOW)


def test_a_person_without_an_account_or_items_gets_a_dossier(bureau):
    parts = opened(bureau.head)

    assert parts["人员信息.json"]["账号"] is None
    assert parts["人员信息.json"]["负责的事项"] == []
    assert parts["本人操作.json"] == []


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("secadmin", True), ("clerk", False), ("own", True), ("leader", False), ("stranger", False)],
)
def test_the_guardian_and_the_person_may_export(leaver, request, who, allowed):
    actor = queries.actor_of(leaver.user, via=Via.CLI) if who == "own" else request.getfixturevalue(who)
    before = Entry.objects.count()

    if allowed:
        note_person_export(person=leaver.person, actor=actor, digest="sha256:0")
        change = Change.objects.get(entry=Entry.objects.latest("pk"))
        assert journal.value_of(change.after) == {"digest": "sha256:0"}
    else:
        with pytest.raises(NotPermitted):
            note_person_export(person=leaver.person, actor=actor, digest="sha256:0")
    assert Entry.objects.count() == before + allowed
