"""Number formats of automatic numbering."""

from __future__ import annotations

import pytest

from bihuan.core.document.readers.docx.formats import formatted


@pytest.mark.parametrize(
    ("number_format", "count", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimal", -3, "-3"),
        ("decimalZero", 7, "07"),
        ("decimalZero", 12, "12"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographEnclosedCircle", 1, "㊀"),
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 101, "一○一"),
        ("taiwaneseCounting", 15, "十五"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 100, "一百"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 12345, "12345"),
        ("japaneseCounting", 10, "十"),
        ("japaneseCounting", 111, "百十一"),
        ("chineseLegalSimplified", 11, "壹拾壹"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographDigital", 12, "一二"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 1, "甲"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("upperLetter", 1, "A"),
        ("lowerLetter", 27, "aa"),
        ("lowerLetter", 2_000_000_000, "2000000000"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 4000, "4000"),
        ("numberInDash", 3, "- 3 -"),
        ("chineseCounting", 0, "○"),
        ("ideographTraditional", 0, "0"),
        ("bullet", 5, ""),
        ("none", 5, ""),
        ("unheardOf", 5, "5"),
    ],
)
def test_count_is_shown_in_the_format(number_format, count, shown):
    assert formatted(count, number_format) == shown
