"""同一个人同一时间出现在两处。

两次活动的起止时间都填了、有重叠、地点不同，同一个人不可能都在场；多半是时间写错，或者出席照抄了。

反例：9:00至11:00在三楼会议室，10:00至12:00在社保大厅，都有他
正例：一场结束时另一场开始；没有填时间；同一地点接着办；他请了假
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ..seen import Finding, Seen, basis, pairs

TITLE = "同时在两处"
NAMED = 3


def find(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[Finding]:
    of_day: dict[object, tuple[list[Seen], list[Seen]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((subjects, others)):
        for record in records:
            if record.starts and record.ends and record.people:
                of_day[record.on][side].append(record)
    for mine, theirs in of_day.values():
        for one, other in pairs(mine, theirs):
            if _overlap(one, other) and (both := sorted(one.people.keys() & other.people.keys())):
                yield _finding(one, other, both)


def _overlap(one: Seen, other: Seen) -> bool:
    together = bool(one.place) and one.place == other.place
    return not together and one.starts < other.ends and other.starts < one.ends


def _finding(one: Seen, other: Seen, both: list[int]) -> Finding:
    names = "、".join(one.people[person] for person in both[:NAMED])
    more = f"等{len(both)}人" if len(both) > NAMED else ""
    question = (
        f"{names}{more}这时也在{{other}}里，两场的时间有重叠。请看一看是时间写错了，还是有人其实没有到场。"
    )
    return Finding(one.key, other.key, question, basis(_times(one), _times(other), both))


def _times(record: Seen) -> str:
    return f"{record.key} {record.on} {record.starts}-{record.ends} {record.place}"
