"""Rows of the ledger in words: who, by when, to what end, and wording with its masked figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bihuan.core.text.numerals import number_words
from bihuan.core.text.sentences import sentences
from bihuan.domain.rectification.enums import DueKind, OwnerRole
from bihuan.domain.rectification.models import Figure, Item, ItemOwner, Statement

MASK = re.compile(r"[*＊]+")
COMPARISONS = {
    "=": "{low}{unit}",
    "=each": "各{low}{unit}",
    "≥": "不少于{low}{unit}",
    "≤": "不超过{low}{unit}",
    "<": "少于{low}{unit}",
    ">": "超过{low}{unit}",
    "≥approx": "{low}{unit}以上",
    "≤approx": "近{low}{unit}",
    "range": "{low}至{high}{unit}",
    "increase": "提高{low}{unit}",
    "decrease": "减少{low}{unit}",
}
OPEN_VALUE = "＊＊"


def owner_words(item: Item, owners: Iterable[ItemOwner]) -> str:
    """Who answers for an item, role by role; "" if nobody does."""
    by_role = {role: [owner.name for owner in owners if owner.role == role] for role in OwnerRole}
    parts = [
        ("责任领导", [item.responsible_leader.name] if item.responsible_leader else []),
        ("牵头", by_role[OwnerRole.LEAD]),
        ("责任人", [item.contact.name] if item.contact else []),
        ("配合", by_role[OwnerRole.SUPPORT]),
    ]
    return "；".join(f"{label}：{'、'.join(names)}" for label, names in parts if names)


def due_words(item: Item) -> str:
    """By when, as worded if there are words; "" if nothing is set."""
    if item.due_text:
        return item.due_text
    if item.due_date:
        return f"{item.due_date.year}年{item.due_date.month}月{item.due_date.day}日前"
    return "" if item.due_kind == DueKind.NONE else item.get_due_kind_display()


def target_words(item: Item) -> str:
    """The quantity or end state that an item aims at; a withheld number stays visible; "" if none is set."""
    parts = []
    if item.target_value is not None or item.target_unit:
        parts.append(item.target_period + _quantity(item))
    if item.end_state:
        parts.append(item.end_state)
    return "；".join(parts)


def _quantity(item: Item) -> str:
    low = OPEN_VALUE if item.target_value is None else number_words(item.target_value)
    high = "" if item.target_high is None else number_words(item.target_high)
    form = COMPARISONS.get(item.target_comparator, "{low}{unit}")
    return form.format(low=low, high=high, unit=item.target_unit)


def figure_words(figure: Figure) -> str:
    """A figure as it stands in the wording, its mask filled if a person or a fact filled it."""
    if figure.masked and figure.number is not None:
        value = number_words(figure.number)
        filled, count = MASK.subn(value, figure.text, count=1)
        return filled if count else value + figure.unit_word
    return _visible(figure.text)


def stated(statement: Statement, figures: Iterable[Figure]) -> str:
    """The text of a statement on one line, with filled figures in it; what is still withheld shows as ＊."""
    text, moved = statement.text, 0
    for figure in sorted(figures, key=lambda figure: figure.start):
        at = place_of(figure, statement)
        if at is not None and figure.masked:
            words = figure_words(figure)
            text = text[: at + moved] + words + text[at + moved + len(figure.text) :]
            moved += len(words) - len(figure.text)
    return _visible(" ".join(text.split()))


def sentence_of(figure: Figure, statement: Statement) -> tuple[str, str, str]:
    """The sentence in which a figure stands: what is before it, the figure as worded, what is after."""
    at = place_of(figure, statement)
    if at is None:
        return "", figure.text, f"（原句已修改，见“{statement.title}”）"
    spans = list(sentences(statement.text))
    start, end = next((span for span in spans if span[0] <= at < span[1]), (0, len(statement.text)))
    stop = at + len(figure.text)
    return statement.text[start:at], figure.text, statement.text[stop : max(end, stop)]


def place_of(figure: Figure, statement: Statement) -> int | None:
    """Where the figure stands in the statement's text; None if an edit took it away."""
    at = figure.start - (statement.start or 0)
    if statement.text[max(at, 0) :].startswith(figure.text) and at >= 0:
        return at
    found = statement.text.find(figure.text)
    return None if found < 0 else found


def _visible(text: str) -> str:
    return text.replace("*", "＊")
