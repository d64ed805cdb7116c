"""Rows in words: owners, dates, targets, masked figures."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from bihuan.domain.compilations import wording
from bihuan.domain.rectification.enums import DueKind, OwnerRole
from bihuan.domain.rectification.models import Figure, Item, ItemOwner, Measure


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"target_value": Decimal("12.0000"), "target_unit": "次", "target_comparator": "≥"}, "不少于12次"),
        ({"target_value": Decimal("98.6"), "target_unit": "%", "target_comparator": "="}, "98.6%"),
        ({"target_value": Decimal(100), "target_unit": "户", "target_comparator": ">"}, "超过100户"),
        ({"target_value": Decimal(1), "target_unit": "名", "target_comparator": "=each"}, "各1名"),
        ({"target_value": Decimal(30), "target_unit": "张", "target_comparator": "≤approx"}, "近30张"),
        ({"target_value": Decimal(30), "target_unit": "%", "target_comparator": "decrease"}, "减少30%"),
        (
            {
                "target_value": Decimal(3),
                "target_high": Decimal(5),
                "target_unit": "场",
                "target_comparator": "range",
                "target_period": "全年",
            },
            "全年3至5场",
        ),
        ({"target_unit": "次", "target_comparator": "≥", "target_period": "每月"}, "每月不少于＊＊次"),
        ({"end_state": "综合窗口建成使用"}, "综合窗口建成使用"),
        ({"target_value": Decimal(3), "target_unit": "个", "end_state": "建成使用"}, "3个；建成使用"),
    ],
)
def test_targets_in_words(fields, expected):
    assert wording.target_words(Item(**fields)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ""),
        ({"due_kind": DueKind.LASTING}, "长期坚持"),
        ({"due_kind": DueKind.DATED, "due_date": datetime.date(2026, 6, 30)}, "2026年6月30日前"),
        (
            {"due_kind": DueKind.DATED, "due_text": "2026年上半年", "due_date": datetime.date(2026, 6, 30)},
            "2026年上半年",
        ),
        ({"due_kind": DueKind.IMMEDIATE}, "立行立改"),
    ],
)
def test_dates_in_words(fields, expected):
    assert wording.due_words(Item(**fields)) == expected


def test_owners_in_words_stand_role_by_role():
    owners = [
        ItemOwner(role=OwnerRole.SUPPORT, name="财务科"),
        ItemOwner(role=OwnerRole.LEAD, name="办公室"),
        ItemOwner(role=OwnerRole.LEAD, name="督查科"),
    ]

    assert wording.owner_words(Item(), owners) == "牵头：办公室、督查科；配合：财务科"
    assert wording.owner_words(Item(), []) == ""


def masked(text: str, start: int, filled: str | None = None) -> Figure:
    value = None if filled is None else Decimal(filled)
    return Figure(text=text, start=start, unit_word="次", masked=True, filled_value=value)


def test_a_mask_stays_visible_until_it_is_filled_and_nothing_else_changes():
    measure = Measure(text="全年学习不少于**次，调研*次以上，涉及市***局。", start=100)
    first, second = masked("不少于**次", 104), masked("*次以上", 114)

    assert wording.stated(measure, [first, second]) == "全年学习不少于＊＊次，调研＊次以上，涉及市＊＊＊局。"

    first.filled_value = Decimal("12.0000")

    assert wording.stated(measure, [second, first]) == "全年学习不少于12次，调研＊次以上，涉及市＊＊＊局。"


def test_an_edited_text_keeps_its_figures_as_far_as_they_are_found():
    moved = Measure(text="班子全年学习不少于**次。", start=100)
    gone = Measure(text="班子每月学习一次。", start=100)

    assert wording.stated(moved, [masked("不少于**次", 104, "12")]) == "班子全年学习不少于12次。"
    assert wording.stated(gone, [masked("不少于**次", 104, "12")]) == "班子每月学习一次。"


def test_the_sentence_of_a_figure():
    measure = Measure(title="学习", text="坚持自学。全年学习不少于**次，学懂弄通。再谈体会。", start=10)

    assert wording.sentence_of(masked("不少于**次", 19), measure) == (
        "全年学习",
        "不少于**次",
        "，学懂弄通。",
    )
    measure.text = "坚持自学。"
    assert wording.sentence_of(masked("不少于**次", 19), measure) == (
        "", "不少于**次", "（原句已修改，见“学习”）",
    )  # fmt: skip
