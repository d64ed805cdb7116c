"""The yearly themes: what matches a heading, and what does not."""

from __future__ import annotations

import pytest

from bihuan.core.registry import themes


@pytest.mark.parametrize(
    ("title", "year", "expected"),
    [
        ("坚持以人民为中心的发展思想、推动改革发展稳定方面", 2022, "2022-4"),
        ("带头发扬斗争精神，防范化解风险挑战", 2022, "2022-5"),
        ("带头深刻领悟“两个确立\"的决定性意义，增强\"四个意识\"", 2022, "2022-1"),
        ("工作作风方面", 2018, "2018-3"),
        ("理论学习方面", 2023, "2023-1"),
        ("固本培元、增强党性方面", 2025, "2025-2"),
    ],
)
def test_a_heading_matches_the_aspect_it_means(title, year, expected):
    assert themes.match(title, year).code == expected


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("财务管理方面", 2022),
        ("", 2022),
        ("带头方面", 2022),
        ("工作作风方面", 2019),
        ("工作作风方面", 2031),
    ],
)
def test_other_headings_and_unknown_years_match_nothing(title, year):
    assert themes.match(title, year) is None


def test_every_theme_says_where_it_is_from_and_whether_it_was_checked():
    for year in themes.cycles():
        theme = themes.theme(year)
        assert theme.cycle == year
        assert theme.sources
        assert theme.aspects or not theme.verified


def test_codes_of_aspects_are_unique_within_a_year():
    for year in themes.cycles():
        aspects = themes.theme(year).aspects
        assert [aspect.no for aspect in aspects] == list(range(1, len(aspects) + 1))


def test_a_year_without_a_theme_is_unknown_not_guessed():
    assert themes.theme(2026) is None
