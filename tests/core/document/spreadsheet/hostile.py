"""Hostile and foreign files, made on the spot: nothing that could harm is stored."""

from __future__ import annotations

import zipfile
from io import BytesIO

from .packages import MAIN, OFFICE, TYPES, cell, package, relations, sheet, zipped

FIRST = f"<row r='1'>{cell('A1', '文字')}</row>"
MACROS = TYPES.replace("sheet.main+xml", "sheet.macroEnabled.main+xml").replace(
    "openxmlformats-officedocument.spreadsheetml", "ms-excel"
)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'
BILLION = DOCTYPE.replace('"b"', '"ha"') + sheet(f"<row>{cell('A1', '&a;')}</row>")
RELS = "xl/_rels/workbook.xml.rels"
SHEET_RELATION = ("r1", "worksheet", "worksheets/sheet1.xml")


def with_relation(kind: str, target: str = "x.xml", more: str = "") -> bytes:
    rels = relations(SHEET_RELATION).replace(
        "</Relationships>",
        f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{target}"{more}/></Relationships>',
    )
    return package(extra={RELS: rels})


def bomb(size: int) -> bytes:
    return package(extra={"xl/media/zeros.bin": bytes(size)})


def overlapping() -> bytes:
    content = bytearray(package())
    entries = [at for at in range(len(content) - 4) if content[at : at + 4] == b"PK\x01\x02"]
    first_offset = content[entries[0] + 42 : entries[0] + 46]
    content[entries[-1] + 42 : entries[-1] + 46] = first_offset
    return bytes(content)


def encrypted_entry() -> bytes:
    content = bytearray(package())
    for at in range(len(content) - 4):
        if content[at : at + 4] == b"PK\x01\x02":
            content[at + 8] |= 1
    return bytes(content)


def named(name: str) -> bytes:
    target = BytesIO(package())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, "x")
    return target.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def numbered_rows(count: int, cells: str = "") -> str:
    """Rows that differ, so that they do not shrink like a bomb."""
    numbers = (number * 2654435761 % 10**9 for number in range(1, count + 1))
    return "".join(f'<row ht="{number}">{cells.format(number)}</row>' for number in numbers)


def numbered_cells(count: int) -> str:
    return "".join(f'<c s="{number * 2654435761 % 10**6}"/>' for number in range(count))


def with_part(kind: str, content: str) -> bytes:
    """A workbook with one more part around its sheets."""
    more = relations(SHEET_RELATION, ("r2", kind, f"{kind}.xml"))
    return package(extra={RELS: more, f"xl/{kind}.xml": content})


def numbered_strings(count: int) -> str:
    items = (f"<si><t>{number * 2654435761 % 10**9}</t></si>" for number in range(count))
    return f'<sst xmlns="{MAIN}">{"".join(items)}</sst>'


def numbered_styles(count: int) -> str:
    styles = (f'<xf numFmtId="{number * 40503 % 97}" fontId="{number}"/>' for number in range(count))
    return f'<styleSheet xmlns="{MAIN}"><cellXfs>{"".join(styles)}</cellXfs></styleSheet>'


def without(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(package())) as archive:
        return zipped({each: archive.read(each) for each in archive.namelist() if each != name})


def many_sheets(count: int) -> bytes:
    entries = [(f"r{n}", "worksheet", "worksheets/sheet1.xml") for n in range(count)]
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(count))
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'
    return package(extra={RELS: relations(*entries), "xl/workbook.xml": book})


