"""Plain text: the document's text is the file's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.document.gate import FileRefused
from bihuan.core.document.model import Block, BlockKind, Place
from bihuan.core.document.readers import txt as reader

TEXT = "情况报告\n\n　　我局按要求，认真整改。\n　\n一、问题\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode("gb18030"),
    ],
)
def test_every_encoding_gives_the_same_text(content):
    assert reader.read(content).text == TEXT


def test_blocks_begin_after_the_spaces_of_their_line():
    assert reader.read(TEXT.encode()).blocks == (
        Block(BlockKind.TITLE, "情况报告", 0, Place(0)),
        Block(BlockKind.PARAGRAPH, "我局按要求，认真整改。", 8, Place(2)),
        Block(BlockKind.PARAGRAPH, "一、问题", 22, Place(4)),
    )


def test_rare_characters_of_gb18030_are_read():
    text = "𠮷林镇、㐂乐村整改情况报告，问题已解决。"

    assert reader.read(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8",
        "情况报告".encode("utf-16-le"),
        "情況報告，認真落實各項整改措施。".encode("big5"),
        "rapport d\xe9taill\xe9 \xe0 pr\xe9senter".encode("latin-1"),
        b"abc\x00def",
        b"\x80\x81\x82\xff",
        "报告\x07".encode(),
    ],
)
def test_other_bytes_are_refused(content):
    with pytest.raises(FileRefused) as refusal:
        reader.read(content)

    assert refusal.value.code == "undecodable"


@pytest.mark.parametrize("content", [b"\n", "　\n \n".encode(), b"\xef\xbb\xbf"])
def test_file_without_text_is_refused(content):
    with pytest.raises(FileRefused) as refusal:
        reader.read(content)

    assert refusal.value.code == "blank"


def test_too_many_lines_are_refused_with_their_number():
    with pytest.raises(FileRefused) as refusal:
        reader.read("段\n\n".encode() * 20_001)

    assert refusal.value.message == "这份文件有20,001段，上限是20,000段，请拆成几份后再试。"


WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=80
)


@given(WORDS)
def test_offsets_count_code_points_of_the_file(words):
    text = "甲" + words
    document = reader.read(text.encode())

    assert document.text == text
    assert all(text[block.start : block.end] == block.line for block in document.blocks)
