import datetime

import pytest

from bihuan.core.reading import deadlines, quantities
from bihuan.core.reading.model import ItemType


def found(text, kind=ItemType.MEASURE, year=None):
    counted = quantities.find(text, 0, len(text))
    return [
        (one.text, one.kind, one.date and one.date.isoformat(), one.precision, one.every)
        for one in deadlines.find(text, 0, len(text), year=year, kind=kind, quantities=counted)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年6月底前完成", [("2024年6月底前", "限期", "2024-06-30", "month", None)]),
        ("2025年3月31日前出台办法", [("2025年3月31日前", "限期", "2025-03-31", "day", None)]),
        ("完成时限：2025年3月", [("2025年3月", "限期", "2025-03-31", "month", None)]),
        ("对此类问题立行立改。", [("立行立改", "立行立改", None, None, None)]),
        (
            "（完成时限：立行立改，长期坚持）",
            [
                ("立行立改", "立行立改", None, None, None),
                ("长期坚持", "长期坚持", None, None, None),
            ],
        ),
        ("整改时限：每季度末前通报", [("每季度末前", "定期", None, None, "每季度末前")]),
        ("每半年向党组报告整改进展", [("每半年", "定期", None, None, "每半年")]),
        ("2026年一季度全部落地", [("2026年一季度", "限期", "2026-03-31", "quarter", None)]),
        ("年底前完成", [("年底前", "限期", None, "year", None)]),
    ],
)
def test_deadlines(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "持续推进党风廉政建设",
        "坚持即知即改、立行立改的原则",
        "每月带着问题走访*次以上",
        "2024年开展主题党日12次",
        "2024年1月5日召开会议",
        "把严的基调长期坚持下去",
        "今年以来",
        "党的二十届四中全会",
        "每周步行巡查至少2次",
    ],
)
def test_wording_that_sets_no_limit(text):
    assert found(text) == []


def test_problems_have_only_limits_that_a_label_introduces():
    assert found("项目到年底只建成1个", ItemType.PROBLEM) == []
    assert found("整改时限：2024年5月底", ItemType.PROBLEM) == [
        ("2024年5月底", "限期", "2024-05-31", "month", None)
    ]


def test_a_limit_without_a_year_takes_the_year_of_the_paper():
    assert found("年底前完成", year=2025) == [("年底前", "限期", "2025-12-31", "year", None)]
    assert datetime.date(2025, 12, 31).isoformat() == "2025-12-31"
