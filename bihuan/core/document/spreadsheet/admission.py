"""The gate for spreadsheets: the checks of the general gate, with the rules and the sentences of xlsx."""

from __future__ import annotations

import re

from bihuan.core.document.gate.archive import Archive
from bihuan.core.document.gate.kinds import extension_of, signature_of
from bihuan.core.document.gate.limits import refuse_if_empty, refuse_if_too_large
from bihuan.core.document.gate.package import as_utf8, looks_like_xml
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.spreadsheet import limits
from bihuan.core.document.spreadsheet.limits import refused

_MAIN_TYPE = b"spreadsheetml.sheet.main+xml"
_TYPES = ((b"macroEnabled", "macro"), (b"template.main", "mismatch"), (b"spreadsheetml.dialogsheet", "macro"))
_PARTS = (
    ("vbaproject", "macro"), ("vbadata", "macro"), ("/macrosheets/", "macro"), ("/dialogsheets/", "macro"),
    ("/activex/", "active_x"), ("/ctrlprops/", "active_x"), ("/embeddings/", "embedded"),
    ("/externallinks/", "external"), ("/querytables/", "external"), ("connections.xml", "external"),
    ("/model/", "external"), ("/customdata/", "external"),
)  # fmt: skip
_RELATIONS = {
    "externallink": "external", "externallinkpath": "external", "connections": "external",
    "querytable": "external", "oleobject": "embedded", "package": "embedded", "control": "active_x",
    "vbaproject": "macro", "xlmacrosheet": "macro", "xlintlmacrosheet": "macro",
}  # fmt: skip
_RELATIONSHIP = re.compile(rb"<(?:[\w.-]+:)?Relationship\b([^>]*)>")
_KIND = re.compile(rb"\bType\s*=\s*[\"']([^\"']*)")
_EXTERNAL = re.compile(rb"\bTargetMode\s*=\s*[\"']\s*external\s*[\"']", re.IGNORECASE)
_LINKED = re.compile(rb"<(?:[\w.-]+:)?(?:ddeLink|oleLink|webPr|dbPr)\b")
_OLD = ("xls", "et", "ett", "xlt", "ods", "csv", "xlsb")
_WITH_MACROS = ("xlsm", "xltm", "xlam")


def admitted(name: str, content: bytes) -> Archive:
    """The archive of a spreadsheet that may be read.

    :raises FileRefused: for every other file; the message is one sentence that says what to do.
    """
    refuse_if_empty(content)
    refuse_if_too_large(len(content))
    _refuse_other_kinds(name, content)
    try:
        return _checked(Archive(content))
    except FileRefused as refusal:
        raise refused(refusal.code) from None


def _refuse_other_kinds(name: str, content: bytes) -> None:
    extension, signature = extension_of(name), signature_of(content)
    if signature == "ole" and "EncryptedPackage".encode("utf-16-le") in content:
        raise refused("encrypted")
    if extension in _WITH_MACROS:
        raise refused("macro")
    if extension in _OLD or (extension == "xlsx" and signature == "ole"):
        raise refused("old_format")
    if extension != "xlsx":
        raise refused("unsupported")
    if signature != "zip":
        raise refused("mismatch")


def _checked(archive: Archive) -> Archive:
    for name in archive.parts:
        _refuse_part(f"/{name.lower()}")
    if "[Content_Types].xml" not in archive.parts:
        raise refused("mismatch")
    _refuse_types(as_utf8(archive.read("[Content_Types].xml")))
    for name, part in archive.parts.items():
        if looks_like_xml(archive.beginning(name)):
            if part.size > limits.MAX_SHEET_BYTES:
                raise refused("sheet_too_large")
            _check_xml(name, as_utf8(archive.read(name)))
    return archive


def _refuse_part(name: str) -> None:
    for fragment, code in _PARTS:
        if fragment in name:
            raise refused(code)


def _refuse_types(types: bytes) -> None:
    for marker, code in _TYPES:
        if marker in types:
            raise refused(code)
    if _MAIN_TYPE not in types:
        raise refused("mismatch")


def _check_xml(name: str, part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise refused("doctype")
    if _LINKED.search(part):
        raise refused("dde")
    if name.lower().endswith(".rels"):
        for found in _RELATIONSHIP.finditer(part):
            _refuse_relation(found[1])


def _refuse_relation(attributes: bytes) -> None:
    kind = _KIND.search(attributes)
    word = kind[1].rpartition(b"/")[2].decode("ascii", "replace").lower() if kind else ""
    if word in _RELATIONS:
        raise refused(_RELATIONS[word])
    if b"&#" in attributes or (_EXTERNAL.search(attributes) and word != "hyperlink"):
        raise refused("external")
