import pytest

from bihuan.core.registry import themes


def test_every_cycle_has_sources_and_numbered_aspects():
    assert themes.cycles() == tuple(range(2017, 2026))
    for year in themes.cycles():
        theme = themes.theme(year)
        assert theme is not None
        assert theme.cycle == year
        assert theme.sources
        assert [aspect.no for aspect in theme.aspects] == list(range(1, len(theme.aspects) + 1))
        assert theme.verified or theme.note


def test_which_cycles_are_verified():
    assert [year for year in themes.cycles() if themes.theme(year).verified] == [
        2018,
        2020,
        2022,
        2023,
        2024,
        2025,
    ]


@pytest.mark.parametrize(
    ("title", "year", "code"),
    [
        ("强化政治忠诚、提高政治能力", 2025, "2025-1"),
        ("带头严守政治纪律和政治规矩，维护党的团结统一方面", 2024, "2024-1"),
        ("廉洁自律方面", 2023, "2023-6"),
        ("带头用习近平新时代中国特色社会主义思想凝心铸魂", 2022, "2022-2"),
        ("精神状态", 2018, "2018-2"),
    ],
)
def test_a_heading_means_an_aspect(title, year, code):
    assert themes.match(title, year).code == code


@pytest.mark.parametrize(
    ("title", "year"),
    [("廉洁自律方面", 2024), ("食堂管理", 2025), ("", 2025), ("方面", 2023), ("廉洁自律方面", 1999)],
)
def test_other_headings_mean_none(title, year):
    assert themes.match(title, year) is None
