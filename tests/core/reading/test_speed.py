"""Nothing in the reading may grow faster than the text: loose bounds that a quadratic step would break."""

import time

from bihuan.core.document.readers import txt
from bihuan.core.reading import read


def report(times):
    """A report with ``times`` × 20 problems and as many measures, no two worded alike."""
    signs = "学研讨调督察办理服务群众纪律责任担当落实创新能力作风建设宗旨意识"
    lines = ["2025年度民主生活会情况报告", "一、存在的问题"]
    for part in (PROBLEM, "二、整改措施", MEASURE):
        if "{" not in part:
            lines.append(part)
            continue
        for number in range(20 * times):
            words = "".join(signs[(number * 7 + at * (number + 3)) % len(signs)] for at in range(60))
            lines.append(part.format(number % 90 + 1, words))
    return txt.read_text("\n".join(lines))


PROBLEM = "{}.{}不够。比如，全年只开展3次。"
MEASURE = "{}.加强{}。每月不少于2次，2026年6月底前完成，由办公室牵头。"


def seconds(document):
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        read(document)
        best = min(best, time.perf_counter() - start)
    return best


def test_ten_times_the_length_takes_about_ten_times_as_long():
    short, long = report(1), report(10)
    assert len(read(long).items) == 400

    assert seconds(long) < 22 * seconds(short)


def test_hostile_lines_are_read_quickly():
    lines = [
        "“" * 4000,
        "一是" * 3000,
        "（" * 3000,
        "1." * 3000,
        "由" * 4000,
        "12" * 4000,
        "针对" * 3000 + "问题",
        "*" * 5000,
    ]
    document = txt.read_text("\n".join(["2025年度民主生活会情况报告", "一、存在的问题", *lines]))

    assert seconds(document) < 2
