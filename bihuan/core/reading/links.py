"""Links from problems: explicit where the wording names the problem, otherwise scored candidates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bihuan.core.reading import candidates
from bihuan.core.reading.drafts import DraftItem
from bihuan.core.reading.model import Item, ItemType, Link

_ANSWERS = (ItemType.MEASURE, ItemType.DIRECTION)
_NAMED = re.compile(
    r"(?:针对|关于|对照|围绕|解决|改进|整改|克服|纠正)[“\"]?(?P<words>[^。；：\n]{3,120}?)[”\"]?(?:等|这一|的)*(?:问题|不足|短板|差距|现象|情况)(?!(?:[、和及与]|以及)“)"
)
_CLOSE_ENOUGH = 0.5
_WORTH_SHOWING = 0.005
_NEARLY_EQUAL = 0.6
_PARTED = re.compile(r"[“”\"、，；]|问题[和及与]|以及")
_KEEP = 3
_LEAST = 4
_NO_WORD = re.compile(r"[^\w]|的")
_BESIDE = 1.0
_NAMED_ABOVE = 0.95


def links(text: str, items: Sequence[Item], drafts: Sequence[DraftItem]) -> tuple[Link, ...]:
    """All links of a reading; ``drafts`` are what the items were made of."""
    problems = [item for item in items if item.type is ItemType.PROBLEM]
    if not problems:
        return ()
    explicit = _explicit(text, items, problems, drafts)
    grams = _item_grams(text, items)
    found = list(explicit)
    for kinds in (_ANSWERS, (ItemType.CAUSE,)):
        targets = [item for item in items if item.type in kinds]
        ids = {target.id for target in targets}
        answered = {link.source for link in explicit if link.target in ids}
        open_problems = [problem for problem in problems if problem.id not in answered]
        found += _candidates(open_problems, targets, grams)
    order = {item.id: index for index, item in enumerate(items)}
    return tuple(
        sorted(found, key=lambda link: (order[link.source], link.kind != "explicit", -link.confidence))
    )


def _item_grams(text: str, items: Sequence[Item]) -> dict[str, candidates.Grams]:
    """The wording of each item without its parts; what its title says counts twice."""
    first_part = {item.parent: item.start for item in reversed(items) if item.parent}
    return {
        item.id: candidates.grams(
            f"{text[item.start : first_part.get(item.id, item.end)]}\n{item.title or ''}"
        )
        for item in items
        if item.type in (ItemType.PROBLEM, ItemType.CAUSE, *_ANSWERS)
    }


def _candidates(
    problems: Sequence[Item], targets: Sequence[Item], grams: Mapping[str, candidates.Grams]
) -> list[Link]:
    ranked = candidates.best(
        [grams[item.id] for item in problems], [grams[item.id] for item in targets], keep=_KEEP
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
    titles = _Titles(problems)
    found: list[Link] = []
    for item, draft in zip(items, drafts, strict=True):
        if item.type not in (*_ANSWERS, ItemType.CAUSE):
            continue
        beside = rows.get(draft.row, []) if draft.row is not None else []
        if draft.answers is not None:
            beside = [by_id[ids[id(draft.answers)]], *beside]
        beside = [problem for problem in beside if problem.ordinal == item.ordinal] or beside
        sources = beside or _meant(text, item, draft.named, titles)
        found += [
            Link(problem.id, item.id, "explicit", _BESIDE if beside else _NAMED_ABOVE) for problem in sources
        ]
    return found


def _meant(text: str, item: Item, heading: str | None, titles: _Titles) -> list[Item]:
    """The problems that the wording of an item, or the heading above it, names."""
    wordings = [match["words"] for match in _NAMED.finditer(text, item.start, item.end)]
    if heading:
        wordings += [match["words"] for match in _NAMED.finditer(heading)] or [heading]
    found = [problem for words in wordings for problem in titles.named_in(words)]
    return list(dict.fromkeys(found))


class _Titles:
    """The titles of the problems, to be found in wording that may name one."""

    def __init__(self, problems: Sequence[Item]) -> None:
        self._problems = [problem for problem in problems if problem.title]
        self._bare = [_NO_WORD.sub("", problem.title or "") for problem in self._problems]
        self._names = candidates.Names(self._bare)

    def named_in(self, words: str) -> list[Item]:
        """The problems that ``words`` name: one, or each of several between quotes or parted by 、."""
        pieces = [piece for piece in _PARTED.split(words) if len(_NO_WORD.sub("", piece)) >= _LEAST]
        if len(pieces) > 1 and not self._is_title(words):
            found = [problem for piece in pieces if (problem := self._one(piece, _NEARLY_EQUAL))]
            if found:
                return found
        problem = self._one(words, _CLOSE_ENOUGH)
        return [problem] if problem else []

    def _is_title(self, words: str) -> bool:
        """Whether the words are one title that has such marks in it."""
        return _NO_WORD.sub("", words) in self._bare

    def _one(self, words: str, close_enough: float) -> Item | None:
        bare = _NO_WORD.sub("", words)
        for problem, title in zip(self._problems, self._bare, strict=True):
            if len(title) >= _LEAST and len(bare) >= _LEAST and (title in bare or bare in title):
                return problem
        closest = self._names.closest(bare)
        return self._problems[closest[0]] if closest and closest[1] >= close_enough else None
