"""Where the paper proper begins and ends: red head and title before it, signature and imprint after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.core.document.model import BlockKind
from bihuan.core.reading.lines import Line
from bihuan.core.reading.model import Span

_LONGEST_TITLE = 70
_TITLE_LINES = 4
_RED_HEAD = re.compile(
    r"(?:文件|公文|简报)$|〔[0-9０-９]{4}〕|^(?:密级|紧急程度|份号|签发人)|^[0-9]{6}$|^第[0-9一二三四五六七八九十]+[期号]$"
)
_BY_LINE = re.compile(r"^[（(][^）)]{4,40}[）)]$|^[0-9０-９〇零一二三四五六七八九]{4}年[^，。]{1,8}[月日]$")
_AUTHOR = re.compile(
    r"(?:书记|长|主任|成员|委员|主席|党组|党委|支部|班子)[\s　]+\S{2,4}$|^\S{2,4}$|^[*×xX某]{2,}$"
)
_NOT_TITLE = re.compile(r"[。；;！!？?，：:]")
_TITLE_WORDS = re.compile(
    r"报告|材料|方案|清单|台账|情况|汇总|通报|提纲|总结|计划|意见|通知|讲话|发言|检查|剖析|措施|表$|函|纪要|办法|决定|简讯|公告"
)
_DATE_LINE = re.compile(
    r"^[（(]?(?:20[0-9×xX*]{2}|二[〇零○O0][一二三四五六七八九〇零]{2})\s?年\s?[0-9０-９一二三四五六七八九十×xX*]{1,3}\s?月"
    r"(?:\s?[0-9０-９一二三四五六七八九十×xX*]{1,3}\s?日)?[）)]?$"
)
_IMPRINT = re.compile(
    r"^(?:抄送|抄报|主送|印发|共印|主题词)[：:]?|印发$|^[（(]此件|^(?:检查人|报告人|发言人|签名|联系人|填报)[^，。]{0,20}$"
)
_ATTACHMENT = re.compile(r"附(?:件|表)?\s?[0-9０-９一二三四]?\s?[：:．.]")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the paper proper; ``body`` are the lines between."""

    title: str | None
    title_start: int
    spans: tuple[Span, ...]
    body: tuple[Line, ...]
    signature_date: str | None


def frame(text: str, found: Sequence[Line]) -> Frame:
    """Cut title, red head, signature and imprint off the lines of a document."""
    heads, rest = _red_head(text, found)
    titles = _title(text, rest)
    body = rest[len(titles) :]
    while body and titles and _is_by_line(text, body[0]):
        heads.append(body.pop(0))
    body, tail, date = _tail(text, body)
    body = _without_attachments(text, body)
    spans = [Span(line.start, line.end) for line in (*heads, *titles, *tail)]
    title = "".join(text[line.start : line.end] for line in titles) or None
    return Frame(title, titles[0].start if titles else 0, tuple(spans), tuple(body), date)


def _is_by_line(text: str, line: Line) -> bool:
    """The date, or the author with post and name, below the title."""
    words = text[line.start : line.end]
    if line.mark or line.level is not None or len(words) > _LONGEST_TITLE or _NOT_TITLE.search(words):
        return _BY_LINE.search(words) is not None
    return _BY_LINE.search(words) is not None or _AUTHOR.search(words) is not None


def _red_head(text: str, found: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    heads: list[Line] = []
    rest = list(found)
    while rest and (
        rest[0].kind is BlockKind.RED_HEAD or _RED_HEAD.search(text[rest[0].start : rest[0].end]) is not None
    ):
        if rest[0].mark or _TITLE_WORDS.search(text[rest[0].start : rest[0].end].replace("文件", "")):
            break
        heads.append(rest.pop(0))
    return heads, rest


def _title(text: str, rest: Sequence[Line]) -> list[Line]:
    styled = [line for line in rest[:8] if line.kind is BlockKind.TITLE]
    titles = list(rest[: rest.index(styled[-1]) + 1]) if styled else []
    if titles and _TITLE_WORDS.search(text[titles[-1].start : titles[-1].end]):
        return titles
    styled_lines = len(titles)
    for line in rest[styled_lines : styled_lines + _TITLE_LINES]:
        words = text[line.start : line.end]
        if line.mark or line.is_label or line.end - line.start > _LONGEST_TITLE or _NOT_TITLE.search(words):
            break
        if titles and line.level is not None and titles[-1].level is None:
            break
        titles.append(line)
        if _TITLE_WORDS.search(words):
            break
    while len(titles) > styled_lines and not _TITLE_WORDS.search(text[titles[-1].start : titles[-1].end]):
        titles.pop()
    return titles


def _tail(text: str, body: list[Line]) -> tuple[list[Line], list[Line], str | None]:
    """The body without its signature, the lines of the signature, and the date written there."""
    kept = list(body)
    tail: list[Line] = []
    date: str | None = None
    for index in range(len(kept) - 1, max(len(kept) - 12, 0), -1):
        words = text[kept[index].start : kept[index].end]
        if _DATE_LINE.match(words):
            date = words
            first = index - 1 if _is_signer(text, kept[index - 1]) else index
            after = kept[index + 1 :]
            tail = [*kept[first : index + 1], *(line for line in after if _is_imprint(text, line))]
            return [*kept[:first], *(line for line in after if not _is_imprint(text, line))], tail, date
    while kept and _is_imprint(text, kept[-1]):
        tail.insert(0, kept.pop())
    return kept, tail, date


def _is_imprint(text: str, line: Line) -> bool:
    return line.kind is BlockKind.IMPRINT or _IMPRINT.search(text[line.start : line.end]) is not None


def _is_signer(text: str, line: Line) -> bool:
    words = text[line.start : line.end]
    return len(words) <= 30 and not line.mark and not re.search(r"[。；，！？]", words)


def _without_attachments(text: str, body: list[Line]) -> list[Line]:
    """The lines without 附件：1.… and the further names below it."""
    kept: list[Line] = []
    naming = False
    for line in body:
        starts = _ATTACHMENT.match(text, line.start, line.end) is not None
        goes_on = naming and line.mark is not None and line.end - line.start <= _LONGEST_TITLE
        naming = starts or goes_on
        if not naming:
            kept.append(line)
    return kept
