"""Single cells: heads, time limits, targets, names, wording. Nothing here needs a database."""

from __future__ import annotations

import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from bihuan.domain.organizations.models import Person, Unit
from bihuan.domain.rectification.models import Item
from bihuan.domain.rectification.people import Register
from bihuan.domain.rectification.sheet import columns, dues, keys, owners, targets, wording
from bihuan.domain.rectification.sheet.interpretation import aspect_of
from bihuan.domain.rectification.sheet.problems import RowProblem


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["问题内容"], "problem"),
        (["查 摆 出\n的问题"], "problem"),
        (["整改措施"], "measure"),
        (["整改措施落实情况"], "outcome"),
        (["整改措施（具体到事）"], "measure"),
        (["存在问题的原因"], "cause"),
        (["问题来源"], "source"),
        (["责任", "责任领导"], "leader"),
        (["责任清单", "责任科室"], "lead"),
        (["整改责任单位和责任人"], "contact"),
        (["整改完成时限："], "due"),
        (["是否完成"], "progress"),
        (["未完成原因"], "shortfall"),
        (["序 号"], "number"),
        (["配合单位或部门"], "support"),
    ],
)
def test_a_head_is_recognised_whatever_it_is_called(texts, code):
    assert columns.code_of(texts) == code


@pytest.mark.parametrize(
    "text",
    [
        "姓名",
        "联系电话",
        "督办文号",
        "得分",
        "权重",
        "单位",
        "电话号码",
        "考核标准",
        "是否涉密",
        "政治面貌",
        "领导班子的主要问题在于学习不够，请各科室对照检查并认真填写本表",
    ],
)
def test_other_heads_are_left_alone(text):
    assert columns.code_of([text]) is None


@pytest.mark.parametrize(
    ("limit", "kind", "date", "precision"),
    [
        ("2026年6月30日", "dated", (2026, 6, 30), "day"),
        ("2026-06-30", "dated", (2026, 6, 30), "day"),
        ("2026/6/30", "dated", (2026, 6, 30), "day"),
        ("2026.6", "dated", (2026, 6, 30), "month"),
        ("20260630", "dated", (2026, 6, 30), "day"),
        ("2026年6月底前", "dated", (2026, 6, 30), "month"),
        ("6月底前", "dated", (2026, 6, 30), "month"),
        ("2026年2月", "dated", (2026, 2, 28), "month"),
        ("年底前", "dated", (2026, 12, 31), "year"),
        ("立行立改", "immediate", None, ""),
        ("长期坚持", "lasting", None, ""),
        ("每季度", "recurring", None, ""),
        ("2026年6月底前，并长期坚持", "dated", (2026, 6, 30), "month"),
        ("尽快", "", None, ""),
        ("12345678", "", None, ""),
    ],
)
def test_a_limit_keeps_its_wording_and_gets_its_last_day(limit, kind, date, precision):
    assert dues.parsed("", limit, before="", year=2026) == {
        "due_kind": kind,
        "due_text": limit,
        "due_date": datetime.date(*date) if date else None,
        "due_precision": precision,
    }


def test_a_kind_that_is_said_goes_before_what_the_limit_tells():
    assert dues.parsed("即知即改", "2026年6月底前", before="", year=2026)["due_kind"] == "immediate"


def test_a_limit_that_tells_nothing_leaves_the_kind_as_it_was():
    assert dues.parsed("", "尽快", before="lasting", year=2026)["due_kind"] == "lasting"


@pytest.mark.parametrize("limit", ["一" * 61, "2026-13-45", "2026年2月30日"])
def test_a_limit_that_is_no_day_or_too_long_is_refused(limit):
    with pytest.raises(RowProblem):
        dues.parsed("", limit, before="", year=2026)


@pytest.mark.parametrize(
    ("text", "quantity", "end_state"),
    [
        ("每季度不少于2次", ("≥", Decimal(2), "次", "每季度"), ""),
        ("不超过3%；制度印发执行", ("≤", Decimal(3), "%", ""), "制度印发执行"),
        ("12次", ("=", Decimal(12), "次", ""), ""),
        ("办结率达到95%", ("", None, "", ""), "办结率达到95%"),
        ("制度印发执行", ("", None, "", ""), "制度印发执行"),
        ("第一议题制度落实", ("", None, "", ""), "第一议题制度落实"),
        ("", ("", None, "", ""), ""),
    ],
)
def test_a_target_is_a_quantity_an_end_state_or_both(text, quantity, end_state):
    values = targets.parsed(text)

    shown = tuple(
        values[name] for name in ("target_comparator", "target_value", "target_unit", "target_period")
    )
    assert (shown, values["end_state"]) == (quantity, end_state)


