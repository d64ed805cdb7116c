"""The parts of a workbook around its sheets: which sheets there are, shared strings, number formats."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from bihuan.core.document.gate.archive import Archive
from bihuan.core.document.gate.package import as_utf8
from bihuan.core.document.spreadsheet import formats, limits
from bihuan.core.document.spreadsheet.limits import refused


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Book:
    """What the cells of every sheet refer to."""

    sheets: list[SheetPart] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    dates: frozenset[int] = frozenset()
    shares: frozenset[int] = frozenset()
    from_1904: bool = False


def elements(content: bytes, *names: str) -> Iterator[etree._Element]:
    """Elements of these local names, each forgotten once it was looked at.

    :raises FileRefused: if the part is not well-formed.
    """
    walk = etree.iterparse(
        BytesIO(content),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in walk:
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        raise refused("damaged") from None


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def load(archive: Archive) -> Book:
    """Read everything but the sheets."""
    main = _main_part(archive)
    relations = _relations(archive, main)
    book = Book()
    for element in elements(_xml(archive, main), "workbookPr", "sheet"):
        if local(element) == "workbookPr":
            book.from_1904 = element.get("date1904") in ("1", "true")
        else:
            _add_sheet(book, element, relations)
        if len(book.sheets) > limits.MAX_SHEETS:
            raise refused("too_many_sheets")
    for kind, target in relations.values():
        if kind == "sharedStrings" and target in archive.parts:
            book.strings = _strings(_xml(archive, target))
        if kind == "styles" and target in archive.parts:
            book.dates, book.shares = _styles(_xml(archive, target))
    return book


def text_of(element: etree._Element) -> str:
    """The text of a shared or inline string: its runs, without phonetic hints."""
    if len(element) == 1 and local(element[0]) == "t":
        return element[0].text or ""
    texts = element.iterfind(".//{*}t")
    return "".join(t.text or "" for t in texts if local(t.getparent()) != "rPh")


def _add_sheet(book: Book, element: etree._Element, relations: dict[str, tuple[str, str]]) -> None:
    identifier = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), "")
    kind, part = relations.get(str(identifier), ("", ""))
    if kind == "worksheet":
        hidden = element.get("state", "visible") != "visible"
        book.sheets.append(SheetPart(element.get("name", ""), part, hidden))


def _main_part(archive: Archive) -> str:
    for kind, target in _relations(archive, "").values():
        if kind == "officeDocument":
            return target
    raise refused("damaged")


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relations of a part by their id: the last word of the kind, and the part they lead to."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in archive.parts:
        return {}
    found = {}
    for element in elements(_xml(archive, path), "Relationship"):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        found[element.get("Id", "")] = (kind, posixpath.normpath(inside))
    return found


def _styles(content: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """The cell styles that show days, and those that show shares."""
    codes: dict[int, str] = {}
    dates, shares, position = set(), set(), -1
    for element in elements(content, "numFmt", "xf"):
        number, parent = _integer(element.get("numFmtId")), element.getparent()
        if local(element) == "numFmt":
            codes[number] = element.get("formatCode", "")
        elif parent is not None and local(parent) == "cellXfs":
            position += 1
            if formats.is_date(number, codes.get(number)):
                dates.add(position)
            if formats.is_share(number, codes.get(number)):
                shares.add(position)
        if position > limits.MAX_STYLES:
            raise refused("blank_cells")
    return frozenset(dates), frozenset(shares)


def _strings(content: bytes) -> list[str]:
    strings = []
    for item in elements(content, "si"):
        strings.append(text_of(item))
        if len(strings) > limits.MAX_STRINGS:
            raise refused("too_many_strings")
    return strings


def _integer(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _xml(archive: Archive, name: str) -> bytes:
    try:
        return as_utf8(archive.read(name))
    except KeyError:
        raise refused("damaged") from None
