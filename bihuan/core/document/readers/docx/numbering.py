"""The visible number of every paragraph, counted the way Word counts."""

from __future__ import annotations

import re

from lxml import etree

from bihuan.core.document.readers.docx.definitions import LEVELS, Definitions, Level, Use
from bihuan.core.document.readers.docx.formats import formatted
from bihuan.core.document.readers.docx.styles import Styles
from bihuan.core.document.readers.docx.xml import number_of, value_of, w

_PLACEHOLDER = re.compile("%([1-9])")
_OFF = "0"
_WITH_LIST = f"{w('numPr')}[{w('numId')}]"
_WITH_DEPTH = f"{w('numPr')}[{w('ilvl')}]"


class Numbering:
    """Counters over one document; ask once for each paragraph, in the order of the file.

    Lists made from the same template count on together; a use with a start of its own begins there when it
    first appears. The visible number stands directly before the text, whatever separator Word would draw.
    """

    def __init__(self, definitions: Definitions, styles: Styles) -> None:
        self._definitions = definitions
        self._styles = styles
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._of_styles: dict[str | None, tuple[str | None, int | None]] = {}

    def number(self, properties: etree._Element | None, style: str | None) -> str:
        """The number before a paragraph with these properties, "" for none."""
        list_id, depth = self._list_and_depth(properties, style)
        use = None if list_id is None or list_id == _OFF else self._definitions.use(list_id)
        if use is None or list_id is None:
            return ""
        level = use.levels.get(depth)
        if level is None:
            return ""
        counts = self._counted(list_id, use, depth)
        return _shown(level, use, counts, depth)

    def _list_and_depth(self, properties: etree._Element | None, style: str | None) -> tuple[str | None, int]:
        own = None if properties is None else properties.find(w("numPr"))
        own_list, own_depth = value_of(own, "numId"), value_of(own, "ilvl")
        if own_list is not None and own_depth is not None:
            return own_list, number_of(own_depth)
        if style not in self._of_styles:
            self._of_styles[style] = self._from_style(style)
        style_list, style_depth = self._of_styles[style]
        depth = style_depth or 0 if own_depth is None else number_of(own_depth)
        return own_list or style_list, depth

    def _from_style(self, style: str | None) -> tuple[str | None, int | None]:
        """List and depth that a style brings: the nearest of each along its chain.

        Where a level of the list names the style, that level counts, as in Word.
        """
        list_id = value_of(self._styles.inherited(style, _WITH_LIST), "numId")
        depth = value_of(self._styles.inherited(style, _WITH_DEPTH), "ilvl")
        use = None if list_id is None else self._definitions.use(list_id)
        if use is not None:
            bound = {level.style: found for found, level in use.levels.items() if level.style}
            for identifier, _ in self._styles.chain(style):
                if identifier in bound:
                    return list_id, bound[identifier]
        return list_id, None if depth is None else number_of(depth)

    def _counted(self, list_id: str, use: Use, depth: int) -> list[int | None]:
        """Count one more at ``depth`` and forget the deeper levels that restart after it.

        A higher level that was passed over counts as begun: after 1.1 without a 1 comes 2.
        """
        counts = self._counts.setdefault(use.template, [None] * LEVELS)
        if depth in use.starts and (list_id, depth) not in self._begun:
            counts[depth] = None
            self._begun.add((list_id, depth))
        for above in range(depth):
            if counts[above] is None and above in use.levels:
                counts[above] = _start(use, above)
        count = counts[depth]
        counts[depth] = _start(use, depth) if count is None else count + 1
        for deeper in range(depth + 1, LEVELS):
            if _restarts(use.levels.get(deeper), depth):
                counts[deeper] = None
        return counts


def _start(use: Use, depth: int) -> int:
    level = use.levels.get(depth)
    return use.starts.get(depth, 1 if level is None else level.start)


def _restarts(level: Level | None, after: int) -> bool:
    """Whether a level begins anew once the level ``after`` has been counted."""
    return level is None or level.restart is None or after < level.restart


def _shown(level: Level, use: Use, counts: list[int | None], depth: int) -> str:
    if level.number_format == "bullet":
        return ""

    def figure(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        named = use.levels.get(at)
        if at > depth or named is None:
            return ""
        counted = counts[at]
        count = _start(use, at) if counted is None else counted
        decimal = level.all_decimal and named.number_format != "none"
        text = formatted(count, "decimal" if decimal else named.number_format)
        return text.zfill(named.width) if named.width else text

    return _PLACEHOLDER.sub(figure, level.pattern)
