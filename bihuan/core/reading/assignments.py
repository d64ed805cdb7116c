"""Lines that only say who answers and by when: they belong to the item above them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.core.reading.drafts import DraftItem
from bihuan.core.reading.lines import Line

_ASSIGNMENT = re.compile(
    r"[（(【\[]?(?:责任|牵头|配合|协助|分管|包抓|主办|承办|协办|整改责任|第一责任|直接责任|具体责任)(?:局|校|院|区|县)?"
    r"(?:领导|单位|部门|科室|处室|股室|人员|人|主体)[^。]{0,6}[：:]"
    r"|[（(【\[]?(?:完成|整改|办结|落实|办理)?(?:时限|期限|完成时间|整改时间)(?:要求)?[：:]"
)


def is_assignment(text: str, line: Line) -> bool:
    """Whether the line begins with 责任领导： or 完成时限： or the like."""
    return line.mark is None and _ASSIGNMENT.match(text, line.start, line.end) is not None


def attach(lines: Sequence[Line], drafts: Sequence[DraftItem]) -> None:
    """Note each such line at the last item before it. ``drafts`` are in the order of the text."""
    index = -1
    for line in lines:
        while index + 1 < len(drafts) and drafts[index + 1].start < line.start:
            index += 1
        if index >= 0:
            drafts[index].notes.append((line.start, line.end))
