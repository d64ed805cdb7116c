"""The guide for clerks speaks of what pages really show: every word in bold stands in the product."""

from __future__ import annotations

import re
from pathlib import Path

import bihuan

ROOT = Path(bihuan.__file__).parent
GUIDE = ROOT.parent / "docs" / "first-steps.md"


def test_every_word_in_bold_stands_on_a_page():
    shown = "".join(
        file.read_text(encoding="utf-8")
        for folder, kind in (("web/templates", "*.html"), ("web", "*.py"), ("domain", "*.py"))
        for file in (ROOT / folder).rglob(kind)
    )
    named = re.findall(r"\*\*(.+?)\*\*", GUIDE.read_text(encoding="utf-8"))

    assert [word for word in named if word not in shown] == []
    assert len(named) >= 25