HOSTILE = {
    # what it is: the beginning of the refusal's code, and how the bytes are made
    "empty": ("empty", lambda: b""),
    "too large": ("too_large", lambda: bytes(21 * 1024 * 1024)),
    "old xls": ("old_format", lambda: compound("Workbook")),
    "old xls renamed": ("old_format", lambda: compound("Workbook")),
    "wps table": ("old_format", lambda: compound("Workbook")),
    "password": ("encrypted", lambda: compound("EncryptedPackage")),
    "csv": ("old_format", lambda: "问题,措施".encode()),
    "docx": ("unsupported", package),
    "text renamed": ("mismatch", lambda: "问题,措施".encode()),
    "html renamed": ("mismatch", lambda: b"<html><table></table></html>"),
    "pdf renamed": ("mismatch", lambda: b"%PDF-1.7 x"),
    "macro workbook": ("macro", package),
    "macro content type": ("macro", lambda: package(extra={"[Content_Types].xml": MACROS})),
    "vba part": ("macro", lambda: package(extra={"xl/vbaProject.bin": b"x"})),
    "macro sheet": ("macro", lambda: package(extra={"xl/macrosheets/sheet1.xml": "<x/>"})),
    "vba relation": ("macro", lambda: with_relation("vbaProject")),
    "activex": ("active_x", lambda: package(extra={"xl/activeX/activeX1.bin": b"x"})),
    "control": ("active_x", lambda: package(extra={"xl/ctrlProps/ctrlProp1.xml": "<x/>"})),
    "embedded": ("embedded", lambda: package(extra={"xl/embeddings/oleObject1.bin": b"x"})),
    "ole relation": ("embedded", lambda: with_relation("oleObject")),
    "external link part": ("external", lambda: package(extra={"xl/externalLinks/externalLink1.xml": "<x/>"})),
    "external link": ("external", lambda: with_relation("externalLink")),
    "external image": (
        "external",
        lambda: with_relation("image", "http://192.0.2.1/x.png", ' TargetMode="External"'),
    ),
    "hidden external": (
        "external",
        lambda: with_relation("im&#97;ge", "file:///etc/passwd", ' TargetMode="Ext&#101;rnal"'),
    ),
    "data connection": ("external", lambda: package(extra={"xl/connections.xml": "<connections/>"})),
    "query table": ("external", lambda: package(extra={"xl/queryTables/queryTable1.xml": "<x/>"})),
    "dde link": (
        "dde",
        lambda: package(extra={"xl/links.xml": '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'}),
    ),
    "doctype in the sheet": ("doctype", lambda: package(BILLION)),
    "doctype in utf-16": (
        "doctype",
        lambda: package(extra={"xl/x.xml": (DOCTYPE + "<x/>").encode("utf-16")}),
    ),
    "doctype in relations": ("doctype", lambda: package(extra={RELS: DOCTYPE + relations(SHEET_RELATION)})),
    "external entity": (
        "doctype",
        lambda: package(extra={"xl/x.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}),
    ),
    "zip bomb": ("bomb", lambda: bomb(30 * 1024 * 1024)),
    "unpacked size": ("bomb", lambda: bomb(120 * 1024 * 1024)),
    "sheet of 21 MB": (
        "sheet_too_large",
        lambda: package(sheet(FIRST + "<row/>" + numbered_rows(1_000_000))),
    ),
    "overlapping entries": ("archive", overlapping),
    "encrypted entry": ("encrypted", encrypted_entry),
    "path upwards": ("archive", lambda: named("../evil.xml")),
    "absolute path": ("archive", lambda: named("/evil.xml")),
    "backslash": ("archive", lambda: named("xl\\evil.xml")),
    "duplicate": ("archive", lambda: package(extra={"XL/workbook.xml": "<x/>"})),
    "too many parts": ("too_many_parts", lambda: package(extra={f"x/{n}.xml": "<x/>" for n in range(2100)})),
    "no content types": ("mismatch", lambda: zipped({"a.xml": "<x/>"})),
    "no sheet part": ("damaged", lambda: without("xl/worksheets/sheet1.xml")),
    "no workbook": ("damaged", lambda: without("xl/workbook.xml")),
    "cut off": ("damaged", lambda: package()[:-200]),
    "bytes behind": ("archive", lambda: package() + b"tail"),
    "not well-formed": ("damaged", lambda: package(sheet("<row><c></row>"))),
    "deep nesting": ("damaged", lambda: package("<x>" * 5000 + "</x>" * 5000)),
    "string out of range": ("damaged", lambda: package(sheet('<row><c t="s"><v>99</v></c></row>'))),
    "no text": ("no_text", lambda: package(sheet("<row/>"))),
    "far cell": (
        "too_many_rows",
        lambda: package(sheet(FIRST + f'<row r="1048576">{cell("XFD1048576", "远")}</row>')),
    ),
    "far column": ("too_many_columns", lambda: package(sheet(f'<row r="1">{cell("XFD1", "远")}</row>'))),
    "row 5001": ("too_many_rows", lambda: package(sheet(f'<row r="5001">{cell("A5001", "远")}</row>'))),
    "repeated rows": ("bomb", lambda: package(sheet("<row><c><v>1</v></c></row>" * 600_000))),
    "million rows": ("too_many_rows", lambda: package(sheet(numbered_rows(400_000, "<c><v>{}</v></c>")))),
    "million empty rows": ("blank_cells", lambda: package(sheet(FIRST + numbered_rows(600_000)))),
    "wide row": ("too_many_columns", lambda: package(sheet(numbered_rows(1, "<c><v>{0}</v></c>" * 20_000)))),
    "endless empty row": ("blank_cells", lambda: package(sheet(f"<row>{numbered_cells(900_000)}</row>"))),
    "endless strings": ("too_many_strings", lambda: with_part("sharedStrings", numbered_strings(400_000))),
    "endless styles": ("blank_cells", lambda: with_part("styles", numbered_styles(100_000))),
    "overlapping merges": (
        "overlapping_merges",
        lambda: package(sheet(FIRST, '<mergeCell ref="A1:BH5000"/>' * 500)),
    ),
    "many sheets": ("too_many_sheets", lambda: many_sheets(60)),
    "classified": ("classified", lambda: package(sheet(f"<row r='1'>{cell('A1', '机密★5年')}</row>"))),
}

#: Files that come under another name than a.xlsx.
NAMES = {
    "old xls": "a.xls",
    "wps table": "a.et",
    "csv": "a.csv",
    "docx": "a.docx",
    "macro workbook": "a.xlsm",
}
