"""Word files of the reports, built the ways offices build them.

``plain`` has typed numbers and no styles, ``styled`` typed numbers under heading styles, ``table`` a list
with merged cells, ``redhead`` automatic multi-level numbers, a red head with imprint, tracked changes and
footnotes.
"""

from __future__ import annotations

import io
import itertools
import random
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.table import _Cell, _Column
from docx.text.paragraph import Paragraph

from tests.material.markup import Line, Mark, Source, split_number

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NUMBERING_ID = 77
HEADING_FONTS = {0: "方正小标宋简体", 1: "黑体", 2: "楷体_GB2312", 3: "仿宋_GB2312", 4: "仿宋_GB2312"}
NUMBER_FORMATS = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
AUTHOR = {"w:author": "秘书", "w:date": "2024-01-15T09:00:00Z"}


def word_file(source: Source, name: str) -> bytes:
    """The bytes of the Word file that the source's ``docx`` setting asks for."""
    writer = Writer(source, random.Random(name))
    writer.write()
    return with_fixed_times(writer.document)


class Writer:
    def __init__(self, source: Source, chance: random.Random) -> None:
        self.source = source
        self.chance = chance
        self.mode = source.settings["docx"]
        self.document = docx.Document()
        self.notes: list[str] = []

    def write(self) -> None:
        set_font(self.document.styles["Normal"].element, "仿宋_GB2312", 16)
        for level, font in HEADING_FONTS.items():
            if level:
                style = self.document.styles[f"Heading {level}"]
                set_font(style.element, font, 16)
                style.font.color.rgb, style.font.bold = RGBColor(0, 0, 0), False
        if self.mode == "redhead":
            add_numbering(self.document)
        rows: list[Line] = []
        for line in self.source.lines:
            if line.has("row"):
                rows.append(line)
            else:
                self.add_paragraph(line)
        if rows:
            self.add_table(rows)
        if self.notes:
            add_footnotes(self.document, self.notes)

    def add_paragraph(self, line: Line) -> None:
        paragraph = self.document.add_paragraph()
        skipped = self.dress(paragraph, line)
        bold_until = line.start + lead_length(line)
        for start, end, inserted, before in self.slices(line, skipped):
            for mark in before:
                self.add_unseen(paragraph, mark)
            run = paragraph.add_run(line.text[start - line.start : end - line.start])
            run.font.bold = True if end <= bold_until else None
            if line.has("redhead"):
                run.font.color.rgb, run.font.size = RGBColor(0xFF, 0, 0), Pt(36)
            elif line.level is not None and paragraph.style.name == "Normal" and not is_run_in(line):
                set_font(run.element, HEADING_FONTS[line.level], 22 if line.level == 0 else 16)
            if inserted:
                wrap(run.element, "w:ins", len(self.notes) + start)
        for mark in line.marks:
            if mark.start == line.end and mark.unseen:
                self.add_unseen(paragraph, mark)

    def dress(self, paragraph: Paragraph, line: Line) -> int:
        """Style, alignment and numbering; how many characters of the line the numbering writes."""
        level = line.level
        if level == 0 or line.has("redhead") or line.has("centered"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif line.has("signature") or line.has("date"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif not any(line.has(tag) for tag in ("addressee", "docnumber", "imprint")):
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if line.has("docnumber") or line.has("imprint"):
            add_border(paragraph, "FF0000" if line.has("docnumber") else "000000")
        if not level or self.mode not in ("styled", "redhead"):
            return 0
        if not is_run_in(line):
            paragraph.style = f"Heading {level}"
        if self.mode == "styled":
            return 0
        if is_run_in(line):
            bind_number(paragraph._p, level - 1)
        return split_number(line.text)[2]

    def slices(self, line: Line, skipped: int) -> Iterator[tuple[int, int, bool, list[Mark]]]:
        """Cut a line into runs, inside words too, and at every change or note."""
        start = line.start + skipped
        inserted = [mark for mark in line.marks if mark.tag == "+"]
        unseen = [mark for mark in line.marks if mark.unseen]
        cuts = {start, line.end, *(place for mark in inserted for place in (mark.start, mark.end))}
        cuts |= {mark.start for mark in unseen}
        cuts |= {line.start + lead_length(line)} - {line.start}
        if self.mode != "table":
            cuts |= {self.chance.randint(start, line.end) for _ in range(len(line.text) // 30)}
        places = sorted(cuts)
        for here, there in itertools.pairwise(places):
            changed = any(mark.start <= here and there <= mark.end for mark in inserted)
            yield here, there, changed, [mark for mark in unseen if mark.start == here]

    def add_unseen(self, paragraph: Paragraph, mark: Mark) -> None:
        if mark.tag == "fn":
            self.notes.append(mark.unseen)
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(self.notes)))
            paragraph.add_run()._r.append(reference)
            return
        run = paragraph.add_run()._r
        text = OxmlElement("w:delText")
        text.text = mark.unseen
        run.append(text)
        wrap(run, "w:del", mark.start)

    def add_table(self, rows: list[Line]) -> None:
        section = self.document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        texts = [line.text.split("\t") for line in rows]
        table = self.document.add_table(len(texts), len(texts[0]), style="Table Grid")
        for row, cells in enumerate(texts):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
        merge_empty(table.columns, head_rows=2)


def is_run_in(line: Line) -> bool:
    """Whether text follows the heading in its own paragraph."""
    return "。" in line.text[:-1] and not line.has("a")


def lead_length(line: Line) -> int:
    """How far the bold lead of a run-in heading reaches."""
    return line.text.index("。") + 1 if line.level and is_run_in(line) else 0


def set_font(element: Any, font: str, points: int) -> None:
    """Name and size of the font, for Chinese characters too."""
    properties = element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    properties.sz_val = Pt(points)


def merge_empty(columns: Iterable[_Column], head_rows: int) -> None:
    """Join an empty cell with the one above it; in the first row with the one on its left."""
    grid = [list(column.cells) for column in columns]
    for row in range(len(grid[0])):
        for column, cells in enumerate(grid):
            if cells[row].text:
                continue
            if row == 0:
                join(grid[column - 1][0], cells[0])
            elif row >= head_rows or cells[0].text != grid[column - 1][0].text:
                top = max(above for above in range(row) if cells[above].text)
                join(cells[top], cells[row])


def join(first: _Cell, second: _Cell) -> None:
    """Merge two cells without the empty paragraph that a merge leaves behind."""
    text = first.text
    first.merge(second).text = text


def wrap(run: BaseOxmlElement, tag: str, number: int) -> None:
    """Put a run into an insertion or a deletion."""
    change = OxmlElement(
        tag, attrs={qn(key): value for key, value in {"w:id": str(number), **AUTHOR}.items()}
    )
    run.addprevious(change)
    change.append(run)


def add_border(paragraph: Paragraph, color: str) -> None:
    border = (
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="1" w:color="{color}"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().append(parse_xml(border))


def bind_number(element: Any, level: int) -> None:
    """Give a paragraph or a style a level of the list."""
    number = element.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = NUMBERING_ID


def add_numbering(document: Document) -> None:
    """One multi-level list whose levels are bound to the heading styles."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="Heading{level + 1}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(NUMBER_FORMATS)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING_ID}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    number = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{NUMBERING_ID}"><w:abstractNumId w:val="{NUMBERING_ID}"/></w:num>'
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, abstract)
    numbering.append(number)
    for level in range(len(NUMBER_FORMATS)):
        bind_number(document.styles[f"Heading {level + 1}"].element, level)


def add_footnotes(document: Document, notes: list[str]) -> None:
    entries = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        for number, text in enumerate(notes, start=1)
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{entries}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def with_fixed_times(document: Document) -> bytes:
    """The saved package without the time of saving, so that the same source gives the same bytes."""
    saved = io.BytesIO()
    document.save(saved)
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
