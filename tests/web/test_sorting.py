"""Heads that a list is sorted by."""

from __future__ import annotations

import pytest

from bihuan.web.sorting import sort_head


@pytest.mark.parametrize(
    ("sort", "direction", "url"),
    [
        ("", "", "?sort=made"),
        ("file", "", "?sort=made"),
        ("made", "ascending", "?sort=-made"),
        ("-made", "descending", "?sort=made"),
    ],
)
def test_a_head_sorts_and_then_turns_round(sort, direction, url):
    assert sort_head("made", "上传时间", sort=sort) == {
        "label": "上传时间",
        "direction": direction,
        "url": url,
    }


def test_the_search_stays_and_what_is_empty_does_not():
    assert sort_head("made", "上传时间", sort="", q="甲&乙", show="")["url"] == (
        "?q=%E7%94%B2%26%E4%B9%99&sort=made"
    )
