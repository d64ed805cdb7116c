"""Which kind of document it is: by its title, else by the sections that it has."""

from __future__ import annotations

import re
from functools import cache

from bihuan.core.reading import sections
from bihuan.core.reading.model import ItemType, Kind
from bihuan.core.reading.tree import Node
from bihuan.core.reading.tree import words as heading_words
from bihuan.core.registry import words

_YEAR = re.compile(r"(?P<year>20[0-9]{2})\s?年")
_ENCLOSED = re.compile(r"(?:印发|转发|报送|呈报|上报)《(?P<title>[^》]+)》")
_MEETING_YEAR = re.compile(r"(?P<year>20[0-9]{2})\s?年(?:度)?[^，。；]{0,24}?民主生活会")

# The type of items where no heading says it.
DEFAULT_TYPES: dict[Kind, ItemType | None] = {
    Kind.MEETING_REPORT: None,
    Kind.TEAM_EXAMINATION: ItemType.PROBLEM,
    Kind.PERSONAL_EXAMINATION: ItemType.PROBLEM,
    Kind.RECTIFICATION_PLAN: ItemType.MEASURE,
    Kind.RECTIFICATION_LIST: ItemType.MEASURE,
    Kind.RECTIFICATION_REPORT: ItemType.MEASURE,
    Kind.OPINIONS: ItemType.PROBLEM,
    Kind.OTHER: None,
}


def kind(text: str, title: str | None, root: Node, *, has_table: bool) -> Kind:
    """The kind of a document with this title and these sections."""
    named = _by_title(title or "")
    if named is Kind.OTHER:
        return named
    if named in (Kind.TEAM_EXAMINATION, Kind.PERSONAL_EXAMINATION):
        return _examination(text, title or "", named)
    types = _section_types(text, root)
    if named is not None:
        about = words.pattern("kinds", "about")
        is_about = about.search(title or "") is not None or len(types) >= 2 or about.search(text) is not None
        return named if is_about else Kind.OTHER
    return _by_sections(types, has_table=has_table, text=text)


def _by_title(title: str) -> Kind | None:
    """A notice that only sends a paper on is read as that paper."""
    enclosed = _ENCLOSED.search(title)
    title = enclosed["title"] if enclosed else title
    for value, pattern in _titles():
        if pattern.search(title):
            return value
    return None


def _examination(text: str, title: str, named: Kind) -> Kind:
    """Of a team where the title says so; else of a person who speaks of himself more than of 我们."""
    if named is Kind.PERSONAL_EXAMINATION or "班子" in title:
        return named
    singular = len(words.pattern("kinds", "first_person").findall(text))
    plural = len(re.findall(r"我们|班子", text))
    return Kind.PERSONAL_EXAMINATION if singular > plural else named


def _section_types(text: str, root: Node) -> set[ItemType]:
    found: set[ItemType] = set()
    for node in root.lists():
        cue = sections.cue(heading_words(text, node.line)) if node.line and node.is_heading else None
        if cue and cue.type and cue.weight >= 3:
            found.add(cue.type)
    return found


def _by_sections(types: set[ItemType], *, has_table: bool, text: str) -> Kind:
    if words.pattern("kinds", "about").search(text) is None:
        return Kind.OTHER
    if len(types) >= 2:
        return Kind.MEETING_REPORT
    return Kind.RECTIFICATION_LIST if has_table else Kind.OTHER


def year(title: str | None, text: str) -> int | None:
    """The examined year, where the title or the text names it."""
    for source in (title or "", text):
        years = [int(match["year"]) for match in _MEETING_YEAR.finditer(source)]
        if years:
            return max(years)
    match = _YEAR.search(title or "")
    return int(match["year"]) if match else None


@cache
def _titles() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((Kind(value), re.compile(pattern)) for value, pattern in words.entry("kinds")["titles"])
