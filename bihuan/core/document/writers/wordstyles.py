"""The styles and settings of a docx, made from the layout alone."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from bihuan.core.document.writers.wordml import Wordml, element, indents, off_grid, ordered, style_id
from bihuan.core.registry.layouts import Style

COMPATIBLE_WITH = "15"


def fill_styles(root: BaseOxmlElement, word: Wordml) -> None:
    """Replace the styles of a document by those of the layout."""
    for child in list(root):
        root.remove(child)
    root.append(_defaults(word))
    root.append(_normal(word))
    root.append(
        element(
            "style",
            {"type": "table", "default": 1, "styleId": "TableNormal"},
            element("name", {"val": "Normal Table"}),
            element("uiPriority", {"val": 99}),
            element("semiHidden"),
        )
    )
    for name, style in word.layout.styles.items():
        root.append(_style(name, style, word))


def _defaults(word: Wordml) -> BaseOxmlElement:
    run = word.run_properties("body", word.layout.count("body-size"), bold=False, style="body")
    run.append(element("lang", {"val": "en-US", "eastAsia": "zh-CN", "bidi": "ar-SA"}))
    return element(
        "docDefaults",
        None,
        element("rPrDefault", None, run),
        element("pPrDefault", None, element("pPr")),
    )


def _normal(word: Wordml) -> BaseOxmlElement:
    properties = {
        "widowControl": element("widowControl", {"val": 0}),
        "autoSpaceDE": element("autoSpaceDE", {"val": 0}),
        "autoSpaceDN": element("autoSpaceDN", {"val": 0}),
        "spacing": word.spacing(word.layout.pitch, in_grid=True),
    }
    return element(
        "style",
        {"type": "paragraph", "default": 1, "styleId": "Normal"},
        element("name", {"val": "Normal"}),
        element("qFormat"),
        ordered(properties),
        word.run_properties("body", word.layout.count("body-size"), bold=False, style="body"),
    )


def _style(name: str, style: Style, word: Wordml) -> BaseOxmlElement:
    step, in_grid = word.layout.advance, not style.pitch
    properties = {
        "spacing": word.spacing(style.pitch, in_grid),
        "ind": indents(style.left * step, style.right * step, style.first * step),
        "jc": element("jc", {"val": "both" if style.align == "justify" else style.align}),
    }
    if not in_grid:
        properties |= off_grid()
    if style.outline:
        properties["outlineLvl"] = element("outlineLvl", {"val": style.outline - 1})
    return element(
        "style",
        {"type": "paragraph", "styleId": style_id(style)},
        element("name", {"val": style.name}),
        element("basedOn", {"val": "Normal"}),
        element("qFormat"),
        ordered(properties),
        word.run_properties(style.font, style.size, bold=False, style=name),
    )


def fill_settings(root: BaseOxmlElement) -> None:
    """Odd and even pages differ; punctuation is not squeezed, or the grid would slip."""
    for child in list(root):
        root.remove(child)
    mode = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": COMPATIBLE_WITH,
    }
    root.extend(
        (
            element("zoom", {"percent": 100}),
            element("evenAndOddHeaders"),
            element("characterSpacingControl", {"val": "doNotCompress"}),
            element("compat", None, element("adjustLineHeightInTable"), element("compatSetting", mode)),
            element("themeFontLang", {"val": "en-US", "eastAsia": "zh-CN"}),
        )
    )
