"""Number formats of Word's automatic numbering: a count → the figure that people see."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_DIGITS_RING = "○一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LONGEST_LETTERS = 780
_LARGEST_ROMAN = 3999
_LARGEST_WORDED = 9999


def formatted(count: int, number_format: str) -> str:
    """The count in a number format of the file; a format that is not known shows as a plain number."""
    if number_format in ("none", "bullet"):
        return ""
    return _FORMATS.get(number_format, str)(count)


def _positional(digits: str) -> Callable[[int], str]:
    return lambda count: "".join(digits[int(figure)] for figure in str(abs(count)))


def _counting(digits: str) -> Callable[[int], str]:
    """十一, 二十, 九十九; from 100 digit by digit."""

    def show(count: int) -> str:
        if not 0 < count < 100:
            return _positional(digits)(count)
        tens, ones = divmod(count, 10)
        leading = "" if tens == 1 else digits[tens]
        return (leading + "十" if tens else "") + (digits[ones] if ones else "")

    return show


def _worded(
    digits: str, units: str, *, bare_ten: bool = True, bare_all: bool = False
) -> Callable[[int], str]:
    """一百零一, 壹佰零壹: with units; ``bare_ten`` says 十一 for 11, ``bare_all`` 百 for 100 too."""

    def show(count: int) -> str:
        if not 0 < count <= _LARGEST_WORDED:
            return str(count)
        words = ""
        pending_zero = False
        for place in (3, 2, 1, 0):
            digit = count // 10**place % 10
            if digit == 0:
                pending_zero = bool(words)
                continue
            silent = digit == 1 and place > 0 and (bare_all or (bare_ten and place == 1 and not words))
            zero = digits[0] if pending_zero and not bare_all else ""
            words += zero + ("" if silent else digits[digit]) + (units[place - 1] if place else "")
            pending_zero = False
        return words

    return show


def _listed(series: str) -> Callable[[int], str]:
    """甲乙丙 as far as they go, then plain numbers."""
    return lambda count: series[count - 1] if 1 <= count <= len(series) else str(count)


def _from_series(first: int, length: int) -> Callable[[int], str]:
    """Ready-made signs such as ① as far as they go, then plain numbers."""
    return lambda count: chr(first + count - 1) if 1 <= count <= length else str(count)


def _letters(first: str) -> Callable[[int], str]:
    """a … z, aa … zz, aaa: the letter repeated, as Word does."""

    def show(count: int) -> str:
        if not 1 <= count <= _LONGEST_LETTERS:
            return str(count)
        rounds, place = divmod(count - 1, 26)
        return chr(ord(first) + place) * (rounds + 1)

    return show


def _roman(count: int) -> str:
    if not 1 <= count <= _LARGEST_ROMAN:
        return str(count)
    shown = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        shown += sign * times
    return shown


def _full_width(count: int) -> str:
    return "".join(chr(ord(figure) + 0xFEE0) for figure in str(count))


_CIRCLED = _from_series(0x2460, 20)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _from_series(0x2474, 20),
    "decimalEnclosedFullstop": _from_series(0x2488, 20),
    "ideographEnclosedCircle": _from_series(0x3280, 10),
    "numberInDash": lambda count: f"- {count} -",
    "chineseCounting": _counting(_DIGITS_RING),
    "taiwaneseCounting": _counting(_DIGITS_RING),
    "chineseCountingThousand": _worded("零一二三四五六七八九", "十百千"),
    "taiwaneseCountingThousand": _worded("零一二三四五六七八九", "十百千"),
    "japaneseCounting": _worded(_DIGITS, "十百千", bare_all=True),
    "koreanCounting": _worded(_DIGITS, "十百千", bare_all=True),
    "chineseLegalSimplified": _worded(_LEGAL_DIGITS, "拾佰仟", bare_ten=False),
    "ideographLegalTraditional": _worded(_LEGAL_TRADITIONAL, "拾佰仟", bare_ten=False),
    "japaneseLegal": _worded(_LEGAL_TRADITIONAL, "拾佰仟", bare_ten=False),
    "ideographDigital": _positional(_DIGITS),
    "japaneseDigitalTenThousand": _positional(_DIGITS),
    "taiwaneseDigital": _positional(_DIGITS_RING),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "upperLetter": _letters("A"),
    "lowerLetter": _letters("a"),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
}
