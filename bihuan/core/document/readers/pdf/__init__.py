"""PDF with a text layer: printed lines are joined into paragraphs, page numbers and headers dropped.

Every block knows the page it begins on. Pages in two columns are not taken apart; a PDF of scanned pages has
no text to read and is refused.
"""

from __future__ import annotations

from bihuan.core.document.classification import refuse_if_marked
from bihuan.core.document.gate import limits
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.model import Document
from bihuan.core.document.readers.form import mark_fixed_parts
from bihuan.core.document.readers.lines import document_of
from bihuan.core.document.readers.pdf.furniture import without_furniture
from bihuan.core.document.readers.pdf.pages import pages_of
from bihuan.core.document.readers.pdf.paragraphs import paragraphs

_TOP_LINES = 2
_FEWEST_CHARACTERS_A_PAGE = 5


def read(content: bytes) -> Document:
    """The document in the bytes of a PDF that passed the gate."""
    pages = pages_of(content)
    for page in pages:
        refuse_if_marked(line.text for line in page[:_TOP_LINES])
    lines = paragraphs(without_furniture(pages))
    characters = sum(len(line.text) for line in lines)
    if characters < _FEWEST_CHARACTERS_A_PAGE * len(pages):
        raise FileRefused(
            "no_text",
            "这份PDF没有文字层（多半是扫描件），请改用原来的docx文件，或者用识别软件转成有文字的PDF后再试。",
        )
    limits.refuse_if_too_long(len(lines))
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    mark_fixed_parts(lines)
    warnings = (f"第{'、'.join(empty[:20])}页没有文字，可能是扫描的图片，没有读入。",) if empty else ()
    return document_of(lines, source="pdf", warnings=warnings)
