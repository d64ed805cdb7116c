import datetime

import pytest

from bihuan.core.text import dates


def found(text, year=None):
    return [
        (text[one.start : one.end], one.date and one.date.isoformat(), one.precision, one.limiting)
        for one in dates.find(text, 0, len(text), year=year)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年6月底前完成", [("2024年6月底前", "2024-06-30", "month", True)]),
        ("2025年3月31日前", [("2025年3月31日前", "2025-03-31", "day", True)]),
        ("2024年2月底", [("2024年2月底", "2024-02-29", "month", True)]),
        ("2025年一季度末", [("2025年一季度末", "2025-03-31", "quarter", True)]),
        ("2025年上半年", [("2025年上半年", "2025-06-30", "half", False)]),
        ("2025年底前", [("2025年底前", "2025-12-31", "year", True)]),
        ("二〇二五年三月", [("二〇二五年三月", "2025-03-31", "month", False)]),
        ("年底前", [("年底前", None, "year", True)]),
        ("6月底前", [("6月底前", None, "month", True)]),
        ("9月30日前", [("9月30日前", None, "day", True)]),
        (
            "2024年6月启动，9月底前完成",
            [
                ("2024年6月", "2024-06-30", "month", False),
                ("9月底前", "2024-09-30", "month", True),
            ],
        ),
    ],
)
def test_dates(text, expected):
    assert found(text) == expected


def test_a_given_year_is_assumed():
    assert found("年底前", 2025) == [("年底前", "2025-12-31", "year", True)]
    assert found("明年3月底前", 2025) == [("明年3月底前", "2026-03-31", "month", True)]


@pytest.mark.parametrize(
    "text", ["三年行动计划", "十九届六中全会", "到底怎么办", "月月有主题", "12个", "期末考试"]
)
def test_no_dates_in_other_wording(text):
    assert found(text) == []


def test_impossible_days_have_no_date():
    assert [one.date for one in dates.find("2025年2月30日前", 0, 10)] == [None]
    assert isinstance(next(dates.find("2025年2月28日前", 0, 10)).date, datetime.date)
