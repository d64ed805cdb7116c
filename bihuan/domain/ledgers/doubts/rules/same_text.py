"""文字与另一条记录完全相同。

不同的人、不同的日子，谈的、议的不会一字不差。文件标题、规定的提法和很短的话不算；系列共用的议题不算。

反例：两次谈心谈话，记录一字不差
正例：只写了“参加”；只有文件标题相同
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..seen import Finding, Seen, basis, neighbours

TITLE = "文字相同"
QUESTION = "这里的文字与{other}完全相同。如果是两回事，请写出这一次的情况；如果记重了，请撤回一条。"


def find(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[Finding]:
    alike: dict[str, tuple[list[Seen], list[Seen]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((subjects, others)):
        for record in records:
            if record.digest:
                alike[record.digest][side].append(record)
    for mine, theirs in alike.values():
        for one, other in neighbours(mine, theirs):
            yield Finding(one.key, other.key, QUESTION, basis(one.key, other.key, one.digest))
