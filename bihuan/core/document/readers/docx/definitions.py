"""What a document's numbering part defines: lists, their levels, and what a use of a list overrides."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from bihuan.core.document.readers.docx.styles import Styles
from bihuan.core.document.readers.docx.xml import is_on, number_of, value_of, w

LEVELS = 9
_LONGEST_PATTERN = 255
_LONGEST_CHAIN = 10


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart`` is ``None`` for the usual rule: after any higher level.

    ``width`` is the least number of figures of a format such as "001, 002".
    """

    pattern: str
    number_format: str = "decimal"
    start: int = 1
    restart: int | None = None
    all_decimal: bool = False
    style: str | None = None
    width: int = 0


@dataclass(frozen=True, slots=True)
class Template:
    """An abstract list: levels by depth, or the name of the numbering style that has them."""

    levels: dict[int, Level]
    style_link: str | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A list as paragraphs use it: ``template`` is the key of the counters it shares with other uses."""

    template: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Definitions:
    """The lists of one document by the number that paragraphs carry."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._templates: dict[str, Template] = {}
        self._elements: dict[str, etree._Element] = {}
        self._uses: dict[str, Use | None] = {}
        if root is None:
            return
        for element in root.iterfind(w("abstractNum")):
            self._templates[element.get(w("abstractNumId"), "")] = _template(element)
        for element in root.iterfind(w("num")):
            self._elements.setdefault(element.get(w("numId"), ""), element)

    def use(self, identifier: str) -> Use | None:
        """The list with this number, or ``None`` where the file defines none."""
        if identifier not in self._uses:
            self._uses[identifier] = self._resolved_use(identifier)
        return self._uses[identifier]

    def _resolved_use(self, identifier: str) -> Use | None:
        element = self._elements.get(identifier)
        if element is None:
            return None
        template_id = self._followed(value_of(element, "abstractNumId"))
        if template_id is None:
            return None
        levels = dict(self._templates[template_id].levels)
        starts: dict[int, int] = {}
        for override in element.iterfind(w("lvlOverride")):
            depth = number_of(override.get(w("ilvl")), -1)
            if not 0 <= depth < LEVELS:
                continue
            own = override.find(w("lvl"))
            if own is not None:
                levels[depth] = _level(own)
            start = value_of(override, "startOverride")
            if start is not None:
                starts[depth] = number_of(start, 1)
        return Use(template_id, levels, starts)

    def _followed(self, template_id: str | None) -> str | None:
        """The template that has the levels, through numbering styles that only point to another list."""
        for _ in range(_LONGEST_CHAIN):
            template = None if template_id is None else self._templates.get(template_id)
            if template is None or template.style_link is None or template.levels:
                return None if template is None else template_id
            list_id = self._styles.by_numbering_name.get(template.style_link)
            element = None if list_id is None else self._elements.get(list_id)
            template_id = value_of(element, "abstractNumId")
        return None


def _template(element: etree._Element) -> Template:
    levels = {}
    for level in element.iterfind(w("lvl")):
        depth = number_of(level.get(w("ilvl")), -1)
        if 0 <= depth < LEVELS:
            levels[depth] = _level(level)
    return Template(levels, value_of(element, "numStyleLink"))


def _level(element: etree._Element) -> Level:
    number_format, width = _format(element)
    restart = value_of(element, "lvlRestart")
    return Level(
        pattern=(value_of(element, "lvlText") or "")[:_LONGEST_PATTERN],
        number_format=number_format,
        start=number_of(value_of(element, "start"), 0),
        restart=None if restart is None else number_of(restart, 0),
        all_decimal=is_on(element, "isLgl"),
        style=value_of(element, "pStyle"),
        width=width,
    )


def _format(element: etree._Element) -> tuple[str, int]:
    """Name of the number format and its least width; a custom format stands in an alternative branch."""
    found = element.find(w("numFmt"))
    if found is None:
        found = next(element.iter(w("numFmt")), None)
    if found is None:
        return "decimal", 0
    name = found.get(w("val"), "decimal")
    if name != "custom":
        return name, 0
    first = found.get(w("format"), "").split(",")[0].strip()
    return "decimal", len(first) if first.isascii() and first.isdigit() and len(first) < LEVELS else 0
