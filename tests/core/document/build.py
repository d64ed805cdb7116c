"""Small Word documents from pieces of XML, for tests that say exactly what a file holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OTHER_PARTS = ("styles", "numbering", "footnotes", "endnotes")


def content_types(main_type: str = MAIN_TYPE) -> str:
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
    )


def relation(kind: str, target: str, *, external: bool = False, number: int = 1) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'


def relations(*entries: str) -> str:
    inner = "".join(entries)
    return (
        f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )


def document(*body: str) -> str:
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"


def parts_of(*body: str, **others: str) -> dict[str, str | bytes]:
    """The parts of a Word document; ``styles``, ``numbering`` … are the inner XML of those parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": document(*body),
    }
    entries = []
    for number, name in enumerate(OTHER_PARTS, start=1):
        if name in others:
            parts[f"word/{name}.xml"] = f"{DECLARATION}<w:{name} {NAMESPACES}>{others[name]}</w:{name}>"
            entries.append(relation(name, f"{name}.xml", number=number))
    parts["word/_rels/document.xml.rels"] = relations(*entries)
    return parts


def zipped(parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def docx(*body: str, **others: str) -> bytes:
    """The bytes of a Word document with these body elements."""
    return zipped(parts_of(*body, **others))


def run(text: str, properties: str = "") -> str:
    dressed = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{dressed}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph; a piece that is no XML becomes a run."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in runs if piece)
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    dressed = f"<w:pPr>{bound}{properties}</w:pPr>" if style or properties else ""
    return f"<w:p>{dressed}{inner}</w:p>"


def numbered(text: str, level: int = 0, number: int | str = 1, *, style: str = "") -> str:
    return p(text, style=style, properties=num_pr(number, level))


def num_pr(number: int | str, level: int | None = None) -> str:
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{number}"/></w:numPr>'


def lvl(depth: int, number_format: str, text: str, *, start: int = 1, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{extra}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(identifier: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{identifier}">{extra}{"".join(levels)}</w:abstractNum>'


def num(identifier: int, abstract_id: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def style(
    identifier: str, name: str, *, based_on: str = "", properties: str = "", default: bool = False
) -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    flag = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"{flag}><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def tc(*content: str, properties: str = "") -> str:
    inner = "".join(piece if piece.startswith("<") else p(piece) for piece in content) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    dressed = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{dressed}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, *result: str) -> str:
    shown = "".join(piece if piece.startswith("<") else run(piece) for piece in result)
    code = f"<w:r><w:instrText>{escape(instruction)}</w:instrText></w:r>"
    return field_mark("begin") + code + field_mark("separate") + shown + field_mark("end")
