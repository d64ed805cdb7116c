"""Time limits of an item: 立行立改, 2024年6月底前, 长期坚持, 每季度."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bihuan.core.reading.model import Deadline, ItemType, Quantity
from bihuan.core.text import dates

_LABEL = re.compile(
    r"(?:完成|整改|办结|落实|办理|达标|销号|限定)?(?:时限|期限|时间|日期|时间节点)(?:要求)?\s?(?:[：:]|为)\s?(?P<value>[^；;。）)\t\n]+)"
)
_PROMISES = (ItemType.MEASURE, ItemType.DIRECTION, ItemType.RESULT, ItemType.LAST_YEAR_MEASURE)
_AT_ONCE = re.compile(r"(?:立行立改|即知即改|立查立改|边查边改|马上就改|立即整改|即行即改|立改立行)")
_LASTING = re.compile(r"长期坚持|常抓不懈|持续推进|持续坚持|持续整改|长期推进|常态化(?:推进|坚持|开展|落实)?")
_LASTING_ALONE = re.compile(
    r"长期坚持(?!党|以|不|走|和|的|下)|(?<=[，,、；;。（(])(?:持续推进|持续整改|长期推进)(?=[。；;，,、）)]|\Z)"
)
_DONE = re.compile(
    r"(?:前|底)?(?:全部|全面|基本)?(?:完成|落地|到位|办结|建成|实现|整改|销号|投用|出台|报送|启动)"
)
_EVERY = re.compile(r"每(?:半年|季度|季|[两二三四六]?个?月|周|年度?|旬|学期)(?:[底末初]?前|底|末|初)?")
_RELATIVE = re.compile(
    r"(?:会后|[一二三两0-9]{1,3})个?(?:工作日|星期|月|周|日|天)(?:之内|以内|内)|会后[^，。；]{1,6}内"
)
_PRINCIPLE = re.compile(r"(?:[”\"、]?(?:的?(?:原则|要求|精神|态度|问题|机制|事项|任务))|、(?!长期坚持|持续))")


def find(
    text: str,
    start: int,
    end: int,
    *,
    year: int | None,
    kind: ItemType,
    quantities: Sequence[Quantity] = (),
) -> tuple[Deadline, ...]:
    """The time limits in ``text[start:end]``; ``year`` is assumed where the wording names none.

    Problems and causes have only limits that a label introduces.
    """
    found: list[Deadline] = []
    for match in _LABEL.finditer(text, start, end):
        found.extend(in_cell(text, match.start("value"), match.end("value"), year=year))
    for deadline in _in_prose(text, start, end, year, kind, quantities) if kind in _PROMISES else ():
        if not any(_overlap(deadline, other) for other in found):
            found.append(deadline)
    return tuple(sorted(found, key=lambda deadline: deadline.start))


def in_cell(text: str, start: int, end: int, *, year: int | None) -> tuple[Deadline, ...]:
    """The time limits in a place that is known to hold one: after 完成时限： or below that column head."""
    found = [*_dates(text, start, end, year, limiting=False), *_plain(text, start, end, _AT_ONCE, "立行立改")]
    found += _plain(text, start, end, _LASTING, "长期坚持")
    found += _recurring(text, start, end, ())
    found += [
        one
        for one in _plain(text, start, end, _RELATIVE, "限期")
        if not any(_overlap(one, other) for other in found)
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.start))


def _in_prose(
    text: str, start: int, end: int, year: int | None, kind: ItemType, quantities: Sequence[Quantity]
) -> Iterator[Deadline]:
    yield from _dates(text, start, end, year, limiting=True)
    for deadline in _plain(text, start, end, _AT_ONCE, "立行立改"):
        if not _PRINCIPLE.match(text, deadline.start + len(deadline.text)) and not text.endswith(
            "坚持", 0, deadline.start
        ):
            yield deadline
    yield from _plain(text, start, end, _LASTING_ALONE, "长期坚持")
    if kind in (ItemType.MEASURE, ItemType.DIRECTION):
        yield from _recurring(text, start, end, quantities)


def _dates(text: str, start: int, end: int, year: int | None, *, limiting: bool) -> Iterator[Deadline]:
    for date in dates.find(text, start, end, year=year):
        if limiting and not _limits(text, date):
            continue
        yield Deadline(text[date.start : date.end], date.start, "限期", date.date, date.precision)


def _limits(text: str, date: dates.WrittenDate) -> bool:
    """…前, …底, …内 limit; 2024年底，我局… and 年初以来 only tell a time."""
    if not date.limiting and date.precision != "year" and _DONE.match(text, date.end):
        return True
    if not date.limiting or (date.precision == "day" and text[date.end - 1] not in "前内"):
        return False
    return (
        not text.startswith(("以来", "的", "起", "至", "，我", "，全", "召开", "，因"), date.end)
        and text[date.end - 1] != "初"
    )


def _plain(text: str, start: int, end: int, pattern: re.Pattern[str], kind: str) -> list[Deadline]:
    return [Deadline(match[0], match.start(), kind) for match in pattern.finditer(text, start, end)]


def _recurring(text: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[Deadline]:
    """Recurring limits; 每月走访2次 is a quantity with a period and no limit."""
    found = []
    for match in _EVERY.finditer(text, start, end):
        counted = any(
            quantity.period == match[0] and 0 <= quantity.start - match.end() <= 60 for quantity in quantities
        )
        if not counted:
            found.append(Deadline(match[0], match.start(), "定期", every=match[0]))
    return found


def _overlap(one: Deadline, other: Deadline) -> bool:
    return one.start < other.start + len(other.text) and other.start < one.start + len(one.text)
