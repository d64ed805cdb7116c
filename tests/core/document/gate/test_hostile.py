"""Hostile and broken files are refused with their own sentence, within bounds; honest ones are read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bihuan.core.document import gate, sandbox
from bihuan.core.document.gate import FileRefused
from tests.core.document.build import docx, p
from tests.core.document.build_pdf import pdf, set_lines
from tests.core.document.gate import benign, hostile

ROOT = Path(__file__).resolve().parents[4]
SENTENCE = re.compile("[^\n]{12,90}[。]")


def refused(name: str, content: bytes) -> FileRefused | None:
    try:
        sandbox.read_bytes(name, content)
    except FileRefused as refusal:
        return refusal
    return None


@pytest.mark.parametrize("family", hostile.FAMILIES)
def test_every_file_of_the_family_is_refused(family):
    found, expected = {}, {}
    for file in hostile.files(family):
        begun = time.process_time()
        refusal = refused(file.name, file.content)
        spent = time.process_time() - begun
        found[file.label] = (refusal.code if refusal else "read", spent < 2)
        expected[file.label] = (file.code, True)
        assert refusal is None or SENTENCE.fullmatch(refusal.message), refusal.message

    assert found == expected


def test_corpus_is_as_large_as_promised():
    assert sum(len(hostile.files(family)) for family in hostile.FAMILIES) >= 130
    assert len(benign.all_files()) >= 30


@pytest.mark.parametrize("file", benign.all_files(), ids=lambda file: file[0])
def test_honest_file_is_read(file):
    _, name, content = file

    assert sandbox.read_bytes(name, content).text == benign.TEXT


MEASURED = """
import json, pathlib, resource, sys
from bihuan.core.document import sandbox
codes = {}
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    name = path.name.partition("-")[2]
    try:
        sandbox.read_bytes(name, path.read_bytes())
    except sandbox.FileRefused as refusal:
        codes[path.name] = refusal.code
status = pathlib.Path("/proc/self/status").read_text()
own = int(status.partition("VmHWM:")[2].split()[0])
sandbox.stop()
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps({"codes": codes, "own_mb": own // 1024, "child_mb": child // 1024}))
"""


def test_memory_stays_within_bounds(tmp_path, record_property):
    expected = {}
    for family in ("bombs", "structures", "portable"):
        for number, file in enumerate(hostile.files(family)):
            path = tmp_path / f"{family}{number}-{file.name}"
            path.write_bytes(file.content)
            expected[path.name] = file.code

    answer = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path)], capture_output=True, check=True, cwd=ROOT
    )
    measured = json.loads(answer.stdout)

    record_property("own_mb", measured["own_mb"])
    record_property("child_mb", measured["child_mb"])
    assert measured["codes"] == expected
    assert measured["own_mb"] <= 256
    assert measured["child_mb"] <= 512


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("empty", "这个文件是空的（0字节），请确认选对了文件，或者重新导出后再试。"),
        ("too_large", "这个文件有40.0 MB，上限是20 MB，请删去图片或拆成几份后再试。"),
    ],
)
def test_sentences_that_say_a_number(code, message):
    content = b"" if code == "empty" else b"\x00" * (40 * hostile.MEGABYTE)

    assert refused("报告.docx", content).message == message


@pytest.mark.parametrize("name", ["报告.doc", "报告.wps"])
def test_old_word_files_get_the_steps(name):
    message = refused(name, hostile.ole("WordDocument")).message

    assert message == (
        "这是旧版的.doc或.wps文件，请用Word或WPS打开它，点“文件—另存为”，类型选“Word文档（*.docx）”，再用另存出来的文件。"
    )


HEADS = st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"])
NAMES = st.sampled_from(["a.docx", "a.pdf", "a.txt", "a.doc", "a", "", "a.docx\x00", "..", "a." + "x" * 300])


def outcome(read: Callable[[str, bytes], object], name: str, content: bytes) -> str:
    """What reading gave: the name of a format, "read", or the sentence of a refusal."""
    try:
        found = read(name, content)
    except FileRefused as refusal:
        return refusal.message
    return found if isinstance(found, str) else "read"


@settings(max_examples=300, deadline=None)
@given(name=NAMES, head=HEADS, rest=st.binary(max_size=600))
def test_any_bytes_pass_or_are_refused(name, head, rest):
    found = outcome(gate.admitted_format, name, head + rest)

    assert found in ("docx", "pdf", "txt") or SENTENCE.fullmatch(found)


WHOLE = {"a.docx": docx(p("题目"), p("正文")), "a.pdf": pdf(set_lines("题目说明文字"))}


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(sorted(WHOLE)),
    changes=st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, 40),
)
def test_changed_bytes_are_read_or_refused(name, changes, cut):
    content = bytearray(WHOLE[name])
    for place, byte in changes:
        content[place % len(content)] = byte

    found = outcome(sandbox.read_bytes, name, bytes(content[: len(content) - cut]))

    assert found == "read" or SENTENCE.fullmatch(found)
