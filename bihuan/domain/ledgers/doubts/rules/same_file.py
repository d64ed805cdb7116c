"""同一张照片、同一份文件也附在另一条记录后面。

一张照片只能是一次活动的；一份通知附在两种台账后面却是常事，只在同一种台账里重复时才问。

反例：同一张照片附在两次主题党日后面
正例：同一份通知附在计划和活动后面；同一条记录里附了两遍
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..seen import Finding, Seen, basis, neighbours

TITLE = "附件相同"
PICTURES = frozenset({"jpg", "png"})


def find(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[Finding]:
    attached: dict[str, tuple[list[Seen], list[Seen]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((subjects, others)):
        for record in records:
            for digest in record.files:
                attached[digest][side].append(record)
    for digest, (mine, theirs) in attached.items():
        for one, other in neighbours(mine, theirs):
            picture = one.files[digest] in PICTURES
            if picture or one.mechanisms & other.mechanisms:
                yield _finding(one, other, digest, "照片" if picture else "文件")


def _finding(one: Seen, other: Seen, digest: str, what: str) -> Finding:
    question = f"同一{'张' if what == '照片' else '份'}{what}也附在{{other}}后面。请看一看是否附错了。"
    return Finding(one.key, other.key, question, basis(one.key, other.key, digest))
