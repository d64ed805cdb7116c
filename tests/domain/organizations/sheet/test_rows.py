"""What each row comes to: as many rows that pass in silence as rows that are told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bihuan.domain.organizations.enums import SeatKind, UnitKind
from bihuan.domain.organizations.models import Person
from bihuan.domain.organizations.operations.people import create_person
from bihuan.domain.organizations.sheet import columns
from bihuan.domain.organizations.sheet.planning import NOT_HERE
from bihuan.domain.trail.actor import SYSTEM

from ..register import unit_below
from . import books

WRONG = tomllib.loads(Path(__file__).with_name("wrong_cells.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    "cells",
    [
        ("101", "林溪"),
        ("101", "林溪", "办公室", "=1+1"),
        ("101", "林　溪", "办公室", "科员", "2024-03-01"),
        ("１０１", " 林溪 ", "水务局/办公室", "科员", "2024年3月1日", "第一党支部"),
        ("101", "林溪", "青禾县水务局/财务科"),
        ("101", "阿依古丽·买买提", "财务科", "科员", "20240301"),
        ("101", "林溪", "办公室", "副局长", "2024/3/1", "第一党支部", 3, "成员", "分管财务科"),
        ("101", "林溪", "办公室", "副局长", "2024/3/1", "无", 3, "列席"),
        ("A-101.b", "林溪", "", "科员"),
    ],
)
def test_newcomers_are_new(verdict, cells):
    assert verdict(*cells) == ("new", [])


@pytest.mark.parametrize(
    "cells",
    [
        ("003", "乔一帆"),
        ("003", "乔一帆", "办公室"),
        ("003", "乔 一 帆", "水务局/办公室", "办公室主任", "", "无"),
        ("001", "沈知远", "青禾县水务局", "党组书记、局长", "", "", 1, "成员"),
        ("003", "", "", "", "", "", "", "", "", ""),
    ],
)
def test_what_the_register_says_already_is_unchanged(verdict, cells):
    assert verdict(*cells) == ("unchanged", [])


@pytest.mark.parametrize("case", WRONG["wrong"], ids=lambda case: "".join(case["told"][:2]))
def test_a_wrong_cell_is_named_with_what_to_do(verdict, case):
    assert verdict(*case["cells"]) == ("wrong", [case["told"]])


def test_every_wrong_cell_of_a_row_is_told(verdict):
    what, told = verdict("101", "林溪", "没有的科", "科员", "2023年5月", "没有的支部")

    assert (what, [cell for cell, _, _ in told]) == ("wrong", ["C2", "E2", "F2"])


def test_a_staff_number_twice_in_the_table_is_wrong_both_times(upload):
    batch = upload(("101", "林溪"), ("102", "何田"), ("101", "林溪"))

    sentence = "“101”在表里有2行（第2、4行）。一个人只留一行；兼任的职务在人员页面登记。"
    assert [(row["what"], row["errors"]) for row in batch.rows] == [
        ("wrong", [["A2", "staff_number", sentence]]),
        ("new", []),
        ("wrong", [["A4", "staff_number", sentence]]),
    ]


def test_another_name_for_a_known_number_is_asked(verdict):
    assert verdict("003", "乔一凡") == (
        "asked",
        [["B2", "name", "名册里这个工号是“乔一帆”，表里写的是“乔一凡”。"]],
    )


def test_names_that_only_hide_characters_are_the_same_name(verdict):
    assert verdict("003", "乔\u200b一\u202e帆\ufeff") == ("unchanged", [])


def test_a_name_that_two_units_share_is_asked_back_with_its_ways(bureau, station, verdict):
    unit_below(station, "办公室", UnitKind.DEPARTMENT)

    assert verdict("101", "林溪", "办公室")[1][0][2] == (
        "有2个“办公室”，分不清是哪一个。请从上往下写清楚，如“青禾县水务局/办公室”、“水文站/办公室”。"
    )
    assert verdict("102", "何田", "水文站/办公室") == ("new", [])
    assert verdict("103", "何川", "水务局/办公室") == ("new", [])
    assert verdict("104", "何苗", "水务局/水文站/办公室") == ("new", [])


def test_unknown_and_foreign_units_and_people_look_alike(bureau, station, garden, upload):
    """Whoever keeps the station's register learns nothing of the garden beside it."""
    create_person(unit=garden, actor=SYSTEM, staff_number="777", name="园中人")
    batch = upload(
        ("101", "林溪", "灌溉试验站"),
        ("102", "何田", "不存在的站"),
        ("777", "园中人"),
        ("778", "何川", "水文站"),
        unit=station,
    )

    told = [[each[2] for each in row["errors"]] for row in batch.rows]
    unknown = "在“水文站”里找不到“{}”。请按“单位名称”表里的写法填写；还没有的，先建立这个单位。"
    assert told == [[unknown.format("灌溉试验站")], [unknown.format("不存在的站")], [NOT_HERE], []]


def test_lost_zeros_are_told_of_people_in_reach_only(bureau, station, garden, upload):
    create_person(unit=garden, actor=SYSTEM, staff_number="0777", name="园中人")

    assert upload(("777", "何川"), unit=station).rows[0]["what"] == "new"
    assert upload(("777", "何川")).rows[0]["what"] == "wrong"


def test_a_second_principal_is_wrong_and_a_swap_is_not(bureau, upload):
    swap = upload(
        ("001", "沈知远", "", "", "", "", "", "主要负责人"),
        ("002", "韩若溪", "", "", "", "", "", "主要负责人"),
    )
    one = upload(("002", "韩若溪", "", "", "", "", "", "主要负责人"))

    assert [row["what"] for row in swap.rows] == ["wrong", "wrong"]
    assert swap.rows[0]["errors"][0][2] == (
        "“水务局”的主要负责人就会有2名（沈知远、韩若溪），只能有1名，请核对。"
    )
    assert [row["what"] for row in one.rows] == ["changed"]


def test_columns_are_known_by_other_heads_in_another_order(upload):
    content = books.register(
        (1, "林溪", "办公室", "水务局", "员工", "101", "备"),
        heads=("序号", "姓　名", "所在科室", "工作单位", "现任职务", "职工编号（必填）", "爱好"),
    )
    batch = upload(content=content)

    assert batch.head["mapping"] == {
        "1": "serial", "2": "name", "3": "department", "4": "unit", "5": "title", "6": "staff_number",
    }  # fmt: skip
    assert batch.rows[0]["what"] == "new"


def test_seat_words_are_those_of_the_model():
    known = columns.words_of("seats")
    assert [known[label] for label in SeatKind.labels] == list(SeatKind.values)


def test_a_preview_writes_no_person(upload):
    before = Person.objects.count()

    upload(("101", "林溪"), ("003", "乔一凡"))

    assert Person.objects.count() == before
