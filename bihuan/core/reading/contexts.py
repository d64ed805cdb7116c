"""What a heading sets for everything below it: the type of the items and the aspect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bihuan.core.reading import leads, sections
from bihuan.core.reading.drafts import Context
from bihuan.core.reading.lines import Line
from bihuan.core.reading.model import ItemType
from bihuan.core.reading.tree import Node, words
from bihuan.core.registry import words as words_of_registry
from bihuan.core.text import sentences

_GLANCE = 16
_MOST = 0.6
_NAMES_PROBLEM = re.compile(r"^(?:关于|针对|对照|围绕|对)?[“\"]?[^。]{2,60}(?:问题|不足|短板)[。：:]?$")
_ONLY_NAMES = re.compile(r"^(?:关于|针对|对)[^，,。]{2,60}(?:问题|不足|短板)[。：:]$")
_LACKING = re.compile(
    r"^(?!(?:切实|着力|坚决|持续|深入|集中|重点|有效|进一步|全力|大力|努力|及时|全面)*"
    r"(?:针对|解决|围绕|对照|聚焦|整治|克服|纠正|防止|避免|杜绝|改变|补齐|破解|扭转|排查|查摆|梳理|治理|消除)"
    r"(?![^，。；]*(?:力度|能力|水平|意识|办法|成效|效果)[还仍]?[不偏较欠]))"
    rf"(?:[^。]*?(?:{words_of_registry.entry('wording')['lacking']})[^，。；的]{{0,6}}(?:[，；。]|\Z)"
    rf"|[^。]*?(?:存在|仍有|还有|出现|时有)[^。；]*?(?:{words_of_registry.entry('wording')['lacking_named']})[。；]?\Z)"
)
_PROMISING = re.compile(
    r"(?:^|[，；])(?:坚持|加强|强化|深化|健全|建立|制定|完善|落实|严格|推行|实行|组织|开展|持续|定期|每[月季周年]|由)"
)
_PROMISES = re.compile(
    r"^(?:着力|聚焦|解决|加强|强化|坚持|深化|提高|提升|严格|推动|推进|完善|健全|切实|进一步|突出|抓|落实|持续|整治|紧盯|瞄准|围绕.{0,30}(?:抓|推))"
)


def below(text: str, node: Node, context: Context) -> Context:
    """What holds below a heading: its cue may change the type, its words name the aspect."""
    line = node.line
    if line is None:
        return context
    title = leads.heading_title(text, line.body, line.end)
    cue = sections.cue(words(text, line) if line.is_label else title)
    if _is_organisation(text, node, title, context):
        return replace(context, type=None, source="heading")
    if cue is None or not (cue.pure or _is_chapter_cue(cue, node, title, context)):
        named = title if leads.names_problem(title) else context.named
        return replace(_by_wording(text, node, context), aspect=leads.aspect(title), named=named)
    kind = _within(context, cue.type)
    if kind is None and context.is_account and "整改" in title and _tells_alone(text, node):
        kind = ItemType.MEASURE
    return replace(context, type=kind, source="heading")


def _is_organisation(text: str, node: Node, title: str, context: Context) -> bool:
    """A chapter of an account on how the work was led and watched, beside one on what was put right."""
    if not context.is_account or node.rank != 1 or node.parent is None:
        return False
    named = words_of_registry.pattern("sections", "organisation")
    organised = words_of_registry.pattern("sections", "organised")
    entries = [leads.heading_title(text, one.body, one.end) for one in _entries(node)]
    about_it = sum(organised.search(entry) is not None for entry in entries)
    if not named.search(title) or (2 * about_it < len(entries)):
        return False
    return not _tells_alone(text, node)


def _tells_alone(text: str, node: Node) -> bool:
    """Whether no other chapter beside this one says what was put right."""
    beside = node.parent.lists() if node.parent else []
    return not any(_tells_results(text, one.line) for one in beside if one is not node and one.line)


def _tells_results(text: str, line: Line) -> bool:
    title = leads.heading_title(text, line.body, line.end)
    cue = sections.cue(title)
    organised = words_of_registry.pattern("sections", "organisation").search(title)
    return organised is None and (
        _NAMES_PROBLEM.match(title) is not None
        or (cue is not None and cue.type in (ItemType.MEASURE, ItemType.LAST_YEAR_MEASURE, ItemType.PROBLEM))
    )


def _is_chapter_cue(cue: sections.Cue, node: Node, title: str, context: Context) -> bool:
    """On the first level a heading may say more than its cue, but in a plan it may be a problem itself."""
    if node.rank > 1 or "方面" in title:
        return False
    return not (context.is_plan and cue.type is ItemType.PROBLEM and _NAMES_PROBLEM.match(title))


def _by_wording(text: str, node: Node, context: Context) -> Context:
    """Where neither headings nor the kind of document say it: what most of the entries below sound like."""
    if context.type is not None or context.source != "kind" or node.rank > 1:
        return context
    entries = [leads.heading_title(text, one.body, one.end) for one in _entries(node)]
    promises = sum(
        words_of_registry.pattern("wording", "measure").search(entry) is not None for entry in entries
    )
    lacks = sum(leads.names_problem(entry) for entry in entries) - promises
    for kind, count in ((ItemType.PROBLEM, lacks), (ItemType.MEASURE, promises)):
        if len(entries) > 1 and count >= _MOST * len(entries):
            return replace(context, type=kind, source="wording")
    return context


def _entries(node: Node) -> list[Line]:
    """The lines of the entries below a heading, those of lists before plain paragraphs."""
    below = [one for child in node.lists() for one in _entries(child)]
    if below:
        return below
    return (
        [node.line]
        if node.line and not node.is_heading
        else [one.line for one in node.paragraphs() if one.line]
    )


def _within(context: Context, found: ItemType | None) -> ItemType | None:
    """Inside an account of last year everything promised or done is the account."""
    if context.is_plan and found is ItemType.LAST_YEAR_MEASURE:
        return ItemType.MEASURE
    if context.type is ItemType.LAST_YEAR_MEASURE and found in (ItemType.MEASURE, ItemType.RESULT):
        return context.type
    return found


def announced(text: str, start: int, end: int, context: Context) -> Context:
    """What a paragraph holds whose first clause announces it: 下一步，将… after a list of problems."""
    cue = sections.cue(text[start : sentences.clause_end(text, start, end) + _GLANCE])
    if cue is None or cue.type is None or cue.type is context.type:
        return context
    return replace(context, type=_within(context, cue.type), source="wording")


def heading_is_problem(text: str, node: Node, context: Context, inner: Context) -> bool:
    """Whether the heading is the problem that what is below answers: in a plan, or above 整改措施：."""
    line = node.line
    if (
        line is None
        or line.mark is None
        or line.is_label
        or inner.aspect == context.aspect
        or context.answers
    ):
        return False
    types = _label_types(text, node.children)
    if ItemType.PROBLEM in types or not (types or (context.is_plan and context.type is ItemType.MEASURE)):
        return False
    title = leads.heading_title(text, line.body, line.end)
    if title.endswith("方面") or _PROMISES.match(title) or context.type is ItemType.LAST_YEAR_MEASURE:
        return False
    return _NAMES_PROBLEM.match(title) is not None or leads.names_problem(title)


def run_in(text: str, line: Line, end: int, context: Context) -> tuple[int, Context] | None:
    """Where a numbered paragraph that opens with 存在问题。 or 整改措施。 goes on, and what it then holds."""
    lead = leads.lead(text, line.body, end)
    cue = sections.cue(text[lead[0] : lead[1]]) if lead else None
    if lead is None or cue is None or cue.type is None or not cue.pure:
        return None
    return lead[1], replace(context, type=_within(context, cue.type), source="heading")


def leading_problem(text: str, line: Line, end: int, context: Context) -> tuple[int, int] | None:
    """In a plan, the first sentence of a numbered paragraph if it only names a problem: 关于…的问题。"""
    if not context.is_plan or context.type is not ItemType.MEASURE or line.mark is None or context.answers:
        return None
    lead = leads.lead(text, line.body, end)
    if lead is None or not _ONLY_NAMES.match(text[lead[0] : lead[1]]):
        return None
    return lead


def all_promise(text: str, nodes: Sequence[Node]) -> bool:
    """Whether each entry of a list begins like a promise: then it answers the problem above it."""
    titles = [leads.heading_title(text, one.line.body, one.line.end) for one in nodes if one.line]
    promise = words_of_registry.pattern("wording", "measure")
    return bool(titles) and all(promise.search(title) and not _LACKING.search(title) for title in titles)


def tells_problem(text: str, line: Line, context: Context) -> bool:
    """Whether a numbered paragraph above its measures says only what is lacking: 学习不够深入。研讨偏少。"""
    if context.type not in (ItemType.MEASURE, ItemType.DIRECTION) or context.answers or context.parent:
        return False
    found = [text[begin:stop] for begin, stop in sentences.sentences(text, line.body, line.end)]
    if not found or found[0].rstrip("。").endswith("方面"):
        return False
    if _ONLY_NAMES.match(found[0]):
        return len(found) == 1
    lacks = [_LACKING.search(sentence) is not None for sentence in found]
    return lacks[0] and not any(
        _PROMISING.search(sentence) for sentence, lack in zip(found, lacks, strict=True) if not lack
    )


def _label_types(text: str, nodes: Sequence[Node]) -> set[ItemType]:
    """What the purely announcing headings among ``nodes`` announce."""
    cues = [sections.cue(words(text, node.line)) for node in nodes if node.line and node.is_heading]
    return {cue.type for cue in cues if cue and cue.pure and cue.type}


def before_labels(text: str, line: Line, labels: Sequence[Node], context: Context) -> Context:
    """What a paragraph is that 整改措施： follows: a problem, unless its words say otherwise."""
    answers = _label_types(text, labels) & {ItemType.MEASURE, ItemType.CAUSE, ItemType.DIRECTION}
    title = leads.heading_title(text, line.body, line.end)
    if answers and context.type is not ItemType.PROBLEM and not _PROMISES.match(title):
        return replace(context, type=ItemType.PROBLEM, source="heading")
    return context
