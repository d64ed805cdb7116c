from __future__ import annotations

import datetime
import re

import pytest

from bihuan.domain.organizations.sheet.days import day_in


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01", "2024/3/1", "2024.3.1", "2024.03.01", "20240301", "2024年3月1日", "２０２４年３月１日",
        " 2024-3-1 ", "2024-03-01 00:00:00", "2024年3月1",
    ],
)  # fmt: skip
def test_whole_days_are_read(text):
    assert day_in(text) == datetime.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024.2.30", "没有2024年2月30日这一天，请核对。"),
        ("2023-2-29", "没有2023年2月29日这一天，请核对。"),
        ("2023年5月", "“2023年5月”没有写到日，请写成2023-05-01这样的日期。"),
        ("2023.5", "“2023.5”没有写到日，请写成2023-05-01这样的日期。"),
        ("2023", "“2023”没有写到日，请写成2023-01-01这样的日期。"),
        (
            "45352",
            "“45352”像是没有设成日期格式的数（可能是2024-03-01）。请把这一格设为日期格式，或写成2024-03-01。",
        ),
        ("三月初", "“三月初”认不出是哪一天，请写成2024-03-01这样的日期。"),
        ("1899-01-01", "1899年太早，请核对。"),
    ],
)
def test_what_is_not_a_whole_day_is_asked_back(text, why):
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        day_in(text)
