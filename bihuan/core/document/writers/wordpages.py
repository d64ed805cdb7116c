"""Pages of a docx: size, margins, grid, and page numbers outside, on odd and on even pages."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from bihuan.core.document.writers.pieces import Line, Page, Span
from bihuan.core.document.writers.wordboxes import TextBox
from bihuan.core.document.writers.wordml import Wordml, element, indents, ordered, twips

NUMBER_BOX = 84.0
KINDS = {"default": True, "even": False}


def section(page: Page, references: list[BaseOxmlElement], word: Wordml) -> BaseOxmlElement:
    """The properties of a section of such pages."""
    size: dict[str, object] = {"w": twips(page.width), "h": twips(page.height)}
    if page.width > page.height:
        size["orient"] = "landscape"
    margins = {side: twips(getattr(page, side)) for side in ("top", "right", "bottom", "left")}
    below = page.bottom - word.layout.points("page-number-below") - word.layout.styles["page"].size / 2
    distances = {"header": twips(page.top / 2), "footer": twips(below), "gutter": 0}
    return element(
        "sectPr",
        None,
        *references,
        element("type", {"val": "nextPage"}),
        element("pgSz", size),
        element("pgMar", {**margins, **distances}),
        element("docGrid", {"type": "lines", "linePitch": round(word.layout.count("line-pitch"))}),
    )


def footer(page: Page, odd: bool, word: Wordml) -> BaseOxmlElement:
    """The paragraph that carries the page number."""
    indent = word.layout.points("page-number-indent")
    if not page.turned:
        return _number(odd, indent, word)
    size = word.layout.styles["page"].size
    x = page.left - word.layout.points("page-number-below") - size / 2
    y = page.height - page.bottom - indent - NUMBER_BOX if odd else page.top + indent
    box = TextBox(1 if odd else 2, "页码", size, NUMBER_BOX, turned=True)
    return word.sliver(box.at_place(x, y, [_number(odd, 0, word)]))


def _number(odd: bool, indent: float, word: Wordml) -> BaseOxmlElement:
    style = word.layout.styles["page"]
    properties = ordered(
        {
            "pStyle": element("pStyle", {"val": style.name}),
            "spacing": word.spacing(style.pitch, in_grid=False),
            "ind": indents(0 if odd else indent, indent if odd else 0, 0),
            "jc": element("jc", {"val": "right" if odd else "left"}),
        }
    )
    line = Line("page", (), style.size, style.pitch, style.align)
    field = element("fldSimple", {"instr": "PAGE"}, *word.runs(Span("1", style.font), line))
    (before,), (after,) = (word.runs(Span(text, style.font), line) for text in ("— ", " —"))
    return element("p", None, properties, before, field, after)
