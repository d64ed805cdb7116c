"""The pages of a PDF as printed lines: the only part that touches PDFium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from bihuan.core.document.gate.portable import active
from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.readers.pdf.printed import Glyph, PrintedLine, printed_lines, upright

MAX_PAGES = 2_000
_QUARTER = math.pi / 2
_BREAKING_HYPHEN = 2  # how PDFium gives a hyphen at the end of a line


def pages_of(content: bytes) -> list[list[PrintedLine]]:
    """The lines of every page from top to bottom, as the text layer gives them."""
    document = _opened(content)
    try:
        if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or raw.FPDFDoc_GetAttachmentCount(document) > 0:
            raise active()
        if len(document) > MAX_PAGES:
            raise FileRefused(
                "too_long", f"这份PDF有{len(document):,}页，上限是{MAX_PAGES:,}页，请拆成几份后再试。"
            )
        return [_lines(document, number) for number in range(len(document))]
    finally:
        document.close()


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise FileRefused(
                "encrypted", "这份PDF设了打开密码，请先取消密码、另存一份，再用没有密码的那份。"
            ) from None
        raise FileRefused("damaged", "这份PDF已损坏或不完整，请重新导出或重新下载后再试。") from None


def _lines(document: pdfium.PdfDocument, number: int) -> list[PrintedLine]:
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return []
    text_page = page.get_textpage()
    try:
        return printed_lines(upright(list(_glyphs(text_page))), page=number + 1)
    finally:
        text_page.close()
        page.close()


def _glyphs(text_page: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """The characters that the page draws; those that PDFium adds for gaps and line ends are left out."""
    high = 0
    box = raw.FS_RECTF()
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if (
            (code < 0x20 and code != _BREAKING_HYPHEN)
            or code >= 0x110000
            or raw.FPDFText_IsGenerated(text_page, index) == 1
        ):
            continue
        if raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            clockwise = round(raw.FPDFText_GetCharAngle(text_page, index) / _QUARTER)
            turned = -clockwise % 4
            yield Glyph(chr(code), box.left, box.right, box.bottom, box.top, turned)
