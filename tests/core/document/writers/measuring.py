"""What stands where on the pages of a PDF, measured in millimetres from the left and upper edges."""

import ctypes
from collections import defaultdict
from dataclasses import dataclass

import pypdfium2

MM = 25.4 / 72


@dataclass(frozen=True)
class Sign:
    """One character: the origin of its glyph (on the baseline), its size in points and its font."""

    text: str
    x: float
    y: float
    size: float
    font: str
    box: tuple[float, float, float, float]


def pages(content: bytes) -> list[list[Sign]]:
    document = pypdfium2.PdfDocument(content)
    return [_signs(page) for page in document]


def sizes(content: bytes) -> list[tuple[float, float]]:
    return [(page.get_width() * MM, page.get_height() * MM) for page in pypdfium2.PdfDocument(content)]


def _signs(page: pypdfium2.PdfPage) -> list[Sign]:
    text, height, raw = page.get_textpage(), page.get_height(), pypdfium2.raw
    found = []
    for index in range(text.count_chars()):
        x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        name = ctypes.create_string_buffer(128)
        raw.FPDFText_GetFontInfo(text.raw, index, name, 128, flags)
        left, bottom, right, top = text.get_charbox(index)
        sign = chr(raw.FPDFText_GetUnicode(text.raw, index))
        if sign.strip():
            box = (left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)
            size = raw.FPDFText_GetFontSize(text.raw, index)
            font = name.value.decode().split("+")[-1]
            found.append(Sign(sign, x.value * MM, (height - y.value) * MM, size, font, box))
    return found


def rows(signs: list[Sign]) -> list[list[Sign]]:
    """The characters by their baselines, from the top, each row from the left."""
    found = defaultdict(list)
    for sign in signs:
        found[round(sign.y, 1)].append(sign)
    return [sorted(found[y], key=lambda sign: sign.x) for y in sorted(found)]


def row_of(signs: list[Sign], text: str) -> list[Sign]:
    """The one row that says ``text``."""
    (found,) = [row for row in rows(signs) if words(row) == text]
    return found


def words(signs: list[Sign]) -> str:
    return "".join(sign.text for sign in signs)
