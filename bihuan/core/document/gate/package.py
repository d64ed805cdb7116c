"""An Office package: what it must contain, and what it must not bring along."""

from __future__ import annotations

import re

from bihuan.core.document.gate import limits
from bihuan.core.document.gate.archive import Archive, damaged, malformed
from bihuan.core.document.gate.refusal import FileRefused

_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_OTHER_TYPES = (
    (b"macroEnabled", "macro", "这是带宏的文件，不能读取，请另存为不带宏的docx后再试。"),
    (b"spreadsheetml.sheet.main", "mismatch", "这是Excel表格而不是Word文档，请把内容存为docx后再试。"),
    (b"presentationml", "mismatch", "这是演示文稿而不是Word文档，请把内容存为docx后再试。"),
    (b"template.main+xml", "mismatch", "这是Word模板而不是文档，请打开后另存为docx再试。"),
)
_FORBIDDEN_PARTS = (
    ("vbaproject.bin", "macro", "这个文件里带有宏，不能读取，请另存为不带宏的docx后再试。"),
    ("vbadata.xml", "macro", "这个文件里带有宏，不能读取，请另存为不带宏的docx后再试。"),
    ("/activex/", "active_x", "这个文件里带有ActiveX控件，不能读取，请删去控件、另存一份后再试。"),
    ("/embeddings/", "embedded", "这个文件里嵌有其他文件或可编辑图表，请改成图片或删去、另存一份后再试。"),
)
_FORBIDDEN_RELATIONS = {
    "afchunk": ("embedded", "这个文件里嵌入了另一份文档，请把内容直接粘贴进来、另存一份后再试。"),
    "oleobject": ("embedded", "这个文件里嵌有其他文件，请改成图片或删去、另存一份后再试。"),
    "package": ("embedded", "这个文件里嵌有其他文件或可编辑图表，请改成图片或删去、另存一份后再试。"),
    "control": ("active_x", "这个文件里带有ActiveX控件，不能读取，请删去控件、另存一份后再试。"),
    "vbaproject": ("macro", "这个文件里带有宏，不能读取，请另存为不带宏的docx后再试。"),
}
_TEMPLATE = (
    "external",
    "这个文件挂着一个外部模板，不能读取，请在Word的“开发工具—文档模板”里换回Normal、另存一份后再试。",
)
_EXTERNAL = ("external", "这个文件引用了外部的图片或文件，请把它们改为嵌入或删去、另存一份后再试。")
_DDE = ("dde", "这个文件里有会调用其他程序的DDE域，不能读取，请删去该域、另存一份后再试。")

_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?Relationship(?=[\s/>])")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*/?>")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
_INSTRUCTION = re.compile(rb"<(?:[\w.-]+:)?instrText(?:\s[^>]*)?>([^<]*)<")
_SIMPLE_FIELD = re.compile(rb"<(?:[\w.-]+:)?fldSimple\s[^>]*?instr\s*=\s*[\"']([^\"']*)")
_CALL = re.compile(rb"(?:^|[\s\"])DDE(?:AUTO)?(?:[\s\"]|$)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ALLOWED_ENCODINGS = (b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16", b"utf-16le", b"utf-16be")

Sentence = tuple[str, str]


def check_package(content: bytes) -> None:
    """Refuse an archive that is not a plain Word document."""
    archive = Archive(content)
    for name in archive.parts:
        _refuse_part_name(f"/{name.lower()}")
    if "[Content_Types].xml" not in archive.parts:
        raise FileRefused("mismatch", "这是压缩包而不是Word文档，请解压后选里面的docx文件。")
    _refuse_other_documents(archive.read("[Content_Types].xml"))
    for name in archive.parts:
        if looks_like_xml(archive.beginning(name)):
            if archive.parts[name].size > limits.MAX_XML_PART:
                raise limits.out_of_bounds()
            _check_xml_part(name.lower(), as_utf8(archive.read(name)))


def looks_like_xml(beginning: bytes) -> bool:
    """Whether a part is markup in one of the encodings that a package may use."""
    start = beginning.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    return start.startswith(b"<")


def as_utf8(part: bytes) -> bytes:
    """A part in UTF-8 whatever of the allowed encodings it had; another encoding is refused."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if part.startswith(mark):
            part = _transcoded(part[2:], codec)
    if part.startswith((b"<\x00", b"\x00<")):
        part = _transcoded(part, "utf-16-le" if part.startswith(b"<") else "utf-16-be")
    part = part.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(part[:200].lstrip())
    if declared and declared[1].lower() not in _ALLOWED_ENCODINGS:
        raise malformed("xml_encoding")
    return part


def _transcoded(part: bytes, codec: str) -> bytes:
    if len(part) > limits.MAX_UTF16_PART:
        raise limits.out_of_bounds()
    try:
        return part.decode(codec).encode("utf-8")
    except UnicodeError:
        raise damaged() from None


def _refuse(sentence: Sentence) -> None:
    raise FileRefused(*sentence)


def _refuse_part_name(name: str) -> None:
    for fragment, code, message in _FORBIDDEN_PARTS:
        if fragment in name:
            raise FileRefused(code, message)


def _refuse_other_documents(types: bytes) -> None:
    types = as_utf8(types)
    for marker, code, message in _OTHER_TYPES:
        if marker in types:
            raise FileRefused(code, message)
    if _MAIN_TYPE not in types:
        raise FileRefused("mismatch", "这个文件里没有Word正文，请用Word或WPS打开、另存为docx后再试。")


def _check_xml_part(name: str, part: bytes) -> None:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise malformed("doctype")
    if name.endswith(".rels"):
        _check_relations(part)
    elif b"instrText" in part or b"fldSimple" in part:
        _refuse_calls(part)


def _refuse_calls(part: bytes) -> None:
    instructions = b"".join(_INSTRUCTION.findall(part))
    if _CALL.search(instructions) or any(_CALL.search(found) for found in _SIMPLE_FIELD.findall(part)):
        _refuse(_DDE)


def _check_relations(part: bytes) -> None:
    found = _RELATION.findall(part)
    if len(found) != len(_ELEMENT.findall(part)):
        raise malformed("relations")
    for attributes in found:
        values = {key: _unescaped(double or single) for key, double, single in _ATTRIBUTE.findall(attributes)}
        kind = values.get(b"Type", "").rpartition("/")[2].lower()
        external = values.get(b"TargetMode", "").strip().lower() == "external"
        if kind in _FORBIDDEN_RELATIONS:
            _refuse(_FORBIDDEN_RELATIONS[kind])
        if external and kind != "hyperlink":
            _refuse(_TEMPLATE if kind == "attachedtemplate" else _EXTERNAL)


def _unescaped(value: bytes) -> str:
    """An attribute's value with its numeric references resolved, so that nothing hides behind them."""

    def character(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        return chr(code) if code < 0x110000 else ""

    return _REFERENCE.sub(character, value.decode("utf-8", "replace"))
