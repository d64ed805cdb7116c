"""The text of one paragraph as a person sees it: tracked changes accepted, fields by their results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from bihuan.core.document.readers.docx.symbols import symbol
from bihuan.core.document.readers.docx.xml import COMPATIBILITY, MATH, is_on, w

NOTE = "\uffff"  # stands for a note's mark until the text is final; no file can contain it
_UNSEEN = str.maketrans("", "", "\u200b\ufeff\u00ad\u2060")

_RUN, _RUN_PROPERTIES, _VANISH = w("r"), w("rPr"), "vanish"
_TEXT, _MATH_TEXT = w("t"), MATH + "t"
_FIELD, _INSTRUCTION = w("fldChar"), w("instrText")
_BREAKS = frozenset((w("br"), w("cr")))
_TABS = frozenset((w("tab"), w("ptab")))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_ALTERNATIVES = COMPATIBILITY + "AlternateContent"
_SHAPES = frozenset((w("drawing"), w("pict"), w("object"), _ALTERNATIVES))
_BOX = w("txbxContent")
_WRAPPERS = frozenset(
    (
        *map(
            w,
            ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "bdo", "dir", "sdtContent"),
        ),
        *map(w, ("ruby", "rubyBase")),
        *(MATH + name for name in ("oMathPara", "oMath", "e", "num", "den", "sup", "sub", "deg", "fName")),
        *(MATH + name for name in ("f", "sSup", "sSub", "sSubSup", "d", "rad", "nary", "func", "r")),
    )
)
_CONTENT_CONTROL, _CONTROL_PROPERTIES = w("sdt"), w("sdtPr")
_LONGEST_INSTRUCTION = 300


@dataclass(slots=True)
class Inline:
    """What stands in a paragraph: text with ``NOTE`` marks, keys of its notes, and its text boxes."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    in_contents: bool = False

    def follow(self, later: Inline) -> None:
        """Take in the paragraph that follows, as when the mark between the two is deleted."""
        self.pieces += later.pieces
        self.notes += later.notes
        self.boxes += later.boxes
        self.in_contents = self.in_contents or later.in_contents

    def unbreak(self) -> None:
        """Take the line breaks out: a title that is broken for its looks is one line."""
        self.pieces = [piece for piece in self.pieces if piece != "\n"]


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False

    @property
    def is_contents(self) -> bool:
        return self.shown and self.instruction.split(maxsplit=1)[:1] == ["TOC"]


class InlineReader:
    """Reads paragraph after paragraph; fields that span several are followed through."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []
        self._inline = Inline()

    def read(self, paragraph: etree._Element) -> Inline:
        self._inline = Inline(in_contents=self.contents_open)
        self._walk(paragraph)
        self._fields = [found for found in self._fields if found.shown]
        return self._inline

    @property
    def contents_open(self) -> bool:
        """Whether a table of contents has begun and not ended."""
        return any(found.is_contents for found in self._fields)

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _WRAPPERS:
                self._walk(child)
            elif tag == _CONTENT_CONTROL:
                if not is_on(child.find(_CONTROL_PROPERTIES), "showingPlcHdr"):
                    self._walk(child)
            elif tag == _MATH_TEXT:
                self._say(child.text or "")
            elif tag == _ALTERNATIVES:
                self._shape(child)

    def _run(self, run: etree._Element) -> None:
        hidden = is_on(run.find(_RUN_PROPERTIES), _VANISH)
        for child in run:
            tag = child.tag
            if tag == _FIELD:
                self._field_mark(child)
            elif tag == _INSTRUCTION:
                self._instruct(child.text or "")
            elif not hidden:
                self._content(child, tag)

    def _content(self, child: etree._Element, tag: str) -> None:
        """One piece of a run that is not hidden."""
        if tag == _TEXT:
            self._say(_text_of(child))
        elif tag in _TABS:
            self._say("\t")
        elif tag in _BREAKS:
            self._say("\n")
        elif tag == w("noBreakHyphen"):
            self._say("-")
        elif tag == w("sym"):
            self._say(symbol(child.get(w("font"), ""), child.get(w("char"), "")))
        elif tag in _NOTES:
            self._say(NOTE)
            self._inline.notes.append((_NOTES[tag], child.get(w("id"), "")))
        elif tag in _SHAPES:
            self._shape(child)
        elif tag in _WRAPPERS:
            self._walk(child)

    def _say(self, text: str) -> None:
        if all(found.shown for found in self._fields):
            self._inline.pieces.append(text)

    def _field_mark(self, mark: etree._Element) -> None:
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
            self._inline.in_contents |= self._fields[-1].is_contents
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruct(self, text: str) -> None:
        if self._fields and len(self._fields[-1].instruction) < _LONGEST_INSTRUCTION:
            self._fields[-1].instruction += text

    def _shape(self, shape: etree._Element) -> None:
        """Keep the text boxes of a drawing; of alternative forms of the same drawing only the first."""
        boxes = [box for element in _first_alternative(shape) for box in _outermost_boxes(element)]
        self._inline.boxes += boxes
        if shape.tag == _ALTERNATIVES and not boxes and len(shape):
            self._plain_form(shape[-1])

    def _plain_form(self, branch: etree._Element) -> None:
        """The fall-back of a newer sign or picture, which may be ordinary text."""
        for child in branch:
            if child.tag == _RUN:
                self._run(child)
            else:
                self._content(child, child.tag)


def _first_alternative(shape: etree._Element) -> list[etree._Element]:
    if shape.tag != _ALTERNATIVES:
        return [shape]
    branches = [branch for branch in shape if next(branch.iter(_BOX), None) is not None]
    return branches[:1]


def _outermost_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATIVES:
            for branch in _first_alternative(child):
                yield from _outermost_boxes(branch)
        else:
            yield from _outermost_boxes(child)


def _text_of(element: etree._Element) -> str:
    """The text of a ``w:t``: outer blanks count only where the file says so."""
    text: str = element.text or ""
    if text and (text[0] in " \t\r\n" or text[-1] in " \t\r\n") and element.get(_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ").replace("\r", "")


_AFTER_NUMBER = re.compile(
    "^((?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\\d]+[）)]|\\d+[.．、]|[①-⑳]|第[一二三四五六七八九十百]+[章节条]))\t+"
)
_OUTER = " \t\r\n\u3000\u00a0"


def visible_lines(inline: Inline) -> list[tuple[str, list[tuple[int, tuple[str, str]]]]]:
    """The lines of a paragraph that have text, each with the offsets of its notes.

    A tab is a distance, not a character: at either end and after a typed number it vanishes, elsewhere one
    ideographic space stands for it, so that a tab in a document's text always parts table cells.
    """
    text = "".join(inline.pieces).translate(_UNSEEN)
    keys = iter(inline.notes)
    lines = []
    for raw in text.split("\n"):
        line = _AFTER_NUMBER.sub(r"\1", raw.strip(_OUTER))
        line = re.sub(" *\t[\t ]*", "\u3000", line) if "\t" in line else line
        parts = line.split(NOTE)
        offsets = []
        position = 0
        for part in parts[:-1]:
            position += len(part)
            offsets.append((position, next(keys)))
        if len(parts) > 1:
            line = "".join(parts)
        if line:
            lines.append((line, offsets))
    return lines
