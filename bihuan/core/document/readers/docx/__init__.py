"""Word documents: the text as Word shows it, with automatic numbers, tables and notes.

Tracked changes are read as accepted; hidden text, field codes, headers, footers, comments and tables of
contents are left out. A soft line break begins a new block of the same paragraph.
"""

from __future__ import annotations

import re

from bihuan.core.document.classification import refuse_if_marked
from bihuan.core.document.gate import limits
from bihuan.core.document.gate.archive import damaged
from bihuan.core.document.gate.package import as_utf8
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.model import Document
from bihuan.core.document.readers.docx.body import BodyReader
from bihuan.core.document.readers.docx.definitions import Definitions
from bihuan.core.document.readers.docx.notes import Notes, plain_lines
from bihuan.core.document.readers.docx.numbering import Numbering
from bihuan.core.document.readers.docx.package import Package
from bihuan.core.document.readers.docx.styles import Styles
from bihuan.core.document.readers.docx.xml import parse, w
from bihuan.core.document.readers.form import mark_fixed_parts
from bihuan.core.document.readers.lines import document_of

_PARAGRAPH = re.compile(rb"<w:p[\s/>]")


def read(content: bytes) -> Document:
    """The document in the bytes of a docx that passed the gate."""
    package = Package(content)
    main = as_utf8(package.main())
    limits.refuse_if_too_long(len(_PARAGRAPH.findall(main)))
    body = parse(main).find(w("body"))
    if body is None:
        raise damaged()
    for header in package.headers():
        refuse_if_marked(plain_lines(header))
    styles = Styles(package.related("styles"))
    numbering = Numbering(Definitions(package.related("numbering"), styles), styles)
    reader = BodyReader(styles, numbering, Notes(package))
    try:
        lines = reader.read(body)
    except RecursionError:
        raise damaged() from None
    if not lines:
        raise FileRefused(
            "blank", "这个文件里没有文字，请确认选对了文件；如果内容是图片，请改用有文字的文件。"
        )
    mark_fixed_parts(lines)
    warnings = (f"目录有{reader.skipped}行，没有读入正文。",) if reader.skipped else ()
    return document_of(lines, source="docx", warnings=warnings)
