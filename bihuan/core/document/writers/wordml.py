"""Elements of WordprocessingML, their children in the order that the schema wants."""

from __future__ import annotations

import math
from collections.abc import Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from bihuan.core.document.writers.pieces import Line, Rule, Span
from bihuan.core.document.writers.titles import ems
from bihuan.core.document.writers.wordboxes import TextBox
from bihuan.core.registry.layouts import Layout, Style

SCHEMA_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "pBdr",
    "tabs",
    "wordWrap",
    "autoSpaceDE",
    "autoSpaceDN",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
)


def element(
    name: str, attributes: Mapping[str, object] | None = None, *children: BaseOxmlElement
) -> BaseOxmlElement:
    """``<w:name w:key="value">`` with its children; names without a prefix are WordprocessingML."""
    made = OxmlElement(name if ":" in name else f"w:{name}")
    for key, value in (attributes or {}).items():
        made.set(qn(key if ":" in key else f"w:{key}"), str(value))
    made.extend(children)
    return made


def twips(points: float) -> int:
    return round(points * 20)


def eighths(points: float) -> int:
    return round(points * 8)


class Wordml:
    """Paragraphs and their properties by one layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def paragraph(self, line: Line, section: BaseOxmlElement | None = None) -> BaseOxmlElement:
        """A paragraph in its style; only what differs from the style is said again."""
        properties = self.own_properties(line)
        if section is not None:
            properties.append(section)
        runs = [run for span in line.spans for run in self.runs(span, line)]
        if line.tail:
            runs.append(element("r", None, element("tab")))
            runs += [run for span in line.tail for run in self.runs(span, line)]
        return element("p", None, properties, *runs)

    def own_properties(self, line: Line) -> BaseOxmlElement:
        style = self.layout.styles[line.style]
        found: dict[str, BaseOxmlElement] = {"pStyle": element("pStyle", {"val": style_id(style)})}
        if line.keep:
            found["keepNext"] = element("keepNext")
        if line.new_page:
            found["pageBreakBefore"] = element("pageBreakBefore")
        if line.tail:
            stop = element(
                "tab", {"val": "right", "pos": twips(self.layout.points("type-width") - line.right)}
            )
            found["tabs"] = element("tabs", None, stop)
        if any(len(word) > self.layout.count("characters-a-line") for word in _words(line)):
            found["wordWrap"] = element("wordWrap", {"val": 0})
        found["spacing"] = self.spacing(line.pitch, line.pitch == self.layout.pitch, line.before + line.drop)
        found["ind"] = indents(line.left, line.right, line.first)
        if line.align != style.align:
            found["jc"] = element("jc", {"val": "both" if line.align == "justify" else line.align})
        return ordered(found)

    def spacing(self, pitch: float, in_grid: bool, before: float = 0) -> BaseOxmlElement:
        line = self.layout.count("line-pitch") if in_grid else twips(pitch)
        return element(
            "spacing", {"before": twips(before), "after": 0, "line": round(line), "lineRule": "exact"}
        )

    def runs(self, span: Span, line: Line) -> list[BaseOxmlElement]:
        """The span as one run, its line feeds as breaks."""
        run = element("r", None, self.run_properties(span.font, line.size, span.bold, line.style))
        for number, text in enumerate(span.text.split("\n")):
            if number:
                run.append(element("br"))
            if text:
                piece = element("t", {"xml:space": "preserve"})
                piece.text = text
                run.append(piece)
        return [run]

    def run_properties(self, font: str, size: float, bold: bool, style: str) -> BaseOxmlElement:
        name = self.layout.fonts[font].official
        fonts = {"ascii": name, "hAnsi": name, "eastAsia": name, "cs": name, "hint": "eastAsia"}
        children = [element("rFonts", fonts)]
        if bold:
            children.append(element("b"))
        colour = self.layout.styles[style].colour
        if colour != "000000":
            children.append(element("color", {"val": colour}))
        if size == self.layout.count("body-size"):
            tightening = self.layout.count("character-tightening")
            children.append(element("spacing", {"val": -round(tightening)}))
        halves = round(size * 2)
        children += [element("sz", {"val": halves}), element("szCs", {"val": halves})]
        return element("rPr", None, *children)

    def rule(self, rule: Rule) -> BaseOxmlElement:
        """An empty paragraph as high as the space above the rule, the rule its lower border."""
        border = {"val": "single", "sz": eighths(rule.width), "space": 0, "color": rule.colour}
        spacing = self.spacing(rule.before, in_grid=False)
        found = {"pBdr": element("pBdr", None, element("bottom", border)), "spacing": spacing}
        properties = ordered({**found, **off_grid()})
        properties.append(element("rPr", None, element("sz", {"val": 2})))
        return element("p", None, properties)

    def imprint(self, lines: tuple[Line, ...]) -> BaseOxmlElement:
        """版记: ruled above, between and below, in a box on the lower edge of the type area."""
        outer, inner = (self.layout.points(f"imprint-{place}-rule") for place in ("outer", "inner"))
        made, height = [self.rule(Rule(1, outer, "000000"))], 3.0
        for number, line in enumerate(lines, start=1):
            rule = Rule(1, outer if number == len(lines) else inner, "000000")
            made += [self.paragraph(line), self.rule(rule)]
            height += self.rows(line) * line.pitch + 3
        box = TextBox(9, "版记", self.layout.points("type-width"), height)
        return self.sliver(box.at_bottom(made))

    def rows(self, line: Line) -> int:
        """How many rows the line takes, by the widths of its characters."""
        width = self.layout.points("type-width") - line.left - line.right
        text = "".join(span.text for span in line.spans)
        return max(1, math.ceil((ems(text) * line.size + line.first) / width))

    def sliver(self, content: BaseOxmlElement | None = None) -> BaseOxmlElement:
        """A paragraph of no height to speak of, for places where Word must have one."""
        properties = ordered({"spacing": self.spacing(1, in_grid=False), **off_grid()})
        properties.append(element("rPr", None, element("sz", {"val": 2})))
        return element("p", None, properties, *([] if content is None else [content]))


def ordered(found: Mapping[str, BaseOxmlElement]) -> BaseOxmlElement:
    """Properties of a paragraph in schema order."""
    return element("pPr", None, *(found[name] for name in SCHEMA_ORDER if name in found))


def off_grid() -> dict[str, BaseOxmlElement]:
    """What keeps a paragraph of its own line pitch from being moved to the grid of the page."""
    return {"snapToGrid": element("snapToGrid", {"val": 0})}


def indents(left: float, right: float, first: float) -> BaseOxmlElement:
    side = {"hanging": twips(-first)} if first < 0 else {"firstLine": twips(first)}
    return element("ind", {"left": twips(left), "right": twips(right), **side})


def style_id(style: Style) -> str:
    """The identifier of a style: built-in ones as Word has them, others by their name."""
    return style.name.title().replace(" ", "") if style.name.isascii() else style.name


def _words(line: Line) -> list[str]:
    text = "".join(span.text for span in line.spans)
    return "".join(sign if "!" <= sign <= "~" else " " for sign in text).split()
