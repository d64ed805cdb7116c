"""Footnotes and endnotes by the keys that their marks in the body carry."""

from __future__ import annotations

from lxml import etree

from bihuan.core.document.readers.docx.inline import InlineReader, visible_lines
from bihuan.core.document.readers.docx.package import Package
from bihuan.core.document.readers.docx.xml import w

_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}


class Notes:
    """The notes of one document; each is handed out once, at its first mark."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._elements: dict[str, dict[str, etree._Element]] = {}

    def take(self, kind: str, identifier: str) -> str:
        """The text of a note, its paragraphs on lines of their own; "" for one that is missing or taken."""
        if kind not in self._elements:
            root = self._package.related(_PARTS[kind])
            notes = () if root is None else root.iterfind(w(kind))
            self._elements[kind] = {note.get(w("id"), ""): note for note in notes}
        element = self._elements[kind].pop(identifier, None)
        return "" if element is None else _text(element)


def _text(note: etree._Element) -> str:
    reader = InlineReader()
    paragraphs = (reader.read(paragraph) for paragraph in note.iter(w("p")))
    return "\n".join(line for inline in paragraphs for line, _ in visible_lines(inline))
