"""The parts of a Word document that its text stands in, found by their relations."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from bihuan.core.document.gate.archive import Archive, damaged
from bihuan.core.document.readers.docx.xml import parse

_HEADER = re.compile("(?:^|/)header[^/]*\\.xml$", re.IGNORECASE)


class Package:
    """A Word document's main part and the parts it names: styles, numbering, footnotes, endnotes."""

    def __init__(self, content: bytes) -> None:
        self._archive = Archive(content)
        self._by_lower_name = {name.lower(): name for name in self._archive.parts}
        main = self._relations("_rels/.rels", "").get("officedocument")
        if main is None:
            raise damaged()
        folder, name = posixpath.split(main)
        self._main = main
        self._related = self._relations(f"{folder}/_rels/{name}.rels".lstrip("/"), folder)

    def main(self) -> bytes:
        return self._read(self._main)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that the main part names as ``kind``, or ``None`` where it names none."""
        name = self._related.get(kind)
        if name is None or name.lower() not in self._by_lower_name:
            return None
        return parse(self._read(name))

    def headers(self) -> Iterator[etree._Element]:
        """The roots of the parts that hold page headers."""
        for name in self._archive.parts:
            if _HEADER.search(name):
                yield parse(self._read(name))

    def _read(self, name: str) -> bytes:
        try:
            return self._archive.read(self._by_lower_name[name.lower()])
        except KeyError:
            raise damaged() from None

    def _relations(self, name: str, folder: str) -> dict[str, str]:
        """Kind of relation, in lower case → name of the part it leads to."""
        if name.lower() not in self._by_lower_name:
            return {}
        relations = {}
        for relation in parse(self._read(name)):
            kind = relation.get("Type", "").rpartition("/")[2].lower()
            target = relation.get("Target", "")
            if relation.get("TargetMode", "").lower() != "external" and target:
                relations[kind] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return relations
