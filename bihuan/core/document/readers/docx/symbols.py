"""Characters that Word takes from symbol fonts, as the signs that people see."""

from __future__ import annotations

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0xA1: "○",
    0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xB6: "☆", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓",
    0xFB: "✘", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x52: "☑", 0x54: "☒", 0xA3: "□", 0x50: "✓", 0x4F: "✗", 0x6A: "①", 0x6B: "②"}
_SYMBOL = {0xB7: "•", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
UNKNOWN = "□"


def symbol(font: str, code: str) -> str:
    """The sign of a ``w:sym``; one that no ordinary character stands for shows as an empty box."""
    try:
        point = int(code, 16)
    except ValueError:
        return UNKNOWN
    private = 0xF000 <= point <= 0xF0FF
    table = _FONTS.get(font.lower())
    if table is not None:
        return table.get(point - 0xF000 if private else point, UNKNOWN)
    if private or not 0x20 <= point < 0x110000 or 0xD800 <= point < 0xF900:
        return UNKNOWN
    return chr(point)
