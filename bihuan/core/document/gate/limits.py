"""What a file may cost at most, and the sentences that say by how much it is over."""

from __future__ import annotations

from bihuan.core.document.gate.refusal import FileRefused

MEGABYTE = 1024 * 1024

MAX_BYTES = 20 * MEGABYTE
MAX_PARAGRAPHS = 20_000
MAX_PARTS = 2_000
MAX_UNPACKED = 100 * MEGABYTE
MAX_XML_PART = 64 * MEGABYTE
MAX_UTF16_PART = 16 * MEGABYTE
MAX_RATIO = 100
RATIO_FROM = 1 * MEGABYTE


def refuse_if_empty(content: bytes) -> None:
    if not content:
        raise FileRefused("empty", "这个文件是空的（0字节），请确认选对了文件，或者重新导出后再试。")


def refuse_if_too_large(size: int) -> None:
    """Refuse a file of more than 20 MB; whoever holds a path can ask before reading it."""
    if size > MAX_BYTES:
        raise FileRefused(
            "too_large",
            f"这个文件有{size / MEGABYTE:.1f} MB，上限是20 MB，请删去图片或拆成几份后再试。",
        )


def refuse_if_too_long(paragraphs: int) -> None:
    if paragraphs > MAX_PARAGRAPHS:
        raise FileRefused(
            "too_long",
            f"这份文件有{paragraphs:,}段，上限是{MAX_PARAGRAPHS:,}段，请拆成几份后再试。",
        )


def out_of_bounds() -> FileRefused:
    """What stopping a reader that took too much time or memory says."""
    return FileRefused(
        "limits", "读取这个文件超出了时间或内存限制，已经停止，请用Word或WPS另存一份，或拆成几份后再试。"
    )
