"""Lines that only say who answers and by when: they belong to the item above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.core.reading.drafts import Assigned, DraftItem
from bihuan.core.reading.lines import Line

_ASSIGNMENT = re.compile(
    r"[（(【\[]?(?:责任|牵头|配合|协助|分管|包抓|主办|承办|协办|整改责任|第一责任|直接责任|具体责任)(?:局|校|院|区|县)?"
    r"(?:领导|单位|部门|科室|处室|股室|人员|人|主体)[^。]{0,6}[：:]"
    r"|[（(【\[]?(?:完成|整改|办结|落实|办理)?(?:时限|期限|完成时间|整改时间)(?:要求)?[：:]"
    r"|[（(]?由[^，,。；：]{2,24}(?:牵头|负责|落实|承办)[^。；：]{0,50}[。；）)]{0,2}\Z"
)


def is_assignment(text: str, line: Line) -> bool:
    """Whether the line begins with 责任领导： or the like, or says no more than 由办公室牵头，月底前完成。"""
    if line.mark is not None and text.startswith("由", line.body):
        return False
    return _ASSIGNMENT.match(text, line.body, line.end) is not None


def attach(lines: Sequence[Line], drafts: Sequence[DraftItem]) -> None:
    """Note each such line at the items before it that form one list; ``drafts`` are in order.

    Lines one below another speak of the same items; an earlier line ends the list.
    """
    index, first, previous = 0, 0, -1
    for line in lines:
        begin = index
        while index < len(drafts) and drafts[index].start < line.start:
            index += 1
        if index > begin or previous < 0:
            first = _first_of_list(drafts, max(begin, 0), index)
        for draft in drafts[first:index]:
            draft.assigned.append(Assigned(line.start, line.end, in_cell=False))
        previous = line.end


def _first_of_list(drafts: Sequence[DraftItem], begin: int, end: int) -> int:
    """Where the list begins to which the item before ``end`` belongs."""
    first = end - 1
    while first > begin and _is_sibling(drafts[first - 1], drafts[end - 1]):
        first -= 1
    return max(first, 0)


def _is_sibling(one: DraftItem, other: DraftItem) -> bool:
    return (
        one.type is other.type
        and one.parent is other.parent
        and one.answers is other.answers
        and one.aspect == other.aspect
        and one.answers is not None
    )
