"""The body of a Word document, walked once from top to bottom into lines."""

from __future__ import annotations

from lxml import etree

from bihuan.core.document.gate import limits
from bihuan.core.document.model import BlockKind, Place
from bihuan.core.document.readers.docx.inline import Inline, InlineReader, visible_lines
from bihuan.core.document.readers.docx.notes import Notes
from bihuan.core.document.readers.docx.numbering import Numbering
from bihuan.core.document.readers.docx.styles import Styles, level_of
from bihuan.core.document.readers.docx.tables import Cell, cells_of
from bihuan.core.document.readers.docx.xml import COMPATIBILITY, is_on, value_of, w
from bihuan.core.document.readers.lines import Line

_PARAGRAPH, _TABLE, _PROPERTIES = w("p"), w("tbl"), w("pPr")
_WRAPPERS = frozenset((*map(w, ("sdtContent", "customXml", "ins", "moveTo")), COMPATIBILITY + "Choice"))
_CONTROL, _ALTERNATIVES = w("sdt"), COMPATIBILITY + "AlternateContent"
_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"
_HEAD_LINES = 20


class BodyReader:
    """Collects ``lines``; the lines of a table of contents are kept apart and only counted."""

    def __init__(self, styles: Styles, numbering: Numbering, notes: Notes) -> None:
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._inlines = InlineReader()
        self._lines: list[tuple[Line, bool]] = []
        self._paragraphs = 0
        self._tables = 0
        self._controls_of_contents = 0
        self._cell: Cell | None = None
        self._carried = Inline()

    def read(self, body: etree._Element) -> list[Line]:
        self._container(body)
        if self._inlines.contents_open:
            return [line for line, _ in self._lines]
        return [line for line, in_contents in self._lines if not in_contents]

    @property
    def skipped(self) -> int:
        """How many lines of a table of contents were left out."""
        open_ended = self._inlines.contents_open
        return 0 if open_ended else sum(in_contents for _, in_contents in self._lines)

    def _container(self, parent: etree._Element) -> None:
        carried, self._carried = self._carried, Inline()
        self._walk(parent)
        if self._carried.pieces or self._carried.boxes:
            self._add_lines(self._carried, None, None)
        self._carried = carried

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif tag == _TABLE:
                self._table(child)
            elif tag == _CONTROL:
                self._control(child)
            elif tag in _WRAPPERS:
                self._walk(child)
            elif tag == _ALTERNATIVES and len(child):
                self._walk(child[0])

    def _control(self, control: etree._Element) -> None:
        gallery = control.find(_GALLERY)
        is_contents = gallery is not None and gallery.get(w("val")) == "Table of Contents"
        self._controls_of_contents += is_contents
        self._walk(control)
        self._controls_of_contents -= is_contents

    def _table(self, table: etree._Element) -> None:
        """A table of its own, or one inside a cell, whose paragraphs then belong to that cell."""
        outer = self._cell
        for cell in cells_of(table):
            self._cell = outer or cell
            self._container(cell.element)
        self._cell = outer
        if outer is None:
            self._tables += 1

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._paragraphs += 1
        if self._paragraphs > limits.MAX_PARAGRAPHS:
            limits.refuse_if_too_long(self._paragraphs)
        properties = paragraph.find(_PROPERTIES)
        mark = None if properties is None else properties.find(w("rPr"))
        self._carried.follow(self._inlines.read(paragraph))
        if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
            return
        inline, self._carried = self._carried, Inline()
        if not inline.pieces and is_on(mark, "vanish"):
            return
        style = value_of(properties, "pStyle") or self._styles.default
        self._add_lines(inline, properties, style)

    def _add_lines(self, inline: Inline, properties: etree._Element | None, style: str | None) -> None:
        number = self._numbering.number(properties, style)
        in_contents = inline.in_contents or self._controls_of_contents > 0 or self._styles.is_contents(style)
        place = self._place()
        kind, level = self._kind_and_level(properties, style)
        if kind is BlockKind.TITLE:
            inline.unbreak()
        for text, notes in visible_lines(inline):
            line = Line(text, place, number, self._styles.name(style), level, kind)
            line.centred = len(self._lines) < _HEAD_LINES and self._is_centred(properties, style)
            line.notes = [(offset, note) for offset, key in notes if (note := self._notes.take(*key))]
            self._lines.append((line, in_contents))
            number = ""
        for box in inline.boxes:
            self._container(box)

    def _place(self) -> Place:
        cell = self._cell
        if cell is None:
            return Place(self._paragraphs - 1)
        return Place(
            paragraph=self._paragraphs - 1,
            table=self._tables,
            row=cell.row,
            column=cell.column,
            row_span=cell.row_span,
            column_span=cell.column_span,
        )

    def _kind_and_level(
        self, properties: etree._Element | None, style: str | None
    ) -> tuple[BlockKind, int | None]:
        outline = value_of(properties, "outlineLvl")
        level = self._styles.level(style) if outline is None else level_of(outline)
        if self._cell is not None:
            return BlockKind.CELL, level
        if self._styles.is_title(style):
            return BlockKind.TITLE, None
        return (BlockKind.PARAGRAPH if level is None else BlockKind.HEADING), level

    def _is_centred(self, properties: etree._Element | None, style: str | None) -> bool:
        own = value_of(properties, "jc")
        if own is None:
            inherited = self._styles.inherited(style, w("jc"))
            own = None if inherited is None else inherited.get(w("val"))
        return own == "center"
