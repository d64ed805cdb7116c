"""Papers marked as state secrets: recognised at their head and refused before anything is kept.

The mark of GB/T 9704 stands alone in the head area: 秘密★1年, 机密, 绝密★启用前. Words in running text
(保守秘密, 商业秘密, 国家秘密) are none, and neither is a heading that merely speaks of secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bihuan.core.document.gate.refusal import FileRefused
from bihuan.core.document.model import Document

_HEAD_BLOCKS = 15
_GRADE = "[秘机绝][\\s　]*密"
_PERIOD = "(?:[一二三四五六七八九十\\d１-９０]+[\\s　]*(?:年|个月|天)|长期|启用前|解密前|公布前)"
_MARK = re.compile(f"{_GRADE}[\\s　]*(?:[★☆*＊][\\s　]*{_PERIOD}?)?(?:[\\s　]*(?:特急|加急|特提|平急))?")
_LABELLED = re.compile(f"(?:密[\\s　]*级|保密等级|秘密等级)[\\s　]*[:：][\\s　]*{_GRADE}")
_STARRED = re.compile(f"{_GRADE}[\\s　]*[★☆][\\s　]*{_PERIOD}?")
_BRACKETS = '〔〕［］[]【】（）()「」『』“”"《》'
_SURROUNDINGS = re.compile("[\\s　\\t]{2,}|\\t")


def refuse_if_classified(document: Document) -> Document:
    """The document itself, unless its head carries a mark of classification.

    :raises FileRefused: with code ``classified``; the failure carries no text of the paper.
    """
    refuse_if_marked(block.line for block in document.blocks[:_HEAD_BLOCKS])
    return document


def refuse_if_marked(lines: Iterable[str]) -> None:
    """Refuse a paper one of whose lines is a mark: for page headers, which are no part of the document.

    :raises FileRefused: as above.
    """
    if any(_is_marked(line) for line in lines):
        raise FileRefused(
            "classified", "本系统不得处理涉密信息：这份文件标有密级，没有读取，也没有留存任何内容。"
        )


def _is_marked(line: str) -> bool:
    """Whether a line of the head is a mark, or has one set apart on it by a gap or a label."""
    if len(line) > 60:
        return False
    pieces = [piece.strip().strip(_BRACKETS) for piece in _SURROUNDINGS.split(line)]
    if any(_MARK.fullmatch(piece) for piece in pieces):
        return True
    return bool(_LABELLED.match(line.strip().strip(_BRACKETS)) or _STARRED.search(line))
