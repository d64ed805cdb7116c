"""Titles are broken into balanced lines, and no word is cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.document.writers.titles import balanced, ems

WIDTH = 20.1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于整改落实情况的报告", ("关于整改落实情况的报告",)),
        (
            "中共云溪市数据局党组关于2026年度民主生活会整改落实情况的报告",
            ("中共云溪市数据局党组关于2026年度", "民主生活会整改落实情况的报告"),
        ),
        (
            "中共云溪市数据局党组关于印发《2026年度民主生活会整改方案》的通知",
            ("中共云溪市数据局党组关于印发", "《2026年度民主生活会整改方案》的通知"),
        ),
        (
            "中共云溪市数据局机关委员会关于领导班子2026年度专题民主生活会征求意见情况和上年度整改措施落实情况的报告",
            (
                "中共云溪市数据局机关委员会关于",
                "领导班子2026年度专题民主生活会征求意见",
                "情况和上年度整改措施落实情况的报告",
            ),
        ),
        (
            "关于深入贯彻落实中央八项规定精神学习教育专题民主生活会整改落实情况和下一步工作打算的报告",
            (
                "关于深入贯彻落实中央八项规定精神",
                "学习教育专题民主生活会整改落实",
                "情况和下一步工作打算的报告",
            ),
        ),
        ("甲报告\n乙情况", ("甲报告", "乙情况")),
        ("", ()),
    ],
)
def test_title_is_broken_between_words(title, lines):
    assert balanced(title, WIDTH) == lines


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="关于的报告情况《》（）、，2026年度abc甲乙", max_size=90))
def test_no_sign_is_lost_and_no_line_too_wide(title):
    lines = balanced(title, WIDTH)

    assert "".join(lines) == title
    assert all(ems(line) <= WIDTH for line in lines)


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="甲乙丙丁的情况", min_size=21, max_size=80))
def test_no_line_begins_with_a_particle(title):
    for line in balanced(title, WIDTH)[1:]:
        assert line[0] != "的" or "的的" in title


@pytest.mark.parametrize(("text", "width"), [("甲", 1), ("a", 0.5), ("甲a，1", 3), ("", 0)])
def test_widths_count_half_width_signs_half(text, width):
    assert ems(text) == width


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet="甲乙丙丁", min_size=41, max_size=80))
def test_no_line_is_narrower_than_both_its_neighbours(title):
    widths = [ems(line) for line in balanced(title, WIDTH)]

    for above, middle, below in zip(widths, widths[1:], widths[2:], strict=False):
        assert middle >= min(above, below)
