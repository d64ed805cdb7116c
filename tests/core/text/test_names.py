"""Names are kept as people read them; what nobody can see is refused with a sentence."""

from __future__ import annotations

import pytest

from bihuan.core.text.names import clean_name

UNSEEN = "名称的第{place}个字符（{code}）看不见，会让人认错名称，请删去这个字符后再保存。"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青禾县水务局", "青禾县水务局"),
        ("  青禾县水务局\r\n", "青禾县水务局"),
        ("\u3000沈　知　远\u00a0", "沈知远"),
        ("沈 知", "沈知"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("Anna  Maria", "Anna Maria"),
        ("第 1 支部", "第 1 支部"),
        ("党委（党组）办公室", "党委（党组）办公室"),
        ("𠮷野", "𠮷野"),
        ("\U000323af一", "\U000323af一"),
        ("\ue863", "\ue863"),
        ("e\u0301", "é"),
        ("12345中心", "12345中心"),
    ],
)
def test_a_name_is_kept_as_it_is_read(text, name):
    assert clean_name(text) == name
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("青禾\u202e县", 3, "U+202E"),
        ("\u200b青禾县", 1, "U+200B"),
        ("青禾县\u200d", 4, "U+200D"),
        ("青\x00禾", 2, "U+0000"),
        ("青\n禾", 2, "U+000A"),
        ("青\t禾", 2, "U+0009"),
        ("青\x7f", 2, "U+007F"),
        ("青\x85禾", 2, "U+0085"),
        ("青\u2028禾", 2, "U+2028"),
        ("青\u2066禾\u2069", 2, "U+2066"),
        ("\ufeff青禾", 1, "U+FEFF"),
        ("青\u3164禾", 2, "U+3164"),
        ("青\u2800", 2, "U+2800"),
        ("青\ufe0f", 2, "U+FE0F"),
        ("青\U000e0100", 2, "U+E0100"),
        ("青\ud800", 2, "U+D800"),
        ("青\uffff", 2, "U+FFFF"),
        ("青\u00ad禾", 2, "U+00AD"),
    ],
)
def test_what_nobody_sees_is_refused(text, place, code):
    with pytest.raises(ValueError, match="看不见") as refused:
        clean_name(text)

    assert str(refused.value) == UNSEEN.format(place=place, code=code)


@pytest.mark.parametrize("text", ["", "  ", "\u3000\t\n", "——", "（）", "…", "🙂"])
def test_a_name_without_a_readable_character_is_refused(text):
    with pytest.raises(ValueError, match="名称里没有文字，请填写名称。"):
        clean_name(text)
