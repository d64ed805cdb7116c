"""Which characters a font file can draw: its cmap table, read without drawing anything."""

from __future__ import annotations

import bisect
import struct
from dataclasses import dataclass
from functools import cache

FULL, BASIC = 12, 4


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters as ranges, ends included; ``starts`` ascend."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, sign: str) -> bool:
        place = bisect.bisect_right(self.starts, ord(sign)) - 1
        return place >= 0 and ord(sign) <= self.ends[place]


@cache
def coverage(path: str, index: int = 0) -> Coverage:
    """The characters of one face of a font file (``index`` counts in a collection)."""
    with open(path, "rb") as file:
        data = file.read()
    table = _table(data, index, b"cmap")
    ranges = sorted(_ranges(data, table)) if table is not None else []
    return Coverage(tuple(start for start, _ in ranges), tuple(end for _, end in ranges))


def _table(data: bytes, index: int, name: bytes) -> int | None:
    base = 0
    if data[:4] == b"ttcf":
        (base,) = struct.unpack_from(">I", data, 12 + 4 * index)
    (count,) = struct.unpack_from(">H", data, base + 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, base + 12 + 16 * number)
        if tag == name:
            return int(offset)
    return None


def _ranges(data: bytes, table: int) -> list[tuple[int, int]]:
    """The widest Unicode subtable: format 12 if there is one, else format 4."""
    (count,) = struct.unpack_from(">H", data, table + 2)
    found: dict[int, int] = {}
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHI", data, table + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", data, table + offset)
        if platform in (0, 3) and form in (BASIC, FULL):
            found[form] = table + offset
    if FULL in found:
        return _full(data, found[FULL])
    return _basic(data, found[BASIC]) if BASIC in found else []


def _full(data: bytes, start: int) -> list[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", data, start + 12)
    groups = struct.iter_unpack(">III", data[start + 16 : start + 16 + 12 * count])
    return [(first, last) for first, last, glyph in groups if glyph or first < last]


def _basic(data: bytes, start: int) -> list[tuple[int, int]]:
    """Segments; those that go through the glyph array may have holes, which are left out."""
    (double,) = struct.unpack_from(">H", data, start + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    firsts = struct.unpack_from(f">{count}H", data, start + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * double)
    offsets_at = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    ranges = []
    for place, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code + deltas[place]
            if offsets[place]:
                (glyph,) = struct.unpack_from(
                    ">H", data, offsets_at + 2 * place + offsets[place] + 2 * (code - first)
                )
            if glyph & 0xFFFF and code != 0xFFFF:
                ranges.append((code, code))
    return _merged(ranges)


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in ranges:
        if merged and merged[-1][1] == first - 1:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged
