"""The outside of a PDF: it must begin and end as one, and bring nothing that acts."""

from __future__ import annotations

import re

from bihuan.core.document.gate.refusal import FileRefused

_TAIL = 2048
_ACTION = re.compile(rb"/(?:Launch|JavaScript|JS|EmbeddedFile|RichMedia|XFA)(?=[\s/<(\[>])")


def check_pdf(content: bytes) -> None:
    """Refuse a PDF that is cut off, is also something else, or carries scripts or attachments."""
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise FileRefused("damaged", "这份PDF不完整，请重新导出或重新下载后再试。")
    if b"PK\x05\x06" in content[-70_000:]:
        raise FileRefused("polyglot", "这个文件既是PDF又是压缩包，不能安全读取，请重新导出PDF后再试。")
    if len(content[end:].rstrip(b"\x00\r\n\t ")) > _TAIL:
        raise FileRefused("polyglot", "这份PDF的末尾带有别的内容，不能安全读取，请重新导出PDF后再试。")
    if _ACTION.search(content):
        raise active()


def active() -> FileRefused:
    return FileRefused(
        "active_pdf", "这份PDF里带有脚本、附件或启动程序的动作，不能读取，请重新“打印成PDF”后再试。"
    )
