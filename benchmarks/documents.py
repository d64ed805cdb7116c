"""Word files to measure with, made once from :mod:`benchmarks.texts` and kept in ``.bench/``.

The folder is named after the digest of all they are made from, so a changed generator makes new ones.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from benchmarks import texts
from benchmarks.measuring import ROOT

CACHE = ROOT / ".bench"
RUN_CHARACTERS = 30
FONT, POINTS, INDENT = "仿宋_GB2312", Pt(16), Pt(32)


def one() -> Path:
    """The file of 7,000 characters that single runs are measured with."""
    return _made("one", 1, texts.paragraphs)[0]


def thousand() -> list[Path]:
    """A thousand different files of 7,000 characters."""
    return _made("thousand", 1_000, texts.paragraphs)


def longer(times: int) -> Path:
    """A file of that many times the length."""
    return _made(f"times-{times}", 1, lambda number: texts.joined(times))[0]


def write(paragraphs: list[str], path: Path) -> None:
    """A Word file as people type it: a centred title, indented paragraphs, runs broken anywhere."""
    document = docx.Document()
    title, *body = paragraphs
    document.add_paragraph(title).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in body:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = INDENT
        _add_runs(paragraph, line)
    document.save(path)


def _add_runs(paragraph: Paragraph, line: str) -> None:
    for start in range(0, len(line), RUN_CHARACTERS):
        run = paragraph.add_run(line[start : start + RUN_CHARACTERS])
        run.font.size = POINTS
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)


def _made(name: str, count: int, text: Callable[[int], list[str]]) -> list[Path]:
    """The files of a set; a set that was not finished is made anew."""
    folder = CACHE / f"documents-{_digest()}" / name
    paths = [folder / f"{number:04}.docx" for number in range(count)]
    if not folder.exists():
        _forget_other_digests()
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for number, path in enumerate(paths):
            write(text(number), unfinished / path.name)
        unfinished.rename(folder)
    return paths


def _forget_other_digests() -> None:
    for old in CACHE.glob("documents-*"):
        if old.name != f"documents-{_digest()}":
            shutil.rmtree(old)


@cache
def _digest() -> str:
    made_from = (Path(__file__), Path(texts.__file__), *texts.SOURCES)
    return hashlib.sha256(b"".join(path.read_bytes() for path in made_from)).hexdigest()[:16]
