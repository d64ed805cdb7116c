"""The day of the meeting: taken where the report says it, and never guessed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from bihuan.core.reading.meeting import FRONT, meeting_day

REPORTS = Path(__file__).parents[2] / "material" / "reports"
HELD = datetime.date(2026, 1, 22)


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月22日，局党组召开2025年度民主生活会。",
        "2026年1月22日上午，局党组召开了民主生活会。",
        "根据通知要求，2026年1月22日，县水务局党组召开2025年度民主生活会，县纪委派员到会指导。",
        "二〇二六年一月二十二日，局党组召开专题民主生活会。",
        "标题\n县委组织部：\n2026年1月22日，局党组召开2025年度民主生活会。2026年1月22日召开民主生活会后，",
    ],
)
def test_a_day_that_is_said(text):
    assert meeting_day(text, 2025) == HELD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年1月，局党组召开2025年度民主生活会。",
        "1月22日，局党组召开2025年度民主生活会。",
        "按照2025年12月3日通知要求，局党组召开2025年度民主生活会。",
        "2026年1月20日印发通知。局党组召开民主生活会。",
        "2025年1月16日召开2024年度民主生活会后，逐条整改。",
        "2026年4月16日召开2025年度民主生活会整改推进会。",
        "2028年1月22日，局党组召开民主生活会。",
        "2026年1月22日，局党组召开民主生活会。2026年1月23日，下属中心召开民主生活会。",
        "2026年1月22日，局党组召开组织生活会。",
        "一" * FRONT + "2026年1月22日，局党组召开2025年度民主生活会。",
    ],
)
def test_a_day_that_is_not_said_is_not_guessed(text):
    assert meeting_day(text, 2025) is None


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("bureau-report-2025", 2025, HELD),
        ("street-report-2024", 2024, datetime.date(2025, 1, 16)),
        ("redhead-report-2023", 2023, datetime.date(2024, 1, 10)),
        ("bureau-report-2022", 2022, None),
        ("county-results-2024", 2024, None),
        ("news-2026", 2025, None),
        ("notice-2026", 2025, None),
    ],
)
def test_whole_reports(name, year, day):
    text = (REPORTS / f"{name}.txt").read_text("utf-8-sig")

    assert meeting_day(text, year) == day
