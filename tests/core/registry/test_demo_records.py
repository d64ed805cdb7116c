"""A record of the demo is read from its table, and a faulty one is named with its place."""

from __future__ import annotations

import datetime

import pytest

from bihuan.core.registry import demo, demo_ledgers
from bihuan.core.registry.mechanisms import mechanisms
from bihuan.core.registry.tables import Table

MECHANISMS = mechanisms()
TEAM = {member["name"] for member in demo.bureau()["team"]}


def test_nothing_is_typed_that_can_be_derived():
    with pytest.raises(ValueError, match="milestone_count") as refusal:
        read("key-projects", own={"programme": "工程"}, milestone_count=3)

    assert str(refusal.value) == "demo：milestone_count：由别的栏得出，不填"


def read(mechanism, **values):
    """A record of the demo from its table."""
    entry = {"on": datetime.date(2026, 10, 9), "title": "一次", **values}
    return demo_ledgers.record_of(MECHANISMS[mechanism], Table("demo", entry))


def test_a_record_is_told_in_full():
    record = read(
        "theme-day",
        unit="窗口服务党支部",
        place="大厅",
        own={"on_fixed_day": False, "party-lecture.lecturer_is": "member"},
        also=["party-lecture"],
        attendance={
            "who": ["乐安禾", "裴听雨", "宁守拙", "明辨之"],
            "leave": {"裴听雨": "值班"},
            "absent": {"宁守拙": "忘记"},
            "made_up": {"明辨之": {"reason": "开庭", "on": datetime.date(2026, 10, 12)}},
        },
        attachments=[{"kind": "number", "text": "安人社〔2026〕1号"}],
    )

    assert (record.mechanism, record.unit, record.note, record.details) == (
        "theme-day",
        "窗口服务党支部",
        "",
        {"place": "大厅"},
    )
    assert record.own == {"theme-day.on_fixed_day": False, "party-lecture.lecturer_is": "member"}
    assert [(each.person, each.state, each.reason) for each in record.attendance] == [
        ("乐安禾", "present", ""),
        ("裴听雨", "leave", "值班"),
        ("宁守拙", "absent", "忘记"),
        ("明辨之", "made_up", "开庭"),
    ]
    assert record.attendance[3].made_up_on == datetime.date(2026, 10, 12)
    assert record.attachments == ({"kind": "number", "text": "安人社〔2026〕1号"},)


def test_a_record_without_a_unit_is_the_bureaus():
    record = read("field-visits", attendance={"who": "team"})

    assert record.unit == demo.bureau()["name"]
    assert {each.person for each in record.attendance} == TEAM


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"unit": "食堂"}, "demo：unit：没有“食堂”"),
        ({"on": "2026-10-09"}, "demo：on：应为日期"),
        ({"host": "路人甲"}, "demo：host：没有“路人甲”"),
        ({"hours": -1}, "demo：hours：值与这一栏的类型不合"),
        ({"hours": True}, "demo：hours：值与这一栏的类型不合"),
        ({"starts": "09:00"}, "demo：starts：值与这一栏的类型不合"),
        ({"place": ""}, "demo：place：值与这一栏的类型不合"),
        ({"documents": []}, "demo：documents：值与这一栏的类型不合"),
        ({"own": {"mood": 1}}, "demo：own：没有“theme-day.mood”"),
        ({"own": {"party-feast.a": 1}}, "demo：own：没有“party-feast”"),
        ({"own": {"on_fixed_day": "yes"}}, "demo：own.theme-day.on_fixed_day：值与这一栏的类型不合"),
        (
            {"own": {"party-lecture.lecturer_is": "king"}},
            "demo：own.party-lecture.lecturer_is：没有“king”",
        ),
        ({"also": ["petitions"]}, "demo：also：没有“petitions”"),
        ({"attendance": {"who": ["路人甲"]}}, "demo：attendance：who：没有“路人甲”"),
        (
            {"attendance": {"who": ["乐安禾"], "leave": {"沈砚秋": "开会"}}},
            "demo：attendance：who：没有“沈砚秋”",
        ),
        ({"attendance": {"late": {}}}, "demo：attendance：late：不认识这一项"),
        ({"points": 3}, "demo：points：不认识这一项"),
    ],
)
def test_a_faulty_record_is_refused(values, message):
    with pytest.raises(ValueError, match="demo") as refusal:
        read("theme-day", **values)

    assert str(refusal.value) == message


def test_what_a_mechanism_asks_for_may_not_be_missing():
    with pytest.raises(ValueError, match="programme") as refusal:
        read("key-projects")

    assert str(refusal.value) == "demo：own：没有填写“programme”"


def test_a_record_has_a_day():
    with pytest.raises(ValueError, match="on") as refusal:
        demo_ledgers.record_of(MECHANISMS["theme-day"], Table("demo", {"title": "一次"}))

    assert str(refusal.value) == "demo：on：没有填写"
