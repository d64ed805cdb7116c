"""Links from problems: explicit where the wording names the problem, otherwise scored candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bihuan.core.reading import candidates
from bihuan.core.reading.drafts import DraftItem
from bihuan.core.reading.model import Item, ItemType, Link

_ANSWERS = (ItemType.MEASURE, ItemType.DIRECTION)
_NAMED = re.compile(
    r"(?:针对|关于|对照|围绕|解决|改进|整改|克服|纠正)[“\"]?(?P<words>[^。；：\n]{3,80}?)[”\"]?(?:等|这一|的)*(?:问题|不足|短板|差距|现象|情况)"
)
_NUMBERS = re.compile(r"第(?P<numbers>[0-9、，,]{1,12})[个项条]问题|问题(?P<one>[0-9]{1,2})(?![0-9])")
_CLOSE_ENOUGH = 0.5
_WORTH_SHOWING = 0.02
_KEEP = 3
_BESIDE = 1.0
_NAMED_ABOVE = 0.95


def links(text: str, items: Sequence[Item], drafts: Sequence[DraftItem]) -> tuple[Link, ...]:
    """All links of a reading; ``drafts`` are what the items were made of."""
    problems = [item for item in items if item.type is ItemType.PROBLEM]
    explicit = _explicit(text, items, problems, drafts)
    known = {(link.source, link.target) for link in explicit}
    found = list(explicit)
    for kinds in (_ANSWERS, (ItemType.CAUSE,)):
        targets = [item for item in items if item.type in kinds]
        answered = {link.source for link in explicit if link.target in {target.id for target in targets}}
        found += [
            link
            for link in _candidates(text, problems, targets, items)
            if (link.source, link.target) not in known and link.source not in answered
        ]
    order = {item.id: index for index, item in enumerate(items)}
    return tuple(
        sorted(found, key=lambda link: (order[link.source], link.kind != "explicit", -link.confidence))
    )


def _candidates(
    text: str, problems: Sequence[Item], targets: Sequence[Item], items: Sequence[Item]
) -> list[Link]:
    if not problems or not targets:
        return []
    parents = {item.parent for item in items if item.parent}
    first_part = {item.parent: item.start for item in reversed(items) if item.parent}

    def wording(item: Item) -> str:
        end = first_part[item.id] if item.id in parents else item.end
        return f"{text[item.start : end]}\n{item.title or ''}"

    ranked = candidates.best(
        [wording(item) for item in problems], [wording(item) for item in targets], keep=_KEEP
    )
    return [
        Link(problem.id, targets[index].id, "candidate", round(score, 3))
        for problem, found in zip(problems, ranked, strict=True)
        for index, score in found
        if score >= _WORTH_SHOWING
    ]


def _explicit(
    text: str, items: Sequence[Item], problems: Sequence[Item], drafts: Sequence[DraftItem]
) -> list[Link]:
    ids = {id(draft): item.id for draft, item in zip(drafts, items, strict=True)}
    by_id = {problem.id: problem for problem in problems}
    rows: dict[int, list[Item]] = {}
    for draft in drafts:
        if draft.row is not None and ids[id(draft)] in by_id:
            rows.setdefault(draft.row, []).append(by_id[ids[id(draft)]])
    found: list[Link] = []
    for item, draft in zip(items, drafts, strict=True):
        if item.type not in (*_ANSWERS, ItemType.CAUSE):
            continue
        beside = rows.get(draft.row, []) if draft.row is not None else []
        if draft.answers is not None:
            beside = [by_id[ids[id(draft.answers)]], *beside]
        sources = beside or _meant(text, item, draft.named, problems)
        found += [
            Link(problem.id, item.id, "explicit", _BESIDE if beside else _NAMED_ABOVE) for problem in sources
        ]
    return found


def _meant(text: str, item: Item, heading: str | None, problems: Sequence[Item]) -> list[Item]:
    """The problems that the wording of an item, or the heading above it, names."""
    wordings = [match["words"] for match in _NAMED.finditer(text, item.start, item.end)]
    if heading:
        wordings += [match["words"] for match in _NAMED.finditer(heading)] or [heading]
    found = [problem for words in wordings if (problem := _named_problem(words, problems))]
    return list(dict.fromkeys(found))


def _named_problem(words: str, problems: Sequence[Item]) -> Item | None:
    best: tuple[float, Item] | None = None
    for problem in problems:
        score = _likeness(words, problem.title or "")
        if score >= _CLOSE_ENOUGH and (best is None or score > best[0]):
            best = (score, problem)
    return best[1] if best else None


def _likeness(words: str, title: str) -> float:
    bare = re.sub(r"[^\w]", "", words)
    name = re.sub(r"[^\w]", "", title)
    if len(name) >= 4 and (name in bare or (bare in name and len(bare) >= 4)):
        return 1.0
    return candidates.similarity(bare, name)
