"""Footnotes and endnotes by the keys that their marks in the body carry."""

from __future__ import annotations

from collections.abc import Iterator

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
        return "" if element is None else "\n".join(plain_lines(element))


def plain_lines(part: etree._Element) -> Iterator[str]:
    """The lines of all paragraphs below an element, without numbers."""
    reader = InlineReader()
    for paragraph in part.iter(w("p")):
        for line, _ in visible_lines(reader.read(paragraph)):
            yield line
