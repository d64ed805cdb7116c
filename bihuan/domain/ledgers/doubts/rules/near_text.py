"""文字与同一台账里的另一条几乎相同。

同一单位同一种台账，换个人名、日期就又是一条，多半是照抄的。

反例：两次谈心谈话，只有姓名不同
正例：两次谈的不是一回事；别的单位、别的台账里的相近文字
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bihuan.core.text.likeness import likeness

from ..seen import Finding, Seen, basis, pairs

TITLE = "文字相近"
QUESTION = "这里的文字与{other}几乎相同，只差几个字。请看一看是否照抄了，缺了这一次自己的情况。"
#: The share of pieces in common from which a text counts as a copy.
ALIKE = 0.8
#: Among its smallest pieces a text has so many in a row in common with its copy as good as always, with any
#: other as good as never: only such texts are compared.
SMALLEST, IN_A_ROW = 16, 3


def find(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[Finding]:
    met: dict[tuple[object, ...], tuple[list[Seen], list[Seen]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((subjects, others)):
        for record in records:
            for mechanism in record.mechanisms:
                for row in _rows(record.sketch[:SMALLEST]):
                    met[record.unit, mechanism, row][side].append(record)
    told: set[frozenset[object]] = set()
    for mine, theirs in met.values():
        for one, other in pairs(mine, theirs):
            if (both := frozenset({one.key, other.key})) not in told:
                told.add(both)
                yield from _compared(one, other)


def _rows(pieces: Sequence[int]) -> Iterator[tuple[int, ...]]:
    return zip(*(pieces[start:] for start in range(IN_A_ROW)), strict=False)


def _compared(one: Seen, other: Seen) -> Iterator[Finding]:
    if one.digest != other.digest and likeness(one.sketch, other.sketch) >= ALIKE:
        prints = sorted([f"{one.key} {one.digest}", f"{other.key} {other.digest}"])
        yield Finding(one.key, other.key, QUESTION, basis(*prints))
