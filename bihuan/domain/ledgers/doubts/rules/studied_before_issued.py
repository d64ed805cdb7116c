"""学习日期早于文件发布日期。

文件还没有发布，就不可能学习过；多半是两个日期中有一个写错了，或者照抄了别的记录。

反例：3月6日学习4月1日发布的文件
正例：3月6日学习3月1日发布的文件；发布日期没有填
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from bihuan.core.document.paper import date_words

from ..seen import Finding, Seen, basis

TITLE = "学习早于发布"


def find(subjects: Sequence[Seen], others: Sequence[Seen]) -> Iterator[Finding]:
    for subject in subjects:
        for document in subject.documents:
            issued = document.get("issued_on") or ""
            if issued and datetime.date.fromisoformat(issued) > subject.on:
                yield _finding(subject, document["title"], datetime.date.fromisoformat(issued))


def _finding(subject: Seen, title: str, issued: datetime.date) -> Finding:
    question = (
        f"“{title}”{date_words(issued)}才发布，这里记的是{date_words(subject.on)}学习。"
        "请看一看是哪个日期写错了。"
    )
    return Finding(subject.key, None, question, basis(subject.on, title, issued))
