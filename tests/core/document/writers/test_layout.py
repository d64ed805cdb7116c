"""The layout in the registry: sourced figures that agree with each other."""

import pytest

from bihuan.core.registry.files import read_toml
from bihuan.core.registry.layouts import layout

MM = 72 / 25.4
STRENGTHS = {"规定", "一般", "推荐", "惯例"}


@pytest.mark.parametrize("group", ["measures", "fonts", "styles"])
def test_every_entry_names_its_clause_and_strength(group):
    for name, entry in read_toml("layouts", "gbt-9704-2012")[group].items():
        assert entry["clause"], name
        assert entry["strength"] in STRENGTHS, name


def test_source_and_day_of_verification_are_named():
    data = read_toml("layouts", "gbt-9704-2012")

    assert data["source"].startswith("GB/T 9704—2012")
    assert data["verified"].isoformat() == "2026-11-20"


@pytest.mark.parametrize(
    ("across", "parts"),
    [
        ("paper-width", ("margin-left", "type-width", "margin-right")),
        ("paper-height", ("margin-top", "type-height", "margin-bottom")),
    ],
)
def test_margins_and_type_area_make_up_the_paper(across, parts):
    assert sum(layout().points(name) for name in parts) == pytest.approx(layout().points(across))


def test_pitch_and_advance_fill_the_type_area():
    assert layout().pitch == pytest.approx(225 * MM / 22)
    assert layout().advance * 27 + 16 == pytest.approx(156 * MM)


@pytest.mark.parametrize(
    ("name", "points"),
    [
        ("line-pitch", 28.95),
        ("mark-from-top", 35 * MM),
        ("number-after-mark", 2 * 225 * MM / 22),
        ("page-number-below", 7 * MM),
        ("page-number-indent", (156 * MM - 16) / 27),
        ("body-size", 16),
    ],
)
def test_lengths_come_in_points_whatever_their_unit(name, points):
    assert layout().points(name) == pytest.approx(points)


def test_styles_and_numbers_use_fonts_that_the_layout_has():
    assert {style.font for style in layout().styles.values()} <= set(layout().fonts)


def test_every_font_ends_with_one_that_is_always_there():
    assert {font.stands_in[-1] for font in layout().fonts.values()} == {"Noto Serif SC", "Noto Sans SC"}


def test_unknown_layout_is_refused():
    with pytest.raises(FileNotFoundError):
        layout("gbt-0000")


def test_unknown_measure_is_refused():
    with pytest.raises(KeyError):
        layout().points("margin-middle")
