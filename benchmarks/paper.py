"""How long the papers take: docx and PDF of a ten-page report, and the same docx through LibreOffice."""

from __future__ import annotations

import datetime
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.measuring import Measure, NotMeasurable, best_seconds, seconds
from bihuan.core.document.fonts import find_fonts
from bihuan.core.document.paper import Attachment, Block, Cell, Heading, Imprint, Paper, Paragraph, Table
from bihuan.core.document.writers.docx import write_docx
from bihuan.core.document.writers.pdf import write_pdf
from bihuan.core.registry.layouts import layout

_editions = itertools.count(1)
SENTENCE = "坚持把整改落实作为检验民主生活会成效的重要标准，逐条对照、逐项销号，做到件件有着落、事事有回音。"


def ten_page_report(edition: int = 0) -> Paper:
    """Four chapters of two sections, a ledger of thirty rows lying on its side, red head and imprint.

    Each edition has words of its own in every paragraph, so that no writer can answer from what it kept.
    """
    blocks: list[Block] = []
    told = f"第{edition}稿。{SENTENCE * 3}"
    for chapter in range(1, 5):
        blocks += [Heading(1, f"第{chapter}方面情况"), Paragraph.of(told)]
        for section in ("强化理论武装", "严格组织生活"):
            blocks += [Heading(2, section), *(Paragraph.of(told) for _ in range(2))]
    head = (tuple(Cell(text) for text in ("序号", "问题", "整改措施", "责任部门", "完成时限")),)
    rows = tuple(
        tuple(
            map(
                Cell,
                (str(row), f"学习不够系统（{edition}）", "每月集中学习不少于2次", "办公室", "2027年6月底前"),
            )
        )
        for row in range(1, 31)
    )
    ledger = Table((1, 4, 5, 2, 2), head, rows, wide="A4")
    return Paper(
        title="中共云溪市数据局党组关于2026年度民主生活会整改落实情况的报告",
        blocks=tuple(blocks),
        organ_mark="中共云溪市数据局党组文件",
        number="云数党组〔2027〕3号",
        addressees=("中共云溪市委组织部",),
        attachments=(Attachment("整改措施清单", (ledger,)),),
        organ="中共云溪市数据局党组",
        date=datetime.date(2027, 1, 15),
        imprint=Imprint("云溪市数据局办公室", datetime.date(2027, 1, 15)),
    )


def _write() -> bytes:
    """Both files, as the product makes them; the docx is handed on."""
    paper = ten_page_report(next(_editions))
    write_pdf(paper, layout(), find_fonts())
    return write_docx(paper, layout())


@cache
def paper_seconds() -> float:
    """The second run; the first, which also finds the fonts, is told beside it."""
    first = seconds(_write)
    print(f"paper.seconds：首次（含查找字体）{first:.3f} 秒", file=sys.stderr)
    return best_seconds(_write, 3)


def paper_vs_libreoffice() -> float:
    """Seconds of LibreOffice for the PDF of the same docx over ours for docx and PDF."""
    program = shutil.which("soffice")
    if program is None:
        raise NotMeasurable("没有找到 soffice（LibreOffice）")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "paper.docx")
        source.write_bytes(_write())
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]

        def convert() -> None:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            if not source.with_suffix(".pdf").exists():
                raise NotMeasurable("LibreOffice 没有写出 PDF")

        convert()
        theirs = best_seconds(convert, 2)
    return theirs / paper_seconds()


MEASURES: dict[str, Measure] = {
    "paper.seconds": paper_seconds,
    "paper.vs_libreoffice": paper_vs_libreoffice,
}


def figures() -> Iterator[tuple[str, float | None, str, str]]:
    """Name, value (``None`` where it cannot be measured), unit and the command that repeats it."""
    for name, unit in (("paper.seconds", "s"), ("paper.vs_libreoffice", "ratio")):
        try:
            value = MEASURES[name]()
        except NotMeasurable:
            value = None
        yield name, value, unit, f"make bench ONLY={name}"
