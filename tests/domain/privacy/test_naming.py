"""A name is replaced where it stands as a name."""

from __future__ import annotations

import pytest

from bihuan.domain.privacy.naming import replaced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("易水寒", "甲"),
        ("易水寒、办公室", "甲、办公室"),
        ("办公室 易水寒", "办公室 甲"),
        ("责任人：易水寒，配合：财务科", "责任人：甲，配合：财务科"),
        ("易水寒（牵头）", "甲（牵头）"),
        ("易 水 寒", "甲"),
        ("易　水寒\n沈知远", "甲\n沈知远"),
        ("由易水寒负责", "由易水寒负责"),
        ("易水寒同志", "易水寒同志"),
        ("风萧萧兮易水寒", "风萧萧兮易水寒"),
        ("易水·寒", "易水·寒"),
        ("水寒", "水寒"),
    ],
)
def test_only_a_name_by_itself_is_replaced(text, expected):
    assert replaced(text, "易水寒", "甲") == expected


def test_texts_inside_lists_and_objects_are_reached_and_nothing_else():
    value = [{"易水寒": ["易水寒", 3, None, True, 1.5]}]

    assert replaced(value, "易水寒", "甲") == [{"易水寒": ["甲", 3, None, True, 1.5]}]
