"""The fixed parts of an official paper, told by their form: red head, title and imprint.

GB/T 9704 puts copy number, classification, urgency, issuing body, document number and signatory above the
title, and 抄送 and 印发 below everything else. The same rules serve every format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.core.document.model import BlockKind
from bihuan.core.document.readers.lines import Line

_HEAD_LINES = 12
_FOOT_LINES = 8
_HEAD_LINE_LENGTH = 45
_TITLE_LENGTH = 60

_DOCUMENT_NUMBER = re.compile(
    "[\\u4e00-\\u9fff×*＊xX]{1,20}[〔\\[［（(【]\\s*[\\d×xX*]{4}\\s*[〕\\]］）)】]\\s*第?\\s*[\\d×xX*]{1,6}\\s*号"
)
_SIGNATORY = re.compile("签[\\s　]*发[\\s　]*人[\\s　]*[:：]")
_COPY_NUMBER = re.compile("(?:份号[:：]?|No\\.?)?\\s*\\d{6}")
_URGENCY = re.compile("(?:特[\\s　]*急|加[\\s　]*急|特提|平急)")
_AGENCY_MARK = re.compile("[^，。；：！？、]{3,40}文[\\s　]*件")
_TITLE_ENDING = re.compile(
    "(?:报告|方案|清单|通知|意见|材料|情况|总结|台账|汇总|请示|批复|函|纪要|决定|计划|办法|规定|讲话|发言|提纲)"
    "(?:[（(《][^（）()]{1,20}[）)》])?$"
)
_LABEL = re.compile("附[\\s　]*[件表][\\s　]*[\\d一二三四五六七八九十]*[\\s　]*[:：]?")
_SENTENCE_END = "。；：！？，、;:!?,"
_NUMBERED = re.compile(
    "[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\\d]+[）)]|\\d+[.．、]|第[一二三四五六七八九十]+[,，、]"
)
_COPIES_TO = re.compile("(?:抄[\\s　]*送|抄[\\s　]*报|分[\\s　]*送|主题词)[\\s　]*[:：]")
_PRINTED = re.compile(
    "\\d{4}[\\s　]*年[\\s　]*\\d{1,2}[\\s　]*月[\\s　]*\\d{1,2}[\\s　]*日[\\s　]*(?:印发|印制|翻印)"
)
_PRINT_RUN = re.compile("[（(]?[\\s　]*共印[\\s　]*\\d+[\\s　]*份[\\s　]*[）)]?")


def mark_fixed_parts(lines: Sequence[Line]) -> None:
    """Set the kinds of the lines that are red head, title or imprint; all others keep theirs."""
    head = _mark_red_head(lines)
    _mark_title(lines, head)
    _mark_imprint(lines)


def _is_head_element(text: str) -> bool:
    text = text.strip()
    starts = _DOCUMENT_NUMBER.match(text) or _SIGNATORY.match(text)
    fills = _COPY_NUMBER.fullmatch(text) or _URGENCY.fullmatch(text) or _AGENCY_MARK.fullmatch(text)
    return bool(starts or fills)


def _mark_red_head(lines: Sequence[Line]) -> int:
    """Mark the red head and return the index of the first line after it."""
    last = -1
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if len(line.shown) > _HEAD_LINE_LENGTH or line.shown.endswith(("。", "：")):
            break
        if _is_head_element(line.shown):
            last = index
    above = lines[: last + 1]
    title_above = any(_TITLE_ENDING.search(line.shown) and not _is_head_element(line.shown) for line in above)
    for line in above:
        if not title_above or _is_head_element(line.shown):
            line.kind = BlockKind.RED_HEAD
    return 0 if title_above else last + 1


def _mark_title(lines: Sequence[Line], start: int) -> None:
    """Mark the title: what a title style says, else the first short line after the red head."""
    if any(line.kind is BlockKind.TITLE for line in lines):
        return
    head = lines[start : start + 4]
    candidates = [line for line in head if not (line.kind is BlockKind.RED_HEAD or _is_label(line.text))]
    if not candidates or not _may_be_title(candidates[0]):
        return
    first = candidates[0]
    first.kind = BlockKind.TITLE
    for line in candidates[1:]:
        if _TITLE_ENDING.search(first.text) or not _continues_title(first, line):
            return
        line.kind = BlockKind.TITLE
        first = line


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text.strip()) is not None


def _may_be_title(line: Line) -> bool:
    if line.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING) or line.number:
        return False
    short = len(line.text) <= _TITLE_LENGTH and not line.text.endswith(tuple(_SENTENCE_END))
    return short and not _NUMBERED.match(line.text)


def _continues_title(first: Line, line: Line) -> bool:
    """A title over two lines: both centred alike, and the second ends as titles do."""
    alike = line.centred and first.centred and line.style == first.style
    return alike and _may_be_title(line) and bool(_TITLE_ENDING.search(line.text))


def _mark_imprint(lines: Sequence[Line]) -> None:
    foot = lines[-_FOOT_LINES:]
    found = [index for index, line in enumerate(foot) if _is_imprint(line.shown)]
    for line in foot[found[0] :] if found else ():
        if line.kind in (BlockKind.PARAGRAPH, BlockKind.CELL):
            line.kind = BlockKind.IMPRINT


def _is_imprint(text: str) -> bool:
    text = text.strip()
    return bool(_COPIES_TO.match(text) or _PRINTED.search(text[-24:]) or _PRINT_RUN.fullmatch(text))