@pytest.mark.parametrize(
    "text",
    ["每季度不少于2次", "不超过3%", "超过5个", "少于5个", "近30家", "约100户", "各2次", "增加15%", "减少8%",
     "12—15次", "20余件", "12次", "每年不少于4次；印发制度", "制度印发执行", "0.5公里"],
)  # fmt: skip
def test_a_target_is_shown_as_it_is_read(text):
    assert targets.shown(Item(**targets.parsed(text))) == text


def test_a_masked_target_stays_visible_as_a_gap():
    assert targets.shown(Item(target_unit="次", target_period="每季度")) == "每季度＊＊次"


@pytest.fixture
def register() -> Register:
    people = {name: Person(name=name) for name in ("沈知远", "韩若溪", "李明")}
    return Register(people, {"办公室": Unit(name="办公室"), "共和镇": Unit(name="共和镇")})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("办公室、财务科", ["办公室", "财务科"]),
        ("办公室，财务科；工会", ["办公室", "财务科", "工会"]),
        ("李　明", ["李明"]),
        ("李 明、韩若溪", ["李明", "韩若溪"]),
        ("韩若溪（牵头）", ["韩若溪"]),
        ("石远（挂职）", ["石远（挂职）"]),
        ("共和镇", ["共和镇"]),
        ("办公室和财务科", ["办公室", "财务科"]),
        ("办公室、办公室", ["办公室"]),
        ("", []),
    ],
)
def test_names_are_told_apart_and_matched(register, text, names):
    assert owners.names(text, register) == names


def test_the_first_known_person_takes_the_place_and_nobody_is_lost(register):
    said = {"leader": "外聘专家、沈知远、韩若溪", "lead": "办公室", "contact": "石远"}

    found = owners.parsed(said, owners.Owners(), register)

    assert (found.leader.name, found.contact, found.leads) == (
        "沈知远",
        None,
        ("办公室", "外聘专家", "韩若溪", "石远"),
    )


def test_a_cell_that_says_nothing_leaves_its_part_as_it_was(register):
    before = owners.Owners(register.person("沈知远"), None, ("办公室",), ("共和镇",))

    after = owners.parsed({"support": ""}, before, register)

    assert (after.leader, after.leads, after.supports) == (before.leader, ("办公室",), ())


@pytest.mark.parametrize("text", ["P1", "", "P" + "0" * 32, "x" * 40, "P" + "g" * 32 + ".1"])
def test_what_is_no_key_is_none(text):
    assert keys.parsed(text) is None


def test_a_key_leads_back_to_its_rows():
    key = keys.RowKey(keys.Stamp(UUID(int=1), 3), None, keys.Stamp(UUID(int=2), 12))

    assert keys.parsed(str(key)) == key


@pytest.mark.parametrize(
    ("banner", "aspect"),
    [
        ("（一）理论武装方面的问题", "理论武装方面"),
        ("二、担当作为方面：", "担当作为方面"),
        ("作风建设", "作风建设"),
        ("1.政治引领方面", "政治引领方面"),
    ],
)
def test_a_row_across_the_table_names_an_aspect(banner, aspect):
    assert aspect_of(banner) == aspect


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1.学习 不够深入。", "学习不够深入", True),
        ("（一）学习不够深入；", "学习不够深入", True),
        ("一是学习不够深入", "学习不够深入", True),
        ("学习不够深入", "学习不够", False),
        ("2026年任务未完成", "任务未完成", False),
    ],
)
def test_the_same_wording_is_known_however_it_is_typed(one, other, expected):
    assert (wording.same(one) == wording.same(other)) is expected


@pytest.mark.parametrize(
    ("text", "before", "title"),
    [
        ("学习不够深入。读文件多，研究少。", "", "学习不够深入"),
        ("1.学习不够深入：读文件多", "", "学习不够深入"),
        ("学习不够深入。研究少。", "研究少", "研究少"),
        ("字" * 100, "", "字" * 60),
        ("。", "", "。"),
    ],
)
def test_a_title_is_the_lead_of_the_wording(text, before, title):
    assert wording.title_of(text, before) == title
