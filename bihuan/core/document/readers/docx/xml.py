"""Parts of a Word document as element trees, with nothing that reaches outside the part."""

from __future__ import annotations

from lxml import etree

from bihuan.core.document.gate.archive import damaged, malformed
from bihuan.core.document.gate.package import as_utf8, looks_like_xml

_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"officeDocument/2006/math"),
)
NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VALUE = NAMESPACE + "val"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return NAMESPACE + name


def parse(part: bytes) -> etree._Element:
    """The root of a part; the names of Strict documents are read as those of the usual ones."""
    if not looks_like_xml(part[:64]):
        raise damaged()
    part = as_utf8(part)
    if b"purl.oclc.org" in part:
        for strict, usual in _STRICT_NAMESPACES:
            part = part.replace(strict, _TRANSITIONAL + usual)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise damaged() from None
    if root.getroottree().docinfo.doctype:
        raise malformed("doctype")
    return root


def value_of(parent: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of a child element, or ``None`` where the child or its value is missing."""
    child = None if parent is None else parent.find(w(name))
    return None if child is None else child.get(VALUE)


def number_of(text: str | None, default: int = 0) -> int:
    """A whole number as the format writes it; anything else, or one out of all bounds, is the default."""
    if text is None or len(text) > 11:
        return default
    try:
        return int(text)
    except ValueError:
        return default


def is_on(parent: etree._Element | None, name: str) -> bool:
    """Whether a switch such as ``w:vanish`` is set: present, and not valued as off."""
    child = None if parent is None else parent.find(w(name))
    return child is not None and child.get(VALUE, "1") not in ("0", "false", "off")
