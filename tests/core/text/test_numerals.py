from decimal import Decimal

import pytest

from bihuan.core.text import numerals


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "12"),
        ("３０", "30"),
        ("1,200", "1200"),
        ("3.6亿", "360000000"),
        ("1.2万", "12000"),
        ("十二", "12"),
        ("二十", "20"),
        ("两", "2"),
        ("〇", "0"),
        ("一百零五", "105"),
        ("三千五百", "3500"),
        ("二〇二四", "2024"),
        ("十万", "100000"),
        ("三万五千", "35000"),
    ],
)
def test_value_of_written_numbers(text, expected):
    assert numerals.value(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "若干", "几", "一二三x", "1.", "万", "第一", "多", "1.2.3", "好"])
def test_value_is_none_for_what_is_no_number(text):
    assert numerals.value(text) is None


def test_integer_refuses_fractions():
    assert numerals.integer("1.5") is None
    assert numerals.integer("十五") == 15
