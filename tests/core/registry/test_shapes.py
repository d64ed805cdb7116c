"""The seven shapes, and what their files may not say."""

from __future__ import annotations

import pytest

from bihuan.core.registry import shapes as registry

ENTRY = {
    "name": "借阅",
    "purpose": "谁借了什么。",
    "parts": {"attachments": "附件"},
    "field": [
        {"code": "on", "name": "日期", "kind": "date"},
        {"code": "state", "name": "情况", "kind": "choice", "choices": {"out": "借出", "back": "已还"}},
    ],
}


def test_there_are_seven_shapes():
    assert {code: shape.name for code, shape in registry.shapes().items()} == {
        "activity": "活动",
        "award": "评优",
        "case": "办件",
        "plan": "计划",
        "poll": "测评",
        "register": "清单",
        "scorecard": "自查表",
    }


@pytest.mark.parametrize("shape", registry.shapes().values(), ids=registry.shapes())
def test_every_shape_has_a_day_a_title_a_note_and_attachments(shape):
    kinds = {code: shape.fields[code].kind for code in ("on", "title", "note")}

    assert kinds == {"on": "date", "title": "text", "note": "text"}
    assert shape.parts["attachments"] == "附件"


def test_a_shape_is_told_in_full():
    shape = registry.shape_of("lending", ENTRY)

    assert (shape.code, shape.name, shape.purpose) == ("lending", "借阅", "谁借了什么。")
    assert shape.parts == {"attachments": "附件"}
    assert shape.fields == {
        "on": registry.ShapeField("on", "日期", "date", {}),
        "state": registry.ShapeField("state", "情况", "choice", {"out": "借出", "back": "已还"}),
    }


def test_a_field_of_a_part_says_so_or_has_its_name():
    fields = [*ENTRY["field"], {"code": "due", "name": "归还", "kind": "date", "part": "attachments"}]
    named = {"code": "attachments", "name": "附件", "kind": "text"}

    shape = registry.shape_of("lending", {**ENTRY, "field": [*fields, named], "listed": ["due"]})

    assert {code: field.part for code, field in shape.fields.items()} == {
        "on": "",
        "state": "",
        "due": "attachments",
        "attachments": "attachments",
    }
    assert shape.listed == ("due",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"listed": ["none"]}, "listed：没有“none”"),
        ({"field": [{**ENTRY["field"][0], "part": "none"}]}, "field.on：part：没有“none”"),
        ({"name": "一" * 11}, "name：不超过10字"),
        ({"name": ""}, "name：不能为空"),
        ({"parts": ["附件"]}, "parts：应为代码与名称的对照"),
        ({"parts": {"attachments": 1}}, "parts：每个名称应为文字"),
        ({"fields": {}}, "fields：不认识这一项"),
        ({"field": [ENTRY["field"][0]] * 2}, "field：“on”有重复"),
    ],
)
def test_a_faulty_shape_is_refused(changes, message):
    with pytest.raises(ValueError, match=r"shapes/lending\.toml") as refusal:
        registry.shape_of("lending", {**ENTRY, **changes})

    assert str(refusal.value) == f"shapes/lending.toml：{message}"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "colour"}, "kind：没有“colour”"),
        ({"kind": "choice"}, "choices：单选至少要有两个选项"),
        ({"choices": {"a": "甲", "b": "乙"}}, "choices：只有单选才有选项"),
        ({"required": True}, "required：不认识这一项"),
    ],
)
def test_a_faulty_field_is_refused(changes, message):
    with pytest.raises(ValueError, match=r"field\.on") as refusal:
        registry.shape_of("lending", {**ENTRY, "field": [{**ENTRY["field"][0], **changes}]})

    assert str(refusal.value) == f"shapes/lending.toml：field.on：{message}"


@pytest.mark.parametrize("kind", ["time", "documents", "votes"])
def test_some_kinds_are_only_for_shapes(kind):
    assert kind in registry.SHAPE_KINDS
    assert kind not in registry.KINDS
