"""A brace too few puts all that follows under somebody's condition, and no browser complains."""

from __future__ import annotations

from pathlib import Path

import pytest

import bihuan

CSS = Path(bihuan.__file__).parent / "web" / "static" / "css"


@pytest.mark.parametrize(
    "file", sorted(CSS.rglob("*.css")), ids=lambda file: file.relative_to(CSS).as_posix()
)
def test_every_brace_is_closed(file):
    depths, depth = [], 0
    for line in file.read_text("utf-8").splitlines():
        depth += line.count("{") - line.count("}")
        depths.append(depth)

    assert (min(depths), depths[-1]) == (0, 0)
