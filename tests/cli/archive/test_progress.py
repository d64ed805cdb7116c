"""Progress is said when something takes long, and only then."""

from __future__ import annotations

import pytest

from bihuan.cli.archive import progress
from bihuan.cli.archive.progress import Progress, announce, size_in_words


@pytest.fixture
def clock(monkeypatch):
    moments = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: moments[0])
    return moments


def test_a_quick_step_says_nothing(clock):
    said = []
    step = Progress("写出文件", "份", said.append)

    clock[0] = 0.9
    step.advance(500)

    assert (said, step.done) == ([], 500)


def test_a_long_step_speaks_once_a_second(clock):
    said = []
    step = Progress("写出文件", "份", said.append)

    for moment in (0.5, 1.0, 1.5, 1.9, 2.0):
        clock[0] = moment
        step.advance()

    assert said == ["  写出文件……2 份", "  写出文件……5 份"]


def test_bytes_are_said_as_sizes(clock):
    said = []
    step = Progress("核对内容", "字节", said.append)

    clock[0] = 1.0
    step.advance(123_456_789)

    assert said == ["  核对内容……123.5 MB"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0.0 MB"), (115_533, "0.1 MB"), (999_900_000, "999.9 MB"), (12_000_000_000, "12.0 GB")],
)
def test_a_size_in_words(size, words):
    assert size_in_words(size) == words


@pytest.mark.parametrize(("amount", "expected"), [(99, []), (100, ["  核验留痕……"])])
def test_a_step_that_cannot_report_is_announced_when_it_is_large(amount, expected):
    said = []

    announce("核验留痕", amount, long_from=100, say=said.append)

    assert said == expected
