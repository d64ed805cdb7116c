"""Paragraph styles: their names, and what they hand down along the chain they are based on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from bihuan.core.document.readers.docx.xml import number_of, value_of, w

_STYLE, _IDENTIFIER, _DEFAULT, _TYPE = w("style"), w("styleId"), w("default"), w("type")
_LONGEST_NAME = 100
_LONGEST_CHAIN = 30
_HEADING = re.compile("(?:heading|标题|標題)[ 　]*([1-9])", re.IGNORECASE)
_TITLE = re.compile("title|标题|標題|公文标题|文件标题|文档标题", re.IGNORECASE)
_CONTENTS = re.compile(
    "toc(?:[ 　]*[1-9]|[ 　]*heading|[ 　]*标题)|目录(?:[ 　]*[1-9])?|contents(?:[ 　].*)?", re.IGNORECASE
)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its own settings, not those it inherits. ``based_on`` is a style id."""

    name: str
    based_on: str | None
    properties: etree._Element | None


class Styles:
    """The styles of one document, asked by style id; an id that is not defined answers by its looks."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._styles: dict[str, Style] = {}
        self._levels: dict[str, int | None] = {}
        self.default: str | None = None
        for element in () if root is None else root.iterfind(_STYLE):
            identifier = element.get(_IDENTIFIER, "")
            self._elements[identifier] = element
            is_default = element.get(_DEFAULT) in ("1", "true", "on")
            if is_default and element.get(_TYPE, "paragraph") == "paragraph":
                self.default = identifier

    def _style(self, identifier: str) -> Style | None:
        """The style with this id, looked into when first asked for: most styles of a file are never used."""
        if identifier not in self._styles and identifier in self._elements:
            element = self._elements[identifier]
            name = (value_of(element, "name") or identifier)[:_LONGEST_NAME]
            self._styles[identifier] = Style(name, value_of(element, "basedOn"), element.find(w("pPr")))
        return self._styles.get(identifier)

    def name(self, identifier: str | None) -> str:
        """The name people see; "" for the default style, which marks nothing."""
        if identifier is None or identifier == self.default:
            return ""
        style = self._style(identifier)
        return identifier[:_LONGEST_NAME] if style is None else style.name

    def chain(self, identifier: str | None) -> list[tuple[str, Style]]:
        """The style and those it is based on, nearest first; a circle ends where it closes."""
        found: list[tuple[str, Style]] = []
        seen: set[str] = set()
        while identifier is not None and identifier not in seen and len(found) < _LONGEST_CHAIN:
            style = self._style(identifier)
            if style is None:
                break
            seen.add(identifier)
            found.append((identifier, style))
            identifier = style.based_on
        return found

    def inherited(self, identifier: str | None, path: str) -> etree._Element | None:
        """The first setting named ``path`` along the chain."""
        for _, style in self.chain(identifier):
            element = None if style.properties is None else style.properties.find(path)
            if element is not None:
                return element
        return None

    def level(self, identifier: str | None) -> int | None:
        """Heading level from 1, or ``None`` for a style of body text."""
        if identifier is None:
            return None
        if identifier not in self._levels:
            self._levels[identifier] = self._found_level(identifier)
        return self._levels[identifier]

    def _found_level(self, identifier: str) -> int | None:
        for _, style in self.chain(identifier):
            outline = value_of(style.properties, "outlineLvl")
            if outline is not None:
                return level_of(outline)
            heading = _HEADING.fullmatch(style.name)
            if heading:
                return int(heading[1])
        heading = _HEADING.fullmatch(self.name(identifier))
        return int(heading[1]) if heading else None

    def is_title(self, identifier: str | None) -> bool:
        return _TITLE.fullmatch(self.name(identifier)) is not None

    def is_contents(self, identifier: str | None) -> bool:
        """Whether the style is one of a table of contents."""
        return _CONTENTS.fullmatch(self.name(identifier)) is not None

    @cached_property
    def by_numbering_name(self) -> dict[str, str]:
        """Id of each numbering style → the id of the list that it stands for."""
        found = {}
        for identifier in self._elements:
            style = self._style(identifier)
            properties = None if style is None else style.properties
            number = None if properties is None else properties.find(w("numPr"))
            list_id = value_of(number, "numId")
            if list_id is not None:
                found[identifier] = list_id
        return found


def level_of(outline: str) -> int | None:
    """Heading level of an outline level as the file writes it: 0 is the highest, 9 is body text."""
    number = number_of(outline, _BODY_LEVEL)
    return number + 1 if 0 <= number < _BODY_LEVEL else None
