"""One paragraph as one item, or as the items of the list inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bihuan.core.reading import contexts, leads, naming
from bihuan.core.reading.drafts import Assigned, Context, DraftItem
from bihuan.core.reading.model import ItemType
from bihuan.core.text import numbering
from bihuan.core.text.numbering import Mark, Style

_PROBLEM_LIKE = {ItemType.PROBLEM, ItemType.CAUSE}
_TRIMMED = " \t\n　；;，,、"
_ASPECT_BEFORE_LIST = re.compile(r"(?:在|对照)?(?P<aspect>[^，。；：]{2,40}?)方面[，。：:]?[^。]{0,30}\Z")
_QUOTED = re.compile(r"“[^“”]{6,60}”")
_QUOTED_ROW = re.compile(r"(?:“[^“”]{6,60}”[、，；]?){2,}(?=等?[^，。；“”]{0,10}问题)")
_ASPECT_BEFORE_COLON = re.compile(r"(?:在|对照)?(?P<aspect>[^，。；：]{2,30}?)方面[：:](?=.{4})")
_CLOSING_BRACKET = re.compile(
    r"(?<=。)[（(【](?:责任|牵头|配合|分管|包抓|完成时|整改时|时限)[^（）()【】]*[）)】]\s*\Z"
)
_SHORT_INTRODUCTION = 40


def items(
    text: str,
    start: int,
    end: int,
    mark: Mark | None,
    context: Context,
    title: str | None = None,
    *,
    label: int | None = None,
    alone: bool = False,
) -> Iterator[DraftItem]:
    """The items of ``text[start:end]``.

    ``title`` is that of the heading where the paragraph is all there is below it; ``label`` is where a
    label before the paragraph begins: a paragraph without parts takes it in. A paragraph that stands
    ``alone`` below its heading only leads to the list in it; among others its lead makes it an item.
    """
    parts = numbering.enumeration(text, start, end) or _named_parts(text, start, end, mark, context)
    cut = _second_list(text, start, parts, end)
    if cut is not None:
        yield from items(
            text, start, trimmed(text, start, cut), mark, context, title, label=label, alone=True
        )
        yield from items(text, cut, end, None, contexts.announced(text, cut, end, context), alone=True)
        return
    if parts and mark is not None and parts[0].start == mark.start:
        yield from _parts(text, parts, end, context)
        return
    body = mark.end if mark else start
    quoted = _quoted_problems(text, body, end) if not parts and context.type is ItemType.PROBLEM else []
    if quoted:
        for begin, stop in quoted:
            yield draft(text, begin, stop, None, context, (), text[begin + 1 : stop - 1])
        return
    if not parts:
        begin, context = _named_aspect(text, body, end, context)
        title = title or (leads.title(text, begin, end) if begin > body else None)
        found = draft(text, start, end, mark, context, (), title)
        found.start = start if label is None else label
        yield found
        return
    inner = context
    if mark is None:
        container = (
            alone
            or parts[0].start == start
            or leads.lead(text, start, end) is None
            or context.type in _PROBLEM_LIKE
        )
        named = _ASPECT_BEFORE_LIST.match(text[start : parts[0].start])
        if named and context.type in _PROBLEM_LIKE:
            inner = replace(context, aspect=named["aspect"])
    else:
        container = is_container(text, body, parts[0].start, context)
        if parts[0].start - body > 1:
            inner = replace(context, aspect=leads.aspect(leads.heading_title(text, body, parts[0].start)))
    if not container:
        head = draft(text, start, end, mark, context, (), title)
        yield head
        inner = replace(context, aspect=head.title, parent=head)
    yield from _parts(text, parts, end, inner)


def _named_parts(text: str, start: int, end: int, mark: Mark | None, context: Context) -> tuple[Mark, ...]:
    """针对“…”问题，…；针对“…”问题，…: each is a part, as if it were numbered.

    In a numbered paragraph only where they are all that follows its lead.
    """
    if context.type in _PROBLEM_LIKE:
        return ()
    found = naming.segments(text, start, end)
    if found and mark is not None:
        lead = leads.lead(text, mark.end, end)
        if found[0] not in (mark.end, lead[1] if lead else mark.end):
            return ()
    return tuple(Mark(Style.POINT, value, at, at) for value, at in enumerate(found, start=1))


def _second_list(text: str, start: int, first: tuple[Mark, ...], end: int) -> int | None:
    """Where the sentence begins that leads to a second list in the same paragraph."""
    at = numbering.restart(text, first, end)
    stop = text.rfind("。", start, at) + 1 if at is not None else 0
    return stop if stop > start else None


def _quoted_problems(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """查摆出“…”“…”等问题: a row of quotations, each of which says what is lacking."""
    row = _QUOTED_ROW.search(text, start, end)
    if row is None:
        return []
    found = [match.span() for match in _QUOTED.finditer(text, row.start(), row.end())]
    return found if all(leads.names_problem(text[begin:stop]) for begin, stop in found) else []


def _named_aspect(text: str, body: int, end: int, context: Context) -> tuple[int, Context]:
    """In problems a lead such as 理论学习方面。 names the aspect; the item's own words begin after it."""
    named = _ASPECT_BEFORE_COLON.match(text, body, end) if context.type in _PROBLEM_LIKE else None
    if named:
        return named.end(), replace(context, aspect=named["aspect"])
    lead = leads.lead(text, body, end)
    if context.type in _PROBLEM_LIKE and lead and text[lead[0] : lead[1]].rstrip("。：: ").endswith("方面"):
        return lead[1], replace(context, aspect=leads.aspect(text[lead[0] : lead[1]]))
    return body, context


