"""Files made to harm or simply not ours: one clear sentence each, quickly, whatever they hold."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.spreadsheet import read_workbook

from .hostile import HOSTILE, NAMES, with_relation
from .packages import cell, package, sheet


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_foreign_file_is_refused_quickly_with_one_sentence(name):
    code, build = HOSTILE[name]
    content = build()
    started = time.process_time()

    with pytest.raises(FileRefused) as refusal:
        read_workbook(NAMES.get(name, "a.xlsx"), content)

    assert time.process_time() - started < 2
    assert refusal.value.code.startswith(code)
    message = refusal.value.message
    assert message.endswith("。")
    assert "docx" not in message
    assert "Word" not in message


def test_the_sentence_about_a_far_cell_says_where_it_is():
    with pytest.raises(FileRefused) as refusal:
        read_workbook("a.xlsx", HOSTILE["far cell"][1]())

    assert refusal.value.message == (
        "第1,048,576行还有内容，上限是5,000行。请确认下方没有多余的内容，或者拆成几份后再试。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|'/c calc'!A1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "{=1}",
        "<script>",
        "机密工作制度",
        "100%秘密进行",
    ],
)
def test_ordinary_text_stays_text(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")

    assert (
        read_workbook("a.xlsx", package(sheet(f"<row>{cell('A1', escaped)}</row>"))).sheets[0].at(1, 1)
        == text
    )


def test_hyperlinks_are_let_through():
    link = with_relation("hyperlink", "http://192.0.2.1/", ' TargetMode="External"')

    assert read_workbook("a.xlsx", link).sheets[0].at(1, 1) == "文字"


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_only_ever_refused(content):
    with pytest.raises(FileRefused):
        read_workbook("a.xlsx", content)


@given(st.integers(0, 1200), st.binary(min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_damaged_packages_are_read_or_refused_never_worse(position, noise):
    content = bytearray(package())
    content[position : position + len(noise)] = noise
    with contextlib.suppress(FileRefused):
        assert read_workbook("a.xlsx", bytes(content)).sheets
