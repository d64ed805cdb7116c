"""Fonts: what plays which part, what is borrowed, what none can draw."""

import shutil
import struct
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from bihuan.core.document.fonts import Cast, Substitution, find_fonts
from bihuan.core.document.writers.cmap import coverage
from bihuan.core.registry.layouts import FontRole, layout
from tests.core.document.writers.papers import FLOOR

SERIF, SANS = str(pylopdf_fonts_zh_cn.serif_path()), str(pylopdf_fonts_zh_cn.sans_path())


def role(*same: str, stands_in: tuple[str, ...] = ("Noto Serif SC",), weight: int = 400) -> FontRole:
    return FontRole("仿宋", "仿宋_GB2312", same, stands_in, "5.2.2", "一般", weight)


def test_floor_alone_plays_every_part():
    assert {name: FLOOR.cast(font).families for name, font in layout().fonts.items()} == {
        "body": ("Noto Serif SC",),
        "kai": ("Noto Serif SC",),
        "hei": ("Noto Sans SC",),
        "title": ("Noto Serif SC",),
        "digits": ("Noto Serif SC",),
    }


def test_a_bold_part_without_a_bold_font_is_thickened():
    assert FLOOR.cast(layout().fonts["title"]) == Cast(("Noto Serif SC",), 700, thicken=True)
    assert FLOOR.cast(layout().fonts["body"]) == Cast(("Noto Serif SC",), 400, thicken=False)


def test_a_folder_that_is_not_there_changes_nothing():
    assert find_fonts((Path("/does/not/exist"),), system=False).faces == FLOOR.faces


def test_fonts_of_a_folder_are_found(tmp_path):
    shutil.copy(SERIF, tmp_path / "fang.otf")

    found = find_fonts((tmp_path,), system=False)

    assert str(tmp_path / "fang.otf") in {face.path for face in found.faces["Noto Serif SC"]}


def test_a_file_that_is_no_font_is_passed_over(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")

    assert find_fonts((tmp_path,), system=False).faces == FLOOR.faces


def test_the_official_font_is_no_substitution():
    assert FLOOR.check(role("Noto Serif SC"), "甲乙") == ((), "")


def test_a_stand_in_is_told():
    assert FLOOR.check(role("仿宋"), "甲乙") == ((Substitution("仿宋", "仿宋_GB2312", "Noto Serif SC"),), "")


def test_characters_that_another_font_lends_are_told():
    only_sans = next(sign for sign in map(chr, range(0x30000)) if lacks(SERIF, sign) and has(SANS, sign))
    part = role("Noto Serif SC", stands_in=("Noto Sans SC",))

    notes, missing = FLOOR.check(part, "甲" + only_sans)

    assert notes == (Substitution("仿宋", "Noto Serif SC", "Noto Sans SC", only_sans),)
    assert str(notes[0]) == f"仿宋：Noto Serif SC 缺 {only_sans}，由 Noto Sans SC 补"
    assert missing == ""


def test_spaces_are_never_missing():
    assert FLOOR.check(role("Noto Serif SC"), "甲 乙\u00a0丙\n") == ((), "")


def test_missing_characters_come_once_each():
    assert FLOOR.check(role("Noto Serif SC"), "😀甲😀👍")[1] == "👍😀"


def lacks(path: str, sign: str) -> bool:
    return sign not in coverage(path)


def has(path: str, sign: str) -> bool:
    return sign in coverage(path)


@pytest.mark.parametrize("sign", list("一龥镕赟A1，。—〔〕×"))
def test_covered_characters(sign):
    assert sign in coverage(SERIF)


@pytest.mark.parametrize("sign", ["😀", "\U000e0101", "\u0e01", "\uffff"])
def test_uncovered_characters(sign):
    assert sign not in coverage(SERIF)


def font_file(path: Path, subtable: bytes) -> str:
    """The least file that has a cmap table."""
    table = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + subtable
    head = struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0)
    path.write_bytes(head + struct.pack(">4sIII", b"cmap", 0, 28, len(table)) + table)
    return str(path)


def test_segments_of_a_small_font_are_read(tmp_path):
    """A–C by a delta; X–Z through the glyph array, where Y has no glyph."""
    ends, starts, deltas = (67, 90, 0xFFFF), (65, 88, 0xFFFF), (65536 - 60, 0, 1)
    offsets, glyphs = (0, 4, 0), (7, 0, 9)
    body = struct.pack(">3H", *ends) + struct.pack(">H", 0) + struct.pack(">3H", *starts)
    body += struct.pack(">3H", *deltas) + struct.pack(">3H", *offsets) + struct.pack(">3H", *glyphs)
    subtable = struct.pack(">7H", 4, 14 + len(body), 0, 6, 0, 0, 0) + body

    found = coverage(font_file(tmp_path / "small.ttf", subtable))

    assert [sign for sign in "@ABCDWXYZ[\uffff" if sign in found] == ["A", "B", "C", "X", "Z"]


def test_groups_of_a_large_font_are_read(tmp_path):
    subtable = struct.pack(">HHIII", 12, 0, 40, 0, 2) + struct.pack(
        ">6I", 0x4E00, 0x4E02, 5, 0x20BB7, 0x20BB7, 9
    )

    found = coverage(font_file(tmp_path / "large.ttf", subtable))

    assert [sign for sign in "一丁丂七𠮷" if sign in found] == ["一", "丁", "丂", "𠮷"]
