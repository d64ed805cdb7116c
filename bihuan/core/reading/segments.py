"""Cut the tree of lines into items: numbered paragraphs, inline parts, unnumbered paragraphs with a lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bihuan.core.reading import contexts, leads, naming, paragraphs
from bihuan.core.reading.drafts import Context, DraftItem
from bihuan.core.reading.lines import Line
from bihuan.core.reading.model import ItemType
from bihuan.core.reading.tree import LABEL, Node
from bihuan.core.text import numbering

_CONTINUATIONS = (
    "比如",
    "例如",
    "譬如",
    "如，",
    "又如",
    "再如",
    "特别是",
    "尤其是",
    "具体表现",
    "主要表现",
    "（",
    "(",
)


def items(text: str, root: Node, context: Context) -> list[DraftItem]:
    """Every item below ``root``; ``context`` is what the kind of document says where no heading speaks."""
    return list(_section(text, root, context))


def _section(text: str, node: Node, context: Context) -> Iterator[DraftItem]:
    """The items below a heading."""
    lists = node.lists()
    if not lists:
        yield from _unnumbered(text, node, context)
        return
    if context.type is ItemType.PROBLEM and (_is_label(lists[0]) or _is_label(node)):
        before = [
            child
            for child in node.paragraphs()
            if child.line and lists[0].line and child.line.start < lists[0].line.start
        ]
        problems = list(_found(text, node, before, context))
        yield from problems
        context = replace(context, answers=_only_problem(problems) or context.answers)
        if problems and context.is_plan and contexts.all_promise(text, lists):
            context = replace(context, type=ItemType.MEASURE, source="wording")
    yield from _siblings(text, lists, context)


def _is_label(node: Node) -> bool:
    return node.rank == LABEL or (node.line is not None and node.line.is_label)


def _only_problem(found: Sequence[DraftItem]) -> DraftItem | None:
    """The problem among the items, if it is just one: then what follows answers it."""
    problems = [draft for draft in found if draft.type is ItemType.PROBLEM]
    return problems[0] if len(problems) == 1 else None


def _siblings(text: str, nodes: Sequence[Node], context: Context) -> Iterator[DraftItem]:
    """The entries of a list; a problem in it is what the labelled parts after it answer."""
    followed = [bool(node.paragraphs()) for node in nodes]
    before: Node | None = None
    for index, node in enumerate(nodes):
        goes_on = any(followed[:index] + followed[index + 1 :]) or index + 1 < len(nodes)
        found = list(_listed(text, node, context, goes_on=goes_on))
        if before is not None and before.style is node.style and node.value != before.value + 1:
            paragraphs.doubt(found, "irregular")
        yield from found
        if _is_label(node) and any(draft.type is ItemType.PROBLEM for draft in found):
            context = replace(context, answers=_only_problem(found))
        before = node if node.style is not None else before


def _listed(text: str, node: Node, context: Context, *, goes_on: bool) -> Iterator[DraftItem]:
    line = node.line
    if line is None:
        return
    if node.is_heading:
        yield from _headed(text, node, line, context)
    elif context.type is not None:
        yield from _numbered(text, node, line, context, goes_on=goes_on)


def _headed(text: str, node: Node, line: Line, context: Context) -> Iterator[DraftItem]:
    if node.names_problem:
        named = naming.named_line(text, line.start, line.end)
        yield from _named(text, node, line, named, context)
        return
    inner = contexts.below(text, node, context)
    if not node.children:
        if inner.type is not None and line.mark is not None and node.rank > 1:
            yield paragraphs.draft(text, line.start, line.end, line.mark, context, ("bare",))
        return
    if contexts.heading_is_problem(text, node, context, inner):
        problem = replace(context, type=ItemType.PROBLEM)
        head = paragraphs.draft(text, line.start, line.end, line.mark, problem, ())
        yield head
        inner = replace(inner, answers=head)
    found = list(_section(text, node, inner))
    if context.type is ItemType.LAST_YEAR_MEASURE and len(found) == 1 and line.mark is not None:
        _take_in_heading(text, line, found[0])
    yield from found


def _named(
    text: str, node: Node, line: Line, named: Sequence[tuple[int, int]], context: Context
) -> Iterator[DraftItem]:
    """针对“…”的问题 on a line of its own: in a plan each problem it names, and what answers it below."""
    if context.type is None:
        return
    if context.type in (ItemType.PROBLEM, ItemType.CAUSE) or not node.children:
        yield paragraphs.draft(text, line.start, line.end, None, context, ())
        yield from _section(text, node, context)
        return
    words = text[line.start : line.end]
    if not context.is_plan:
        yield from _section(text, node, replace(context, named=words))
        return
    problem = replace(context, type=ItemType.PROBLEM)
    heads = [paragraphs.draft(text, begin, stop, None, problem, ()) for begin, stop in named]
    for head in heads:
        head.title = head.title or text[head.start : head.end].strip("。：:")
    yield from heads
    answers = heads[0] if len(heads) == 1 else None
    yield from _section(text, node, replace(context, answers=answers, named=words))


def _take_in_heading(text: str, line: Line, item: DraftItem) -> None:
    """In an account 1.关于…问题。整改情况：… is one paragraph and one item."""
    if line.mark is not None and item.start >= line.end and "\n" not in text[line.start : item.start]:
        item.start, item.title = line.start, leads.heading_title(text, line.body, line.end)
        item.ordinal = text[line.mark.start : line.mark.end].strip()


def _numbered(text: str, node: Node, line: Line, context: Context, *, goes_on: bool) -> Iterator[DraftItem]:
    """A numbered paragraph: an item with or without parts, or only the name of an aspect."""
    announced = contexts.run_in(text, line, line.end, context)
    if announced is not None and node.lists():
        yield from _siblings(text, node.lists(), announced[1])
        return
    labels = [child for child in node.lists() if child.rank == LABEL]
    lists = [child for child in node.lists() if child.rank != LABEL]
    if lists:
        yield from _with_parts(text, line, lists, context)
        return
    if labels:
        yield from _labelled(text, line, labels, context)
        return
    end = _end_with_continuations(text, node, line, goes_on=goes_on)
    announced = contexts.run_in(text, line, end, context)
    if announced is not None:
        begin, inner = announced
        yield from paragraphs.items(text, begin, end, None, inner, label=line.start, alone=True)
        return
    lead = contexts.leading_problem(text, line, end, context)
    if lead is not None:
        yield from _answered(text, line, lead, end, context)
        return
    yield from paragraphs.items(text, line.start, end, line.mark, context)


def _answered(
    text: str, line: Line, lead: tuple[int, int], end: int, context: Context
) -> Iterator[DraftItem]:
    """（一）关于…的问题。 and in the same paragraph what was or will be done about it."""
    problem = replace(context, type=ItemType.PROBLEM)
    head = paragraphs.draft(text, line.start, lead[1], line.mark, problem, ())
    yield head
    inner = replace(context, aspect=head.title, answers=head)
    yield from paragraphs.items(text, lead[1], end, None, inner, alone=True)


def _with_parts(text: str, line: Line, lists: Sequence[Node], context: Context) -> Iterator[DraftItem]:
    """A paragraph whose parts are paragraphs of their own below it."""
    if contexts.tells_problem(text, line, context):
        head = paragraphs.draft(
            text, line.start, line.end, line.mark, replace(context, type=ItemType.PROBLEM), ()
        )
        yield head
        yield from _siblings(text, lists, replace(context, answers=head))
        return
    if paragraphs.is_container(text, line.body, line.end, context):
        named = leads.aspect(leads.heading_title(text, line.body, line.end))
        yield from _siblings(text, lists, replace(context, aspect=named))
        return
    head = paragraphs.draft(text, line.start, lists[-1].end, line.mark, context, ())
    yield head
    yield from _siblings(text, lists, replace(context, aspect=head.title, parent=head))


def _labelled(text: str, line: Line, labels: Sequence[Node], context: Context) -> Iterator[DraftItem]:
    """A paragraph with 整改措施：, 产生原因： or the like below it: usually a problem and what answers it."""
    found = list(
        paragraphs.items(
            text, line.start, line.end, line.mark, contexts.before_labels(text, line, labels, context)
        )
    )
    yield from found
    head = found[0] if found and found[0].type is ItemType.PROBLEM else None
    yield from _siblings(text, labels, replace(context, answers=head or context.answers))


def _end_with_continuations(text: str, node: Node, line: Line, *, goes_on: bool) -> int:
    """A paragraph after a numbered one goes on with it, unless it closes the list."""
    end = line.end
    for child in node.paragraphs():
        if child.line is None:
            continue
        start = child.line.start
        if text[end:start].strip():
            break
        continues = text.startswith(_CONTINUATIONS, start)
        if not continues and (not goes_on or leads.is_closing(text, start, child.line.end)):
            break
        end = child.line.end
    return end


def _unnumbered(text: str, node: Node, context: Context) -> Iterator[DraftItem]:
    yield from _found(text, node, node.paragraphs(), context)


def _found(text: str, node: Node, children: Sequence[Node], context: Context) -> Iterator[DraftItem]:
    """The unnumbered paragraphs below a heading that has no list below it."""
    if context.type is None:
        return
    found = [child.line for child in children if child.line is not None]
    found = [line for line in found if not _is_frame(text, line, alone=len(found) == 1)]
    heading = node.line
    title = (
        leads.heading_title(text, heading.body, heading.end) if heading and 1 < node.rank < LABEL else None
    )
    if len(found) == 1:
        line = found[0]
        start, own = line.start, leads.lead(text, line.start, line.end)
        if heading and heading.is_label:
            start, title = heading.start, None
        made = list(
            paragraphs.items(
                text, line.start, line.end, None, context, None if own else title, label=start, alone=True
            )
        )
        if start < line.start and heading and heading.mark and len(made) == 1:
            made[0].ordinal = text[heading.mark.start : heading.mark.end].strip()
        yield from made
        return
    led = [line for line in found if _has_lead_or_list(text, line)]
    if not led and node.rank > 1 and found:
        yield paragraphs.draft(
            text, found[0].start, found[-1].end, None, context, ("several paragraphs",), title
        )
        return
    skip = 1 if led and found[0] not in led else 0
    reach = 0
    for index, line in enumerate(found[skip:], start=skip):
        if line.end <= reach:
            continue
        reach = _continued(text, found[index + 1 :], line.end)
        yield from paragraphs.items(text, line.start, reach, None, context)


def _continued(text: str, following: Sequence[Line], end: int) -> int:
    for line in following:
        if text[end : line.start].strip() or not text.startswith(_CONTINUATIONS, line.start):
            break
        end = line.end
    return end


def _has_lead_or_list(text: str, line: Line) -> bool:
    return leads.lead(text, line.start, line.end) is not None or _has_list(text, line)


def _has_list(text: str, line: Line) -> bool:
    return bool(
        numbering.enumeration(text, line.start, line.end) or naming.segments(text, line.start, line.end)
    )


def _is_frame(text: str, line: Line, *, alone: bool) -> bool:
    """Whether a paragraph only opens or closes a section."""
    if _has_list(text, line):
        return False
    if text[line.end - 1] in "：:" or leads.is_closing(text, line.start, line.end):
        return True
    return not alone and leads.is_introduction(text, line.start, line.end)