def _parts(text: str, parts: tuple[Mark, ...], end: int, context: Context) -> Iterator[DraftItem]:
    """The parts of a list; who answers for them in brackets at its end answers for each."""
    closing = _CLOSING_BRACKET.search(text, parts[-1].start, end)
    for index, part in enumerate(parts):
        stop = parts[index + 1].start if index + 1 < len(parts) else end
        for found in items(text, part.start, trimmed(text, part.start, stop), part, context):
            if closing and index + 1 < len(parts):
                found.assigned.append(Assigned(closing.start(), closing.end(), in_cell=False))
            yield found


def is_container(text: str, body: int, end: int, context: Context) -> bool:
    """Whether the words before a list only name what the list is about."""
    words = text[body:end].strip()
    if not words or (
        words[-1] in "：:" and len(words) <= _SHORT_INTRODUCTION and not leads.lead(text, body, end)
    ):
        return True
    title = leads.heading_title(text, body, end)
    if context.type in _PROBLEM_LIKE:
        return words.rstrip("。：:，").endswith("方面") or not leads.names_problem(title)
    return title.endswith("方面")


def doubt(drafts: Sequence[DraftItem], reason: str) -> None:
    """Lower the confidence of the items."""
    for one in drafts:
        one.doubts = (*one.doubts, reason)


def trimmed(text: str, start: int, end: int) -> int:
    """``end`` without the blanks and separating semicolons before it."""
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return end


def draft(
    text: str,
    start: int,
    end: int,
    mark: Mark | None,
    context: Context,
    doubts: tuple[str, ...],
    title: str | None = None,
) -> DraftItem:
    """An item of the type that ``context`` sets."""
    end = trimmed(text, start, end)
    own = title or leads.title(text, mark.end if mark else start, end)
    if context.source != "heading":
        doubts = (*doubts, "type")
    if own is None:
        doubts = (*doubts, "lead")
    return DraftItem(
        type=context.type or ItemType.PROBLEM,
        aspect=context.aspect,
        ordinal=(text[mark.start : mark.end].strip() or None) if mark else None,
        title=own,
        start=start,
        end=end,
        parent=context.parent,
        doubts=doubts,
        answers=context.answers if context.type is not ItemType.PROBLEM else None,
        named=context.named,
    )
